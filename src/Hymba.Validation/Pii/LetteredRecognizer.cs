using Hymba.Validation.Scanning;

namespace Hymba.Validation.Pii;

/// <summary>Identifiers of letters and digits.</summary>
internal sealed class LetteredRecognizer(IReadOnlyList<LetteredFormat> formats) : Recognizer(LetterChars + DigitChars)
{
    private const int Longest = 24;
    private const double ContextBonus = 0.3;
    private const double Surest = 0.98;
    private const int Kinds = 3;

    // By the kinds of the first two characters: most words are none of these, and say so in their second letter.
    private readonly LetteredFormat[][] _byHead =
    [
        .. Enumerable.Range(0, Kinds * Kinds).Select(
            head => formats.Where(format => MayBe(format.Template[0], head / Kinds) && MayBe(format.Template[1], head % Kinds)).ToArray()),
    ];

    /// <inheritdoc/>
    public override IEnumerable<ScanRule> Rules => formats.Select(format => format.Rule).Distinct();

    /// <inheritdoc/>
    public override bool TryMatch(TextCursor cursor, int start, out Candidate match)
    {
        match = default;
        char before = cursor[start - 1];
        if (Chars.IsWord(before) || (before is '-' or '.' or '/' && Chars.IsAlphanumeric(cursor[start - 2]) && start != cursor.Floor))
        {
            return false;
        }

        Span<char> value = stackalloc char[Longest];
        foreach (LetteredFormat format in _byHead[(Kind(cursor[start]) * Kinds) + Kind(cursor[start + 1])])
        {
            int end = Read(cursor, start, format.Template, value, out int length);
            if (end == 0 || Chars.IsWord(cursor[end]) || (cursor[end] == '-' && Chars.IsWord(cursor[end + 1]))
                || !format.Check(value[..length]))
            {
                continue;
            }

            bool context = format.Context.PrecedeAt(cursor, start);
            if (format.NeedsContext && !context)
            {
                continue;
            }

            var candidate = new Candidate(format.Rule, start, end, Math.Min(Surest, format.Confidence + (context ? ContextBonus : 0)));
            if (candidate.Beats(match))
            {
                match = candidate;
            }
        }

        return match.Rule is not null;
    }

    private static int Kind(char value) => Chars.IsDigit(value) ? 0 : Chars.IsLetter(value) ? 1 : 2;

    private static bool MayBe(char template, int kind) => template switch
    {
        'D' => kind == 0,
        'L' => kind == 1,
        'X' => kind != 2,
        _ => true,
    };

    private static int Read(TextCursor cursor, int start, string template, Span<char> value, out int length)
    {
        length = 0;
        int index = start;
        foreach (char kind in template)
        {
            char next = cursor[index];
            switch (kind)
            {
                case '_' or '~':
                    index += next == (kind == '_' ? ' ' : '-') ? 1 : 0;
                    continue;
                case '.':
                    index += next is ' ' or '-' or '.' ? 1 : 0;
                    continue;
                case 'L' when Chars.IsLetter(next):
                case 'D' when Chars.IsDigit(next):
                case 'X' when Chars.IsAlphanumeric(next):
                case 'S' when Chars.IsAlphanumeric(next) || next is '-' or '+':
                    value[length++] = Chars.Upper(next);
                    index++;
                    continue;
                default:
                    return 0;
            }
        }

        return index;
    }
}
