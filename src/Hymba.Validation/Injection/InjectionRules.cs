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

    // Arabic is the first script of the third group.
    private const char FirstOfScripts = '\u0600';

    /// <summary>Ids of the families.</summary>
    public static readonly string[] Ids =
    [
        "injection.override", "injection.jailbreak", "injection.persona", "injection.delimiter",
        "injection.extraction", "injection.exfiltration", "injection.authority", "injection.hidden",
    ];

    // English, other languages of the same letters, other scripts: an automaton each, for characters differ.
    private static readonly string[][] Groups =
    [
        [
            InjectionTable.Override, InjectionTable.Unrestricted, InjectionTable.Persona, InjectionTargets.Delimiter,
            InjectionExtraction.Table, InjectionTargets.Exfiltration, InjectionTargets.Authority, InjectionTargets.Hidden,
        ],
        [InjectionLanguages.Override, InjectionLanguages.Unrestricted, "", "", InjectionLanguages.Extraction],
        [InjectionScripts.Override, InjectionScripts.Unrestricted, "", "", InjectionScripts.Extraction],
    ];

    private static readonly InjectionRule[][] Rules = Read();

    private static readonly Lazy<PatternSet>[] Patterns =
        [.. Rules.Select(group => new Lazy<PatternSet>(() => new([.. group.Select(rule => rule.Pattern)], maxLength: MaxLength)))];

    /// <summary>Finds the rules that match, with where each does.</summary>
    public static IEnumerable<(int Start, InjectionRule Rule)> Find(string text)
    {
        int groups = text.AsSpan().ContainsAnyInRange(FirstOfScripts, '\uffff') ? Rules.Length : Rules.Length - 1;
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
        (string Key, string Value)[] words = PatternLines.Read(InjectionWords.Table).Select(line => line.Split('=', 2))
            .Select(parts => ("{" + parts[0] + "}", "(?:" + parts[1] + ")")).ToArray();
        return [.. Groups.Select(group => group.SelectMany((table, index) => table.Length == 0 ? [] : PatternLines.Read(table)
            .Select(line => line.Split(' ', 2))
            .Select(parts => new InjectionRule(Ids[index], double.Parse(parts[0], CultureInfo.InvariantCulture), Expand(parts[1], words))))
            .ToArray())];
    }

    private static string Expand(string pattern, (string Key, string Value)[] words)
    {
        foreach ((string key, string value) in words)
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
