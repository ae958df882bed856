using Hymba.Validation.Audit;
using Hymba.Validation.Banned;
using Hymba.Validation.Policies;
using Hymba.Validation.Streaming;
using Hymba.Validation.Urls;
using Microsoft.Extensions.Options;

namespace Hymba.Validation.Pipeline;

/// <summary>A pipeline for one state of the options. Immutable; a request keeps the one it began with.</summary>
internal sealed class CompiledPipeline
{
    private static readonly TextRole[] Roles = Enum.GetValues<TextRole>();

    private readonly ITextValidator[][] _incremental;
    private readonly ITextValidator[][] _wholeText;
    private readonly IJudge[][] _judges;
    private readonly StreamingMode? _mode;

    /// <exception cref="OptionsValidationException">The options are wrong; names all errors.</exception>
    public CompiledPipeline(OutputValidationOptions options, PipelineParts parts)
    {
        ITextValidator[] given = [.. parts.Validators, .. options.Validators];
        var areSettingsRight = !SettingsChecker.Errors(options).Any();
        ITextValidator[] validators = [.. (areSettingsRight ? ConfiguredValidators.Of(options, given) : given).OrderBy(item => item.Cost)];
        // Its forward pass costs less than another model's answer.
        IJudge[] judges = options.SuffixModel is { } model ? [model, .. options.Judges] : [.. options.Judges];
        if (new OptionsChecker([.. Rules(options, parts)]).Errors(options).ToList() is { Count: > 0 } errors)
        {
            throw new OptionsValidationException(parts.Name, typeof(OutputValidationOptions), errors);
        }

        Policies = new PolicyTable(PolicyPresets.Get(options.Preset).Concat(options.Policies));
        MayNeedApproval = Policies.Uses(ValidationAction.RequireApproval);
        Hash = options.HashKey is null ? parts.Hash : KeyedHash.Create(options.HashKey);
        Time = parts.Time;
        Runner = new ValidatorRunner(options.ValidatorTimeout, parts.Time);
        Auditor = new Auditor(parts.Sinks, parts.Metrics, Hash, parts.Time, parts.Logger);
        ToolValidators = parts.ToolValidators;
        OnFailure = options.OnFailure;
        MaxOpenLength = options.MaxOpenLength;
        MaxRetries = options.MaxRetries;
        MaxRetryTokens = options.MaxRetryTokens;
        Poisoned = options.Poisoned;
        BlockedMessage = options.BlockedMessage;
        UseCanary = options.UseCanary;
        Documents = options.Documents;
        _mode = options.Streaming;
        _incremental = ByRole(validators.Where(validator => validator.Streaming == StreamingBehaviour.Incremental));
        _wholeText = ByRole(validators.Where(validator => validator.Streaming == StreamingBehaviour.WholeText));
        _judges = [.. Roles.Select(role => judges.Where(judge => Policies.Strongest(judge.Rule, role) > ValidationAction.Ignore).ToArray())];
        Report();
    }

    public PolicyTable Policies { get; }

    public KeyedHash Hash { get; }

    public TimeProvider Time { get; }

    public ValidatorRunner Runner { get; }

    public Auditor Auditor { get; }

    public IReadOnlyList<IToolCallValidator> ToolValidators { get; }

    public FailureMode OnFailure { get; }

    public int MaxOpenLength { get; }

    public int MaxRetries { get; }

    public int MaxRetryTokens { get; }

    public PoisonedContent Poisoned { get; }

    public string BlockedMessage { get; }

    public bool UseCanary { get; }

    public DocumentSlot Documents { get; }

    /// <summary>Ids of the rules that there are.</summary>
    public static IEnumerable<string> Rules(OutputValidationOptions options, PipelineParts parts) => parts.Validators.Concat(options.Validators)
        .SelectMany(validator => validator.Rules)
        .Concat(parts.ToolValidators.SelectMany(validator => validator.Rules))
        .Concat(options.Judges.Select(judge => judge.Rule))
        .Append(SuffixModel.RuleId)
        .Concat(UrlRules.All)
        .Concat(BannedTextValidator.AllRules);

    /// <summary>Validators that follow a growing text, the cheapest first.</summary>
    public IReadOnlyList<ITextValidator> Incremental(TextRole role) => _incremental[(int)role];

    /// <summary>Validators that need the whole text, the cheapest first.</summary>
    public IReadOnlyList<ITextValidator> WholeText(TextRole role) => _wholeText[(int)role];

    /// <summary>Models that are asked.</summary>
    public IReadOnlyList<IJudge> Judges(TextRole role) => _judges[(int)role];

    /// <summary>Whether texts of a role are looked at.</summary>
    public bool Sees(TextRole role) => Incremental(role).Count + WholeText(role).Count + Judges(role).Count > 0;

    /// <summary>Whether policy may change or end texts of a role.</summary>
    public bool MayChange(TextRole role)
        => Incremental(role).Concat(WholeText(role)).Any(validator => Policies.Strongest(validator.Rules, role) > ValidationAction.Annotate);

    /// <summary>Whether no scan needs more than a bounded part of the text.</summary>
    public bool IsBounded(TextRole role) => Array.TrueForAll(_incremental[(int)role], validator => validator is IResumingValidator || validator.LeftContext <= MaxOpenLength);

    /// <summary>Whether policy may let a tool call wait for approval.</summary>
    public bool MayNeedApproval { get; }

    /// <summary>When text is emitted.</summary>
    /// <param name="role">Where it comes from.</param>
    /// <param name="isStructured">Whether a part of it is worth nothing.</param>
    public StreamingMode Mode(TextRole role, bool isStructured)
        => Forcing(role, isStructured).Any() || (_mode is null && isStructured && MayStop(role)) ? StreamingMode.Buffered : _mode ?? StreamingMode.Guarded;

    private bool MayStop(TextRole role)
        => _incremental[(int)role].Any(validator => Policies.Strongest(validator.Rules, role) >= ValidationAction.RequireApproval);

    /// <summary>Rules that need the whole text and may change it. Those about JSON say nothing of other replies.</summary>
    private IEnumerable<string> Forcing(TextRole role, bool isStructured)
        => WholeText(role).SelectMany(validator => validator.Rules).Concat(Judges(role).Select(judge => judge.Rule))
            .Where(rule => Policies.Strongest(rule, role) > ValidationAction.Annotate)
            .Where(rule => isStructured || PolicyTable.CategoryOf(rule) != RuleCategories.Schema);

    private void Report()
    {
        if (Forcing(TextRole.Assistant, isStructured: false).ToList() is { Count: > 0 } rules && _mode != StreamingMode.Buffered)
        {
            ValidationLog.BufferingForced(Auditor.Logger, string.Join(", ", rules));
        }
    }

    private ITextValidator[][] ByRole(IEnumerable<ITextValidator> validators)
        => [.. Roles.Select(role => validators.Where(item => Policies.Strongest(item.Rules, role) > ValidationAction.Ignore).ToArray())];
}
