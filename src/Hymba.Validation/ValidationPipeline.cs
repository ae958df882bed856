using Hymba.Validation.Audit;
using Hymba.Validation.Chat;
using Hymba.Validation.Pipeline;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Hymba.Validation;

/// <summary>Validators, and policy that decides about what they find. Thread-safe.</summary>
public sealed class ValidationPipeline
{
    private readonly PipelineParts _parts;
    private readonly Func<OutputValidationOptions> _read;
    private readonly Lock _lock = new();
    private volatile State _state;

    /// <param name="options">The options; later changes of the object have no effect.</param>
    /// <param name="validators">All text validators besides those of the options.</param>
    /// <param name="toolValidators">Validators of tool calls. Default: none.</param>
    /// <param name="sinks">Receivers of audit records. Default: none.</param>
    /// <param name="time">The clock. Default: the system's.</param>
    /// <param name="loggers">Makes the logger. Default: none.</param>
    /// <exception cref="OptionsValidationException">The options are wrong; names all errors.</exception>
    public ValidationPipeline(
        OutputValidationOptions options,
        IEnumerable<ITextValidator> validators,
        IEnumerable<IToolCallValidator>? toolValidators = null,
        IEnumerable<IAuditSink>? sinks = null,
        TimeProvider? time = null,
        ILoggerFactory? loggers = null)
        : this(() => options, new PipelineParts(
            Options.DefaultName, [.. validators], [.. toolValidators ?? []], [.. sinks ?? []], ValidationMetrics.Shared,
            time ?? TimeProvider.System, Logger(loggers)))
    {
    }

    internal ValidationPipeline(Func<OutputValidationOptions> read, PipelineParts parts)
    {
        _parts = parts;
        _read = read;
        var options = read();
        _state = new State(options, new CompiledPipeline(options, parts));
    }

    /// <summary>The pipeline for the options of this moment. Options that became invalid are reported once and not used.</summary>
    internal CompiledPipeline Current
    {
        get
        {
            try
            {
                return _read() is var options && ReferenceEquals(options, _state.Options) ? _state.Pipeline : Reload(options);
            }
            catch (OptionsValidationException error)
            {
                return Reject(error);
            }
        }
    }

    /// <summary>Validates a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="context">What else is known; its role decides which policies hold.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public async ValueTask<ValidationResult> ValidateAsync(string text, ValidationContext context, CancellationToken cancellationToken = default)
    {
        var session = StartSession(context);
        await session.AppendAsync(text, cancellationToken).ConfigureAwait(false);
        await session.CompleteAsync(cancellationToken).ConfigureAwait(false);
        return session.Result;
    }

    /// <summary>Begins the validation of a growing text.</summary>
    /// <param name="context">What else is known; its role decides which policies hold.</param>
    public ValidationSession StartSession(ValidationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var pipeline = Current;
        return new ValidationSession(pipeline, context, pipeline.Mode(context.Role, context.ResponseFormat is ChatResponseFormatJson));
    }

    /// <summary>Validates a tool call: by the validators of tool calls, and the texts in its arguments like parts of a reply.</summary>
    /// <param name="call">The call.</param>
    /// <param name="context">The request, and the calls before this one.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public ValueTask<ToolCallVerdict> ValidateCallAsync(
        FunctionCallContent call, ValidationContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(context);
        return new ToolCallGuard(Current).CheckCallAsync(call, context, cancellationToken);
    }

    /// <summary>Validates the result of a tool as the link to its call, not its text.</summary>
    /// <param name="result">The result.</param>
    /// <param name="context">The request; its messages end with the one that holds the result.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public ValueTask<ValidationResult> ValidateResultAsync(
        FunctionResultContent result, ValidationContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(context);
        return new ToolCallGuard(Current).CheckResultAsync(result, context with { Role = TextRole.Tool }, cancellationToken);
    }

    internal static ILogger Logger(ILoggerFactory? loggers) => loggers?.CreateLogger("Hymba.Validation") ?? NullLogger.Instance;

    private CompiledPipeline Reload(OutputValidationOptions options)
    {
        lock (_lock)
        {
            if (!ReferenceEquals(options, _state.Options))
            {
                _state = new State(options, new CompiledPipeline(options, _parts));
            }

            return _state.Pipeline;
        }
    }

    private CompiledPipeline Reject(OptionsValidationException error)
    {
        lock (_lock)
        {
            if (_state.Rejected != error.Message)
            {
                ValidationLog.ReloadRejected(_parts.Logger, error.Message);
                _state = _state with { Rejected = error.Message };
            }

            return _state.Pipeline;
        }
    }

    private sealed record State(OutputValidationOptions Options, CompiledPipeline Pipeline, string? Rejected = null);
}
