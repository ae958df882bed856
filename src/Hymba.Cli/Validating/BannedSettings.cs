using System.Text.Json;
using Hymba.Cli.Verbs;
using Hymba.Validation;
using Hymba.Validation.Banned;

namespace Hymba.Cli.Validating;

/// <summary>Texts and patterns that a line bans, or asks for. Complete once read; not changed after.</summary>
internal sealed class BannedSettings
{
    private const string Missing = "banned.missing";

    private readonly List<string> _substrings = [];
    private readonly List<string> _patterns = [];
    private bool? _seesCase;
    private bool _isWholeWords;
    private bool _isWholeText;
    private bool _isRequired;

    /// <summary>Takes a setting over.</summary>
    /// <returns>False where there is none of that name.</returns>
    public bool Set(string name, JsonElement value)
    {
        switch (name)
        {
            case "substrings":
                _substrings.AddRange(Strings(name, value));
                return true;
            case "patterns":
                _patterns.AddRange(Strings(name, value));
                return true;
            case "case_sensitive":
                _seesCase = JsonInput.Flag(value, $"config.{name}");
                return true;
            case "match" or "match_type":
                return SetMatch(name, JsonInput.Text(value, $"config.{name}"));
            case "blocked" or "is_blocked":
                _isRequired = !JsonInput.Flag(value, $"config.{name}");
                return true;
            case "redact":
                // What --only finds is redacted anyway.
                return JsonInput.Flag(value, $"config.{name}");
            default:
                return false;
        }
    }

    /// <summary>Makes the validators.</summary>
    public IEnumerable<ITextValidator> Create()
    {
        // Lists of words are meant in any case, patterns say themselves what they mean.
        yield return new BannedTextValidator(
            new BannedTextOptions { Substrings = _substrings, IgnoreCase = _seesCase is not true, WholeWords = _isWholeWords });
        if (_patterns.Count > 0)
        {
            var validator = new BannedTextValidator(new BannedTextOptions
            {
                Patterns = [.. _patterns.Select(pattern => _isWholeText ? $@"\A(?:{pattern})\z" : pattern)],
                IgnoreCase = _seesCase is false,
            });
            yield return _isRequired ? Require(validator) : validator;
        }
    }

    private static ITextValidator Require(BannedTextValidator validator) => TextValidator.Create(Missing, (text, context) =>
    {
        var found = new List<Finding>();
        validator.Find(text, context, found);
        return found.Count > 0 ? [] : [Range.All];
    });

    private static IEnumerable<string> Strings(string name, JsonElement value)
        => JsonInput.Items(value, $"config.{name}").Select(item => JsonInput.Text(item, $"an item of config.{name}"));

    private bool SetMatch(string name, string kind)
    {
        switch (kind.ToLowerInvariant().Replace("_", string.Empty, StringComparison.Ordinal))
        {
            case "str" or "search" or "all":
                return true;
            case "word":
                _isWholeWords = true;
                return true;
            case "fullmatch":
                _isWholeText = true;
                return true;
            default:
                throw new ToolException($"config.{name} is '{kind}'; it must be str, word, search, all or fullmatch.");
        }
    }
}
