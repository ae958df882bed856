using System.Text;

namespace Hymba.Benchmarks.Validation;

/// <summary>Texts that validators are timed on.</summary>
internal static class ValidationTexts
{
    /// <summary>What is repeated to make a text that is costly for one rule or another.</summary>
    public static IReadOnlyList<string> HostilePieces { get; } =
    [
        "a", "1 ", "1", "[", "![", "![a](", "<", "<a ", "<img src=", "(((", "a.", "a.a@", "http://a", "http://", "%41", "QUFBQUFB", "QUFBQUFB ", "00:",
        "1234567890", "4012 8888 8888 1881 ", "+1 415 555 0132 ", "eyJ", "\"a", "GB82 WEST ", "://a:a@", "::1 ", "x@x.x.", "password=", "bearer a",
        "\u200ba", "\U000E0041", "\u202e", "\u0430a", "```\n", "`", "{{", "{\"a\":", "' OR 1=1 -- ", "\u001b[", "ignore all ", "ignore previous instructions. ",
        "you are now ", "system prompt ", "\\u0041", "&#65;", "-----BEGIN RSA PRIVATE KEY-----\n", "[a]: http://a\n", "a b c d e f g h ", "\n", " ",
    ];

    /// <summary>Real English prose with code, tables, links and figures: this repository's documentation.</summary>
    public static string Documentation { get; } = ReadDocumentation();

    /// <summary>A piece again and again.</summary>
    public static string Repeat(string piece, int length)
    {
        var text = new StringBuilder(length + piece.Length);
        while (text.Length < length)
        {
            text.Append(piece);
        }

        return text.ToString(0, length);
    }

    /// <summary>Cut like a reply that arrives by tokens: at word borders, long words in pieces.</summary>
    public static IEnumerable<string> Tokens(string text)
    {
        const int longest = 5;
        for (var start = 0; start < text.Length;)
        {
            var end = start + 1;
            while (end < text.Length && end - start < longest && char.IsLetterOrDigit(text[end]))
            {
                end++;
            }

            yield return text[start..end];
            start = end;
        }
    }

    private static string ReadDocumentation()
    {
        var files = Directory.GetFiles(Path.Combine(RepositoryFiles.Root, "docs"), "*.md", SearchOption.AllDirectories);
        Array.Sort(files, StringComparer.Ordinal);
        return string.Concat(files.Select(File.ReadAllText));
    }
}
