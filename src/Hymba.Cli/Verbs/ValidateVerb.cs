using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json;
using Hymba.Cli.Options;
using Hymba.Cli.Output;
using Hymba.Cli.Validating;
using Hymba.Inference;
using Hymba.Validation;
using Hymba.Validation.Policies;

namespace Hymba.Cli.Verbs;

/// <summary>Texts and tool calls through output validation.</summary>
internal sealed class ValidateVerb : Verb
{
    // As for the other validators: nobody waits here, and a busy machine must not make a verdict.
    private static readonly TimeSpan SuffixTimeout = TimeSpan.FromMinutes(1);

    private readonly Option<bool> _jsonLines = CommonOptions.JsonLines(
        "In: {\"text\"}, perhaps with \"role\" (assistant, user, tool, document), \"system_prompt\", \"context\" (documents), \"prompt\", \"tools\", "
        + "\"calls\", \"prior_calls\", \"results\", \"schema\", \"config\". "
        + "Out: {\"decision\",\"text\",\"findings\":[{\"rule\",\"category\",\"type\",\"start\","
        + "\"end\",\"action\",\"confidence\"}]}, offsets in UTF-16 units before redaction.");

    private readonly Option<ValidationPreset?> _preset = new("--preset")
    {
        HelpName = string.Join('|', Enum.GetNames<ValidationPreset>()),
        Description = "The policies. Default: those of --config, or else Standard.",
        Arity = ArgumentArity.ExactlyOne,
        CustomParser = ParsePreset,
    };

    private readonly Option<string?> _config = new("--config")
    {
        HelpName = "FILE",
        Description = "A JSON object with the options of output validation: Preset, Policies, MaxOpenLength, ... Default: none.",
    };

    private readonly Option<RuleSelection?> _only = new("--only")
    {
        HelpName = "A,B",
        Description = $"Run only these groups ({string.Join(", ", ValidatorSet.Groups)}), rules (pii.credit-card) or entity types (CREDIT_CARD), whatever "
            + "the policies and roles: what they find is redacted, and calls with findings are blocked. Default: what the policies want.",
        Arity = ArgumentArity.ExactlyOne,
        CustomParser = argument => RuleSelection.Parse(argument.Tokens[0].Value, argument.AddError),
    };

    private readonly Option<bool> _annotate = new("--annotate")
    {
        Description = "With --only: report what is found and leave the text as it is. Default: redact.",
    };

    private readonly EngineArguments _engine;

    private readonly Option<int?> _stream = NumberOption.Create<int>(
        "--stream", "N", "Feed N UTF-16 units at a time and write what came out for each, and at the end, as \"emitted\". Default: all at once.", least: 1);

    public ValidateVerb(ToolConsole console)
        : base("validate", "Validates the texts and tool calls on stdin as replies are validated. Needs a model for the group suffix alone.", console)
    {
        Details = "\"config\" of a line sets validators: url_allow_list, allowed_hosts, allowed_schemes, allow_subdomains, block_userinfo, flag_all_images; "
            + "entities, detect_encoded, detect_entropy; substrings, patterns, case_sensitive, match (str, word, search, all, fullmatch), blocked; "
            + "valid_languages; max_chars, max_words, max_minutes, words_per_minute, max_repetition_ratio, ngram_size. Others are named in \"ignored\".\n"
            + "\"chunks\" instead of \"text\" are fed one by one. Without \"tools\", those that are called count as offered. Findings of calls and results "
            + "have \"call\" or \"result\", the index. With the group deobfuscation, \"normalized\" is the text as detectors see it. "
            + "\"schema\" is what a reply in JSON must follow; --only schema wants JSON of every line.\n"
            + "A validator may take a minute unless --config says otherwise. A bad line is answered by {\"error\",\"line\"}; the run goes on and ends "
            + "with exit code 1.";
        Add(_jsonLines);
        Add(_preset);
        Add(_config);
        Add(_only);
        Add(_annotate);
        Add(_stream);
        _engine = new EngineArguments(this, "It looks for adversarial suffixes, the group suffix. Default: none, and nobody does.");
    }

    /// <inheritdoc/>
    protected override IEnumerable<string> UsageErrors(SymbolResult arguments)
    {
        if (arguments.GetValue(_annotate) && arguments.GetValue(_only) is null)
        {
            yield return "--annotate goes with --only.";
        }

        if (Chooses(arguments, RuleCategories.Suffix) && !_engine.NamesModel(arguments))
        {
            yield return "--only names 'suffix', which compares what a model expects: it needs --model.";
        }
    }

    /// <inheritdoc/>
    protected override async Task RunAsync(SymbolResult arguments, CancellationToken cancellationToken)
    {
        string? path = arguments.GetValue(_config);
        string json = path is null ? "{}" : await TextFile.ReadAsync(path, Console.In, cancellationToken).ConfigureAwait(false);
        ValidationPreset? preset = arguments.GetValue(_preset);
        RuleSelection? selection = arguments.GetValue(_only);
        if (preset is not null && selection is not null)
        {
            Console.WriteWarning($"--preset {preset} has no effect beside --only, which runs what it names whatever the policies.");
        }

        ValidationOptionsFile file = ValidationOptionsFile.Parse(json, path ?? string.Empty);
        using HymbaEngine? engine = await LoadAsync(arguments, cancellationToken).ConfigureAwait(false);
        var pipelines = new PipelineFactory(
            () => Read(file, preset), selection, arguments.GetValue(_annotate), engine?.AsSuffixModel(timeout: SuffixTimeout));
        file.ThrowIfWrong(pipelines.Failures());
        var validator = new LineValidator(
            pipelines.Get,
            arguments.GetValue(_stream),
            Chooses(arguments, RuleCategories.Deobfuscation),
            Chooses(arguments, RuleCategories.Schema));
        await JsonLines.RunAllAsync(
            Console,
            async (line, token) => JsonSerializer.Serialize(await validator.AnswerAsync(line, token).ConfigureAwait(false), JsonFormat.Options),
            cancellationToken).ConfigureAwait(false);
    }

    private bool Chooses(SymbolResult arguments, string group) => arguments.GetValue(_only) is { } selection && selection.Groups.Contains(group);

    private async Task<HymbaEngine?> LoadAsync(SymbolResult arguments, CancellationToken cancellationToken)
    {
        bool isNeeded = arguments.GetValue(_only) is null || Chooses(arguments, RuleCategories.Suffix);
        if (!isNeeded || !_engine.NamesModel(arguments))
        {
            return null;
        }

        HymbaEngineOptions options = _engine.Read(arguments) with { PrefixCacheBytes = 0 };
        EngineStart.LoadTokenizer(options.ModelPath, "the group suffix needs it");
        return (await EngineStart.LoadAsync(Console, options, cancellationToken).ConfigureAwait(false)).Engine;
    }

    private static OutputValidationOptions Read(ValidationOptionsFile file, ValidationPreset? preset)
    {
        OutputValidationOptions options = file.Create();
        options.Preset = preset ?? options.Preset;
        return options;
    }

    private static ValidationPreset? ParsePreset(ArgumentResult argument)
    {
        string name = argument.Tokens[0].Value;
        string? known = Enum.GetNames<ValidationPreset>().FirstOrDefault(candidate => candidate.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (known is null)
        {
            argument.AddError($"--preset is '{name}'; it must be one of {string.Join(", ", Enum.GetNames<ValidationPreset>())}.");
            return null;
        }

        return Enum.Parse<ValidationPreset>(known);
    }
}
