using System.Globalization;
using System.Text;
using Hymba.Validation.Patterns;

namespace Hymba.Validation.Injection;

/// <summary>The tables of rules, read once: word classes put in, separators and gaps written out.</summary>
internal static class InjectionRules
{
    private const string Separator = @"(?:[^\w.!?]{1,4})";
    private const string Gap = @"(?:(?:[^\w.!?]{1,4}[\w'’]{1,20}){0,4}[^\w.!?]{1,4})";

    /// <summary>Ids of the families.</summary>
    public static readonly string[] Ids =
    [
        "injection.override", "injection.jailbreak", "injection.persona", "injection.delimiter",
        "injection.extraction", "injection.exfiltration", "injection.authority", "injection.hidden",
    ];

    /// <summary>All rules.</summary>
    public static readonly InjectionRule[] All = Read();

    private static InjectionRule[] Read()
    {
        string[] tables =
        [
            InjectionTable.Override, InjectionTable.Unrestricted, InjectionTable.Persona, InjectionTargets.Delimiter,
            InjectionTargets.Extraction, InjectionTargets.Exfiltration, InjectionTargets.Authority, InjectionTargets.Hidden,
        ];
        (string Key, string Value)[] words = PatternLines.Read(InjectionWords.Table).Select(line => line.Split('=', 2))
            .Select(parts => ("{" + parts[0] + "}", "(?:" + parts[1] + ")")).ToArray();
        return tables.SelectMany((table, index) => PatternLines.Read(table).Select(line => line.Split(' ', 2)).Select(parts =>
            new InjectionRule(Ids[index], double.Parse(parts[0], CultureInfo.InvariantCulture), Expand(parts[1], words)))).ToArray();
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
