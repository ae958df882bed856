using Hymba.Validation.Audit;
using Hymba.Validation.Policies;
using Microsoft.Extensions.Logging;

namespace Hymba.Validation.Tests.Fakes;

/// <summary>Short ways to pipelines.</summary>
internal static class Pipelines
{
    public const string Key = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    public static ValidationContext Reply { get; } = new();

    public static PolicyRule On(string name, ValidationAction action, params TextRole[] roles)
    {
        var line = new PolicyRule { Action = action, Replacement = action == ValidationAction.Replace ? "[-]" : null };
        var isRule = name.Contains('.', StringComparison.Ordinal);
        line.Rule = isRule ? name : null;
        line.Category = isRule ? null : name;
        foreach (var role in roles)
        {
            line.Roles.Add(role);
        }

        return line;
    }

    public static OutputValidationOptions Options(params PolicyRule[] lines)
    {
        var options = new OutputValidationOptions
        {
            Preset = ValidationPreset.None,
            ValidatorTimeout = Timeout.InfiniteTimeSpan,
            HashKey = Key,
        };
        foreach (var line in lines)
        {
            options.Policies.Add(line);
        }

        return options;
    }

    public static ValidationPipeline Make(
        OutputValidationOptions options, ITextValidator[] validators, IToolCallValidator[]? tools = null, IAuditSink? sink = null,
        TimeProvider? time = null, ILoggerFactory? loggers = null)
        => new(options, validators, tools, sink is null ? null : [sink], time, loggers);

    /// <summary>Finds "secret" to redact and "BOOM" to block.</summary>
    public static ValidationPipeline Simple(Action<OutputValidationOptions>? configure = null, IAuditSink? sink = null, ILoggerFactory? loggers = null)
    {
        var options = Options(On("secrets", ValidationAction.Redact), On("banned", ValidationAction.Block));
        configure?.Invoke(options);
        return Make(options, [new LiteralFinder("secrets.word", "secret"), new LiteralFinder("banned.word", "BOOM")], sink: sink, loggers: loggers);
    }

    public static async Task<(List<string> Emitted, ValidationResult Result)> StreamAsync(
        ValidationPipeline pipeline, IEnumerable<string> pieces, ValidationContext? context = null)
    {
        var session = pipeline.StartSession(context ?? Reply);
        var emitted = new List<string>();
        foreach (var piece in pieces)
        {
            emitted.Add(await session.AppendAsync(piece));
        }

        emitted.Add(await session.CompleteAsync());
        return (emitted, session.Result);
    }
}
