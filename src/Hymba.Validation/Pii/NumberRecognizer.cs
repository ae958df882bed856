using Hymba.Validation.Scanning;

namespace Hymba.Validation.Pii;

/// <summary>Identifiers that consist of digits. Reads the groups once and asks every format.</summary>
internal sealed class NumberRecognizer(IReadOnlyList<NumberFormat> formats) : Recognizer(DigitChars)
{
    private const double ContextBonus = 0.35;
    private const double Surest = 0.98;

    // By the number of digits before the first separator.
    private readonly (NumberFormat Format, int[] Grouping)[][] _byFirstGroup =
    [
        .. Enumerable.Range(0, NumberGroups.MaxDigits + 1).Select(first => formats
            .SelectMany(format => format.Groupings.Where(grouping => grouping[0] == first).Select(grouping => (format, grouping)))
            .ToArray()),
    ];

    /// <inheritdoc/>
    public override IEnumerable<ScanRule> Rules => formats.Select(format => format.Rule).Distinct();

    /// <inheritdoc/>
    public override bool TryMatch(TextCursor cursor, int start, out Candidate match)
    {
        match = default;
        char before = cursor[start - 1];
        bool afterMatch = start - 1 == cursor.Floor || start == cursor.Floor;
        if (Chars.IsWord(before) || before is '+' or '$' or '\u20AC' or '\u00A3' or '\u00A5'
            || (before is '.' or ',' && Chars.IsDigit(cursor[start - 2])))
        {
            return false;
        }

        Span<char> digits = stackalloc char[NumberGroups.MaxDigits];
        Span<int> counts = stackalloc int[NumberGroups.MaxGroups];
        Span<int> ends = stackalloc int[NumberGroups.MaxGroups];
        Span<char> separators = stackalloc char[NumberGroups.MaxGroups];
        var groups = new NumberGroups(digits, counts, ends, separators);
        groups.Read(cursor, start);
        bool joined = !afterMatch && Chars.IsWord(cursor[start - 2]);
        char joint = joined && before is ' ' && !Chars.IsDigit(cursor[start - 2]) ? '\0' : before;
        foreach ((NumberFormat format, int[] grouping) in _byFirstGroup[counts[0]])
        {
            if (!groups.Has(grouping, format.Separators, out int end, out ReadOnlySpan<char> value)
                || !HasBorders(cursor, format, grouping.Length > 1 ? groups.Separator : '\0', joined ? joint : '\0', end)
                || !format.Check(value))
            {
                continue;
            }

            bool context = format.Context.PrecedeAt(cursor, start);
            if (format.NeedsContext && !context)
            {
                continue;
            }

            double confidence = Math.Min(Surest, (grouping.Length > 1 ? format.Grouped : format.Bare) + (context ? ContextBonus : 0));
            var candidate = new Candidate(format.Rule, start, end, confidence);
            if (candidate.Beats(match))
            {
                match = candidate;
            }
        }

        return match.Rule is not null;
    }

    private static bool HasBorders(TextCursor cursor, NumberFormat format, char separator, char joint, int end)
    {
        char next = cursor[end];
        if (Chars.IsWord(next) || (next is '.' or ',' && Chars.IsDigit(cursor[end + 1])))
        {
            return false;
        }

        if (format.MayBePart)
        {
            return joint != '-' && !(next == '-' && Chars.IsWord(cursor[end + 1]));
        }

        // A longer number in the same writing is another number; a hyphen joins anything.
        return joint != '-' && (separator == '\0' || joint != separator)
            && !(next == '-' && Chars.IsWord(cursor[end + 1]))
            && !(separator != '\0' && next == separator && Chars.IsDigit(cursor[end + 1]));
    }
}
