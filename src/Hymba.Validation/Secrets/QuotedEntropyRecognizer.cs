using Hymba.Validation.Scanning;

namespace Hymba.Validation.Secrets;

/// <summary>
/// A quoted string that looks like encoded random bytes. Hashes, UUIDs, integrity values, paths and names of programs are none;
/// hexadecimal strings are left to the names they are assigned to, because most of them are hashes.
/// </summary>
internal sealed class QuotedEntropyRecognizer() : Recognizer("\"'")
{
    private const int Shortest = 32;
    private const int Longest = 400;
    private const int NameWindow = 24;
    private const double LeastEntropy = 4.5;

    private static readonly ScanRule Rule = SecretRules.Of("high-entropy-string", Severity.Medium);

    /// <inheritdoc/>
    public override IEnumerable<ScanRule> Rules => [Rule];

    /// <inheritdoc/>
    public override bool BeginsInWords => true;

    /// <inheritdoc/>
    public override bool TryMatch(TextCursor cursor, int start, out Candidate match)
    {
        match = default;
        int end = cursor.Skip(start + 1, CharSet.PaddedBase64, Longest);
        if (end - start - 1 is < Shortest or >= Longest || cursor[end] != cursor[start])
        {
            return false;
        }

        ReadOnlySpan<char> value = cursor.Read(start + 1, end);
        if (AssignmentNames.SaysNo(cursor.Before(start, NameWindow)))
        {
            return false;
        }

        if (Randomness.Entropy(value) < LeastEntropy || Randomness.IsPlaceholder(value) || Randomness.IsHex(value) || !IsMixed(value))
        {
            return false;
        }

        match = new Candidate(Rule, start + 1, end, Confidence: 0.5);
        return true;
    }

    // Random text changes its kind of character all the time; words joined by hyphens or slashes do not.
    private static bool IsMixed(ReadOnlySpan<char> value)
    {
        if (value.StartsWith("sha", StringComparison.OrdinalIgnoreCase) && value.IndexOf('-') is > 0 and < 8)
        {
            return false;
        }

        int changes = 0;
        for (int i = 1; i < value.Length; i++)
        {
            changes += Kind(value[i]) != Kind(value[i - 1]) ? 1 : 0;
        }

        return Randomness.HasDigit(value) && value.IndexOfAnyInRange('A', 'Z') >= 0 && value.IndexOfAnyInRange('a', 'z') >= 0
            && changes * 3 >= value.Length;
    }

    private static int Kind(char value) => Chars.IsDigit(value) ? 0 : Chars.IsUpper(value) ? 1 : Chars.IsLetter(value) ? 2 : 3;
}
