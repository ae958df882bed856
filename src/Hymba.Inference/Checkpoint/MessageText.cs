using System.Text;

namespace Hymba.Inference.Checkpoint;

/// <summary>Makes text from untrusted files fit for an error message.</summary>
internal static class MessageText
{
    private const int MaxCharacters = 160;

    /// <summary>The text in single quotes, shortened, with control characters replaced.</summary>
    public static string Quote(string text) => $"'{Clip(text)}'";

    /// <summary>The text shortened, with control characters replaced.</summary>
    public static string Clip(string text)
    {
        var shown = new StringBuilder();
        foreach (char character in text.AsSpan(0, Math.Min(text.Length, MaxCharacters)))
        {
            shown.Append(char.IsControl(character) ? '?' : character);
        }

        return shown.Append(text.Length > MaxCharacters ? $"... ({text.Length} characters)" : "").ToString();
    }

    /// <summary>A shape as <c>[2, 3]</c>.</summary>
    public static string Shape(IEnumerable<long> shape) => $"[{string.Join(", ", shape)}]";
}
