using Hymba.Validation.Scanning;

namespace Hymba.Validation.Secrets;

/// <summary>Tokens by their prefix.</summary>
internal sealed class TokenRecognizer() : Recognizer(LetterChars + DigitChars + "_")
{
    private const int Characters = 128;

    // By the first two characters, so that a place costs two reads however many issuers there are.
    private static readonly TokenFormat[]?[] ByHead = Group();

    /// <inheritdoc/>
    public override IEnumerable<ScanRule> Rules => TokenFormats.All.Select(format => format.Rule).DistinctBy(rule => rule.Id);

    /// <inheritdoc/>
    public override bool TryMatch(TextCursor cursor, int start, out Candidate match)
    {
        match = default;
        if (Chars.IsWord(cursor[start - 1]) || cursor[start] >= Characters || cursor[start + 1] >= Characters
            || ByHead[(cursor[start] * Characters) + cursor[start + 1]] is not TokenFormat[] formats)
        {
            return false;
        }

        foreach (TokenFormat format in formats)
        {
            if (!cursor.IsExactlyAt(start, format.Prefix))
            {
                continue;
            }

            int from = start + format.Prefix.Length;
            int end = cursor.Skip(from, format.Body, format.Longest + 1);
            while (end > from && cursor[end - 1] is '.' or '-' && end - from > format.Shortest)
            {
                end--;
            }

            int length = end - from;
            if (length < format.Shortest || length > format.Longest || (format.Shortest == format.Longest && Chars.IsWord(cursor[end])))
            {
                continue;
            }

            ReadOnlySpan<char> body = cursor.Read(from, end);
            if ((format.Shortest > 0 && Randomness.IsPlaceholder(body)) || (format.Shortest > 0 && Randomness.Entropy(body) < format.Entropy)
                || body.Contains("..", StringComparison.Ordinal)
                || (format.NeedsDigit && (!Randomness.HasDigit(body) || Randomness.IsAlphabet(body)))
                || !body.EndsWith(format.Suffix))
            {
                continue;
            }

            if (PublishedSamples.Contain(cursor.Read(start, end)))
            {
                return false;
            }

            match = new Candidate(format.Rule, start, end, Confidence: 0.95);
            return true;
        }

        return false;
    }

    private static TokenFormat[]?[] Group()
    {
        var groups = new TokenFormat[]?[Characters * Characters];
        foreach (IGrouping<int, TokenFormat> group in TokenFormats.All.GroupBy(format => (format.Prefix[0] * Characters) + format.Prefix[1]))
        {
            groups[group.Key] = [.. group.OrderByDescending(format => format.Prefix.Length)];
        }

        return groups;
    }
}
