using System.Globalization;
using System.Text;
using Hymba.Validation.Patterns;

namespace Hymba.Validation.Injection;

/// <summary>The tables of rules, read once: word classes put in, separators and gaps written out.</summary>
internal static class InjectionRules
{
    private const string Separator = @"(?:[^\w.!?]{1,4})";
    private const string Gap = @"(?:(?:[^\w.!?]{1,4}[\w'’]{1,20}){0,4}[^\w.!?]{1,4})";

    // What a rule needs ends in this many units; gaps of words are long.
    private const int MaxLength = 400;

    // Arabic is the first script of the groups behind the first two.
    private const char FirstOfScripts = '\u0600';
    private const int GroupsOfLetters = 2;

    /// <summary>Ids of the families.</summary>
    public static readonly string[] Ids =
    [
        "injection.override", "injection.jailbreak", "injection.persona", "injection.delimiter",
        "injection.extraction", "injection.exfiltration", "injection.authority", "injection.hidden",
    ];

    // English, other languages of the same letters, other scripts: automata for each, for characters differ and their number is limited.
    private static readonly (int Family, string Table)[][] Groups =
    [
        [
            (0, InjectionTable.Override), (0, InjectionClaims.Override), (1, InjectionTable.Unrestricted), (1, InjectionClaims.Unrestricted),
            (2, InjectionTable.Persona), (3, InjectionTargets.Delimiter), (4, InjectionExtraction.Table), (4, InjectionRequests.Table),
            (5, InjectionTargets.Exfiltration), (5, InjectionOrders.Table), (6, InjectionTargets.Authority), (7, InjectionTargets.Hidden),
        ],
        [(0, InjectionLanguages.Override), (1, InjectionLanguages.Unrestricted), (4, InjectionLanguages.Extraction)],
        [(0, InjectionScripts.Override), (1, InjectionScripts.Unrestricted), (4, InjectionScripts.Extraction)],
        [(4, InjectionScripts.Above)],
    ];

    private static readonly (string Key, string Value)[] Words = [.. PatternLines.Read(InjectionWords.Table).Select(line => line.Split('=', 2))
        .Select(parts => ("{" + parts[0] + "}", "(?:" + parts[1] + ")"))];

    private static readonly InjectionRule[][] Rules = Read();

    private static readonly Lazy<PatternSet>[] Patterns =
        [.. Rules.Select(group => new Lazy<PatternSet>(() => new([.. group.Select(rule => rule.Pattern)], maxLength: MaxLength)))];

    /// <summary>Finds the rules that match, with where each does.</summary>
    public static IEnumerable<(int Start, InjectionRule Rule)> Find(string text)
    {
        int groups = text.AsSpan().ContainsAnyInRange(FirstOfScripts, '\uffff') ? Rules.Length : GroupsOfLetters;
        var matches = new List<PatternMatch>();
        for (int i = 0; i < groups; i++)
        {
            matches.Clear();
            Patterns[i].Value.ScanAll(text, matches);
            foreach (PatternMatch match in matches)
            {
                yield return (match.Start, Rules[i][match.Pattern]);
            }
        }
    }

    private static InjectionRule[][] Read()
    {
        return [.. Groups.Select(group => group.SelectMany(part => PatternLines.Read(part.Table)
            .Select(line => line.Split(' ', 2))
            .Select(parts => new InjectionRule(Ids[part.Family], double.Parse(parts[0], CultureInfo.InvariantCulture), Expand(parts[1]))))
            .ToArray())];
    }

    /// <summary>An expression of the tables, written out.</summary>
    public static string Expand(string pattern)
    {
        foreach ((string key, string value) in Words)
        {
            pattern = pattern.Replace(key, value, StringComparison.Ordinal);
        }

        var result = new StringBuilder();
        bool inClass = false;
        for (int i = 0; i < pattern.Length; i++)
        {
            char c = pattern[i];
            if (c == '\\')
            {
                result.Append(c).Append(pattern[++i]);
                continue;
            }

            inClass = c == '[' || (inClass && c != ']');
            _ = !inClass && c == ' ' ? result.Append(Separator) : !inClass && c == '~' ? result.Append(Gap) : result.Append(c);
        }

        return result.ToString();
    }
}
