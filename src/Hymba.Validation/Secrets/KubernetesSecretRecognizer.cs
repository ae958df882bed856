using Hymba.Validation.Scanning;

namespace Hymba.Validation.Secrets;

/// <summary>
/// The values below <c>data:</c> of a Kubernetes secret in YAML: base64, one a line or indented further. The kind may stand before or behind; the
/// values are reported together.
/// </summary>
internal sealed class KubernetesSecretRecognizer() : Recognizer("d")
{
    private const int Window = 768;
    private const int ShortestValue = 10;
    private const int LongestBlock = 8192;

    private static readonly ScanRule Rule = SecretRules.Of("kubernetes-secret");

    /// <inheritdoc/>
    public override int LooksBack => Window;

    /// <inheritdoc/>
    public override IEnumerable<ScanRule> Rules => [Rule];

    /// <inheritdoc/>
    public override bool TryMatch(TextCursor cursor, int start, out Candidate match)
    {
        match = default;
        if (!cursor.IsExactlyAt(start, "data:") || cursor[start + 5] is not ('\n' or '\r'))
        {
            return false;
        }

        ReadOnlySpan<char> before = cursor.Before(start, Window);
        int line = before.LastIndexOf('\n') + 1;
        int indent = before.Length - line;
        if (!before[line..].IsWhiteSpace() || !before.Contains("apiVersion", StringComparison.Ordinal))
        {
            return false;
        }

        (int first, int end) = ReadBlock(cursor, start + 5, indent);
        if (first == 0 || !(IsSecret(before) || IsSecret(ReadBehind(cursor, end))))
        {
            return false;
        }

        match = new Candidate(Rule, first, end, Confidence: 0.8);
        return true;
    }

    private static bool IsSecret(ReadOnlySpan<char> text)
    {
        int kind = text.LastIndexOf("kind:");
        ReadOnlySpan<char> name = kind < 0 ? [] : text[(kind + 5)..].TrimStart(" \"'");
        return name.StartsWith("Secret", StringComparison.OrdinalIgnoreCase) && (name.Length == 6 || !char.IsLetter(name[6]));
    }

    private static ReadOnlySpan<char> ReadBehind(TextCursor cursor, int start)
    {
        int end = start;
        while (end < start + Window && cursor[end] != '\0' && !(cursor[end] == '-' && cursor[end - 1] == '\n'))
        {
            end++;
        }

        return cursor.Read(start, end);
    }

    // From the first value to the end of the last line that is indented further.
    private static (int First, int End) ReadBlock(TextCursor cursor, int index, int indent)
    {
        int first = 0;
        int last = 0;
        int limit = index + LongestBlock;
        while (index < limit && cursor[index] != '\0')
        {
            int begin = index + 1;
            int text = cursor.Skip(begin, CharSet.Blanks, LongestBlock);
            int end = text;
            while (end < limit && cursor[end] is not ('\n' or '\0'))
            {
                end++;
            }

            if (end > text && text - begin <= indent)
            {
                break;
            }

            int value = ValueAt(cursor, text, end);
            first = first == 0 ? value : first;
            last = value > 0 ? end : last;
            index = end;
        }

        return (first, last);
    }

    private static int ValueAt(TextCursor cursor, int start, int end)
    {
        ReadOnlySpan<char> line = cursor.Read(start, end);
        int colon = line.IndexOf(": ");
        int value = start + (colon < 0 ? 0 : colon + 2);
        value += value < end && cursor[value] is '"' or '\'' ? 1 : 0;
        return cursor.Skip(value, CharSet.PaddedBase64, ShortestValue) - value == ShortestValue && line.IndexOf('#') != 0 ? value : 0;
    }
}
