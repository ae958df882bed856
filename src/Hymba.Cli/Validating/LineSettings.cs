using System.Text.Json;
using Hymba.Cli.Verbs;
using Hymba.Validation.Exfiltration;
using Hymba.Validation.Pii;
using Hymba.Validation.Policies;
using Hymba.Validation.Repetition;
using Hymba.Validation.Secrets;
using Hymba.Validation.Urls;

namespace Hymba.Cli.Validating;

/// <summary>Settings of validators that a line brings along. Complete once read; not changed after.</summary>
internal sealed class LineSettings
{
    private readonly HashSet<string> _groups = new(StringComparer.Ordinal);
    private readonly List<string> _ignored = [];
    private IReadOnlyCollection<string>? _types;
    private bool? _decodes;
    private bool _seesEntropy = true;
    private double? _minutes;
    private double _wordsPerMinute = 200;

    private LineSettings(string source, string? scanner)
    {
        Source = scanner is null ? source : $"{scanner}\n{source}";
        Scanner = scanner;
    }

    /// <summary>No settings.</summary>
    public static LineSettings None { get; } = new(string.Empty, null);

    /// <summary>What they were read from; equal sources have equal settings.</summary>
    public string Source { get; }

    /// <summary>Name of the one scanner that the line is about; null for none.</summary>
    public string? Scanner { get; }

    /// <summary>Names of settings that nothing here has, and scanner where no group does what it does.</summary>
    public IReadOnlyList<string> Ignored => _ignored;

    /// <summary>Which personal data, and whether encoded.</summary>
    public PiiOptions Pii => new() { Types = _types, DetectEncoded = _decodes ?? true };

    /// <summary>Which credentials.</summary>
    public SecretsOptions Secrets => new() { DetectEntropy = _seesEntropy, DetectEncoded = _decodes ?? true };

    /// <summary>Which addresses are allowed.</summary>
    public UrlPolicyOptions Urls { get; } = new();

    /// <summary>From where anything may be fetched.</summary>
    public ExfiltrationOptions Exfiltration { get; } = new();

    /// <summary>Limits of length and repetition.</summary>
    public RepetitionOptions Repetition { get; } = new();

    /// <summary>Texts that must not occur.</summary>
    public BannedSettings Banned { get; } = new();

    /// <summary>Codes of the languages that are fine; empty for that of the question.</summary>
    public IReadOnlyCollection<string> Languages { get; private set; } = [];

    /// <summary>Reads the settings of a line.</summary>
    /// <param name="config">An object; null for none.</param>
    /// <param name="scanner">Name of the one scanner that the line is about; null for none.</param>
    /// <exception cref="ToolException">A value is of another kind than its name needs.</exception>
    public static LineSettings Read(JsonElement? config, string? scanner)
    {
        if (config is null && scanner is null)
        {
            return None;
        }

        var settings = new LineSettings(config?.GetRawText() ?? string.Empty, scanner);
        foreach (JsonProperty member in config is { } value ? JsonInput.Members(value, "config") : [])
        {
            if (settings.Set(member.Name, member.Value) is { } group)
            {
                settings._groups.Add(group);
            }
            else
            {
                settings._ignored.Add(member.Name);
            }
        }

        if (scanner is not null && Scanners.GroupOf(scanner) is null)
        {
            settings._ignored.Add("scanner");
        }

        if (settings._minutes is { } minutes)
        {
            settings.Repetition.MaxWords = (int)Math.Clamp(minutes * settings._wordsPerMinute, 0, int.MaxValue);
        }

        return settings;
    }

    /// <summary>These settings, and of personal data only some types where none are set.</summary>
    public LineSettings ForTypes(IReadOnlyCollection<string>? types)
    {
        if (types is null || _types is not null)
        {
            return this;
        }

        var copy = (LineSettings)MemberwiseClone();
        copy._types = types;
        return copy;
    }

    /// <summary>Whether something was set for a group.</summary>
    public bool IsFor(string group) => _groups.Contains(group);

    /// <summary>Takes a setting over; gives the group that it is for, null for none.</summary>
    private string? Set(string name, JsonElement value)
    {
        switch (name)
        {
            case "entities" or "entity_types":
                _types = [.. Strings(name, value)];
                return RuleCategories.Pii;
            case "detect_encoded":
                _decodes = Flag(name, value);
                return RuleCategories.Pii;
            case "detect_entropy":
                _seesEntropy = Flag(name, value);
                return RuleCategories.Secrets;
            case "url_allow_list" or "allow_list":
                Fill(Urls.AllowList, Strings(name, value));
                return RuleCategories.Urls;
            case "allowed_hosts":
                Fill(Urls.AllowList, Strings(name, value));
                Fill(Exfiltration.AllowedHosts, Strings(name, value));
                _groups.Add(RuleCategories.Exfiltration);
                return RuleCategories.Urls;
            case "allowed_schemes":
                Urls.AllowedSchemes.Clear();
                Fill(Urls.AllowedSchemes, Strings(name, value));
                return RuleCategories.Urls;
            case "block_userinfo":
                Urls.BlockUserInfo = Flag(name, value);
                return RuleCategories.Urls;
            case "allow_subdomains":
                Urls.AllowSubdomains = Flag(name, value);
                return RuleCategories.Urls;
            case "flag_all_images":
                Exfiltration.FlagAllExternalImages = Flag(name, value);
                return RuleCategories.Exfiltration;
            case "valid_languages" or "languages":
                Languages = [.. Strings(name, value)];
                return RuleCategories.Language;
            case "max_chars":
                Repetition.MaxCharacters = Whole(name, value);
                return RuleCategories.Repetition;
            case "max_words":
                Repetition.MaxWords = Whole(name, value);
                return RuleCategories.Repetition;
            case "max_repetition_ratio":
                Repetition.MaxRepetitionRatio = Number(name, value);
                return RuleCategories.Repetition;
            case "ngram_size":
                Repetition.GroupWords = Whole(name, value);
                return RuleCategories.Repetition;
            case "max_minutes":
                _minutes = Number(name, value);
                return RuleCategories.Repetition;
            case "words_per_minute":
                _wordsPerMinute = Number(name, value);
                return RuleCategories.Repetition;
            default:
                return Banned.Set(name, value) ? RuleCategories.Banned : null;
        }
    }

    private static IEnumerable<string> Strings(string name, JsonElement value)
        => JsonInput.Items(value, $"config.{name}").Select(item => JsonInput.Text(item, $"an item of config.{name}"));

    private static void Fill(IList<string> list, IEnumerable<string> items)
    {
        foreach (string item in items)
        {
            list.Add(item);
        }
    }

    private static bool Flag(string name, JsonElement value) => JsonInput.Flag(value, $"config.{name}");

    private static double Number(string name, JsonElement value) => JsonInput.Number(value, $"config.{name}");

    private static int Whole(string name, JsonElement value)
        => Number(name, value) is var number && number == Math.Truncate(number) && Math.Abs(number) <= int.MaxValue
            ? (int)number
            : throw new ToolException($"config.{name} is {value.GetRawText()}; a whole number is needed.");
}
