using System.Text;
using System.Text.RegularExpressions;
using Hymba.Validation.Patterns;

namespace Hymba.Validation.Banned;

/// <summary>Finds texts and patterns that the application does not want, in linear time.</summary>
public sealed class BannedTextValidator : ITextValidator
{
    /// <summary>Ids of all rules.</summary>
    internal static readonly string[] AllRules = [Substring, Pattern];

    private const string Substring = "banned.substring";
    private const string Pattern = "banned.pattern";

    private readonly PatternSet? _set;
    private readonly int _substrings;
    private readonly Regex[] _others;

    /// <param name="options">What is not wanted; copied.</param>
    /// <exception cref="ArgumentException">A text is empty, or an expression is malformed or cannot be matched in linear time.</exception>
    public BannedTextValidator(BannedTextOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Substrings.Any(string.IsNullOrEmpty))
        {
            throw new ArgumentException("A banned text is empty.", nameof(options));
        }

        var known = options.Substrings.Select(text => Quote(text, options.WholeWords)).ToList();
        _substrings = known.Count;
        var others = new List<Regex>();
        foreach (string pattern in options.Patterns)
        {
            if (IsKnown(pattern, options.IgnoreCase))
            {
                known.Add(pattern);
            }
            else
            {
                others.Add(Linear(pattern, options.IgnoreCase));
            }
        }

        int longest = Math.Max(512, options.Substrings.Select(text => text.Length + 1).DefaultIfEmpty().Max());
        _set = known.Count == 0 ? null : new(known, options.IgnoreCase, longest);
        _others = [.. others];
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Rules => AllRules;

    /// <inheritdoc/>
    public StreamingBehaviour Streaming => _others.Length == 0 ? StreamingBehaviour.Incremental : StreamingBehaviour.WholeText;

    // One unit tells whether a word begins. No match lies over the settled border, so that the scan of the whole text tries a match there too.
    /// <inheritdoc/>
    public int LeftContext => _others.Length == 0 ? 1 : int.MaxValue;

    /// <inheritdoc/>
    public void Find(string text, ValidationContext context, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(findings);
        var matches = new List<PatternMatch>();
        _set?.Scan(text, matches);
        foreach (Regex regex in _others)
        {
            foreach (ValueMatch match in regex.EnumerateMatches(text))
            {
                matches.Add(new(_substrings, match.Index, match.Index + match.Length));
            }
        }

        int end = 0;
        foreach (PatternMatch match in matches.OrderBy(match => match.Start).ThenByDescending(match => match.End))
        {
            if (match.Start >= end && match.End > match.Start)
            {
                findings.Add(new(match.Pattern < _substrings ? Substring : Pattern, "banned", "BANNED", match.Start, match.End, Severity.Medium, 1));
                end = match.End;
            }
        }
    }

    /// <inheritdoc/>
    public int FindOpenStart(string text, ValidationContext context)
    {
        ArgumentNullException.ThrowIfNull(text);
        return _others.Length > 0 ? 0 : _set?.FindOpenStart(text) ?? text.Length;
    }

    private static string Quote(string text, bool wholeWords)
    {
        var result = new StringBuilder();
        foreach (char c in text)
        {
            _ = char.IsLetterOrDigit(c) || c >= 128 ? result.Append(c) : result.Append(@"\x").Append(((int)c).ToString("x2", null));
        }

        return wholeWords ? @"\b" + result + @"\b" : result.ToString();
    }

    private static bool IsKnown(string pattern, bool ignoreCase)
    {
        try
        {
            _ = new PatternSet([pattern], ignoreCase);
            return true;
        }
        catch (PatternSyntaxException)
        {
            return false;
        }
    }

    private static Regex Linear(string pattern, bool ignoreCase)
    {
        RegexOptions options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | (ignoreCase ? RegexOptions.IgnoreCase : RegexOptions.None);
        try
        {
            return new(pattern, options);
        }
        catch (NotSupportedException error)
        {
            throw new ArgumentException($"The pattern '{pattern}' cannot be matched in linear time.", nameof(pattern), error);
        }
    }
}
