using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;

namespace Hymba.JsonSchema.Patterns;

/// <summary>The sets behind <c>\p{...}</c>: general categories from the runtime's tables, scripts from an embedded one.</summary>
internal static class UnicodeProperty
{
    private const int CodePoints = 0x110000;

    // The order is that of UnicodeCategory.
    private static readonly string[][] Categories =
    [
        ["Lu", "Uppercase_Letter"], ["Ll", "Lowercase_Letter"], ["Lt", "Titlecase_Letter"], ["Lm", "Modifier_Letter"], ["Lo", "Other_Letter"],
        ["Mn", "Nonspacing_Mark"], ["Mc", "Spacing_Mark"], ["Me", "Enclosing_Mark"],
        ["Nd", "Decimal_Number", "digit"], ["Nl", "Letter_Number"], ["No", "Other_Number"],
        ["Zs", "Space_Separator"], ["Zl", "Line_Separator"], ["Zp", "Paragraph_Separator"],
        ["Cc", "Control", "cntrl"], ["Cf", "Format"], ["Cs", "Surrogate"], ["Co", "Private_Use"],
        ["Pc", "Connector_Punctuation"], ["Pd", "Dash_Punctuation"], ["Ps", "Open_Punctuation"], ["Pe", "Close_Punctuation"],
        ["Pi", "Initial_Punctuation"], ["Pf", "Final_Punctuation"], ["Po", "Other_Punctuation"],
        ["Sm", "Math_Symbol"], ["Sc", "Currency_Symbol"], ["Sk", "Modifier_Symbol"], ["So", "Other_Symbol"],
        ["Cn", "Unassigned"],
    ];

    // A group is all categories that begin with its first name.
    private static readonly string[][] Groups =
    [
        ["L", "Letter"], ["M", "Mark", "Combining_Mark"], ["N", "Number"], ["Z", "Separator"], ["C", "Other"], ["P", "Punctuation", "punct"],
        ["S", "Symbol"],
    ];

    private static readonly Lazy<CodePointSet[]> ByCategory = new(ReadCategories);
    private static readonly Lazy<Dictionary<string, string>> Scripts = new(ReadScripts);
    private static readonly ConcurrentDictionary<string, CodePointSet?> Known = new(StringComparer.Ordinal);

    /// <summary>The set of what stands between the braces, or null where it means nothing here.</summary>
    public static CodePointSet? Find(string property)
    {
        // Whatever a schema asks for in vain must not be kept.
        return Known.TryGetValue(property, out CodePointSet? set) ? set : Read(property) is CodePointSet read ? Known.GetOrAdd(property, read) : null;
    }

    private static CodePointSet? Read(string property)
    {
        int equals = property.IndexOf('=', StringComparison.Ordinal);
        string name = equals < 0 ? string.Empty : property[..equals], value = property[(equals + 1)..];
        return name switch
        {
            "" => Category(value) ?? Binary(value),
            "gc" or "General_Category" => Category(value),
            "sc" or "Script" => Script(value),
            _ => null,
        };
    }

    private static CodePointSet? Category(string name)
    {
        if (name == "LC" || name == "Cased_Letter")
        {
            return Union(category => Categories[category][0] is "Lu" or "Ll" or "Lt");
        }

        if (Array.Find(Groups, names => names.Contains(name, StringComparer.Ordinal)) is [string group, ..])
        {
            return Union(category => Categories[category][0].StartsWith(group, StringComparison.Ordinal));
        }

        int index = Array.FindIndex(Categories, names => names.Contains(name, StringComparer.Ordinal));
        return index < 0 ? null : ByCategory.Value[index];
    }

    private static CodePointSet Union(Func<int, bool> wanted)
        => CodePointSet.Of(ByCategory.Value.Where((_, category) => wanted(category)).SelectMany(set => set.Ranges));

    private static CodePointSet? Binary(string name) => name switch
    {
        "Any" => CodePointSet.All,
        "ASCII" => CodePointSet.Of((0, 0x7F)),
        "Assigned" => Category("Cn")!.Complement(),
        "ASCII_Hex_Digit" or "AHex" => CodePointSet.Of(('0', '9'), ('A', 'F'), ('a', 'f')),
        _ => Script("=" + name),
    };

    private static CodePointSet? Script(string name)
        => Scripts.Value.TryGetValue(name, out string? ranges)
            ? CodePointSet.Of(ranges.Split(' ').Select(range => range.Split('-')).Select(ends => (Hex(ends[0]), Hex(ends[^1]))))
            : null;

    private static int Hex(string text) => int.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static CodePointSet[] ReadCategories()
    {
        var ranges = Categories.Select(_ => new List<(int, int)>()).ToArray();
        int first = 0;
        for (int next = 1; next <= CodePoints; next++)
        {
            UnicodeCategory category = CharUnicodeInfo.GetUnicodeCategory(first);
            if (next == CodePoints || CharUnicodeInfo.GetUnicodeCategory(next) != category)
            {
                ranges[(int)category].Add((first, next - 1));
                first = next;
            }
        }

        return [.. ranges.Select(list => CodePointSet.Of(list))];
    }

    // A line is "name;name;range range ...": the names of a script, or behind "=" those of a property that a code point has or lacks.
    private static Dictionary<string, string> ReadScripts()
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Patterns/Scripts.txt")!;
        using var reader = new StreamReader(stream);
        var scripts = new Dictionary<string, string>(StringComparer.Ordinal);
        while (reader.ReadLine() is string line)
        {
            string[] fields = line.Split(';');
            foreach (string name in fields[..^1])
            {
                scripts[name] = fields[^1];
            }
        }

        return scripts;
    }
}
