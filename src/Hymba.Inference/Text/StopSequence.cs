namespace Hymba.Inference.Text;

/// <summary>
/// One stop text with the state of its search: how many of its first chars the text so far ends with (Knuth, Morris, Pratt).
/// </summary>
internal sealed class StopSequence
{
    // For each matched length, the next shorter length that may still be right.
    private readonly int[] _fallback;

    public StopSequence(string text)
    {
        Text = text;
        _fallback = new int[text.Length + 1];
        int length = 0;
        for (int index = 1; index < text.Length; index++)
        {
            while (length > 0 && text[index] != text[length])
            {
                length = _fallback[length];
            }

            if (text[index] == text[length])
            {
                length++;
            }

            _fallback[index + 1] = length;
        }
    }

    public string Text { get; }

    /// <summary>Length of the longest beginning of <see cref="Text"/> that the text so far ends with.</summary>
    public int Matched { get; private set; }

    public bool IsComplete => Matched == Text.Length;

    public void Advance(char next)
    {
        while (Matched > 0 && Text[Matched] != next)
        {
            Matched = _fallback[Matched];
        }

        if (Text[Matched] == next)
        {
            Matched++;
        }
    }
}
