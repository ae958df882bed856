using System.Text;

namespace Hymba.Validation.Tests.Fakes;

/// <summary>Hostile texts, and ways to cut them.</summary>
internal static class Texts
{
    private static readonly string[] Parts =
    [
        "secret", "sec", "ret", "BOO", "M", "{{", "}}", "{", "}", " ", " ", "\n", "\r\n", "word", "go ", "go", "1234-5678", "1234", "-", "ref ",
        "e\u0301", "a\u0308\u0323", "\U0001F469\u200D\U0001F469\u200D\U0001F467", "\U0001F1E9\U0001F1EA", "\U0001F44D\U0001F3FD", "\uD83D", "\uDC69",
        "\u200D", "[a](http://b.c/d)", "![i](https://e", ")", "[", "](", "<img src=", ">", "<", "http://x.y/z?q=", "www.", "://", "\u4E2D\u6587", "\u0E01\u0E33",
    ];

    public static string Make(Random random, int parts, bool mayBlock)
    {
        var text = new StringBuilder();
        for (var i = 0; i < parts; i++)
        {
            text.Append(Parts[random.Next(Parts.Length)]);
            if (mayBlock && random.Next(60) == 0)
            {
                text.Append("BOOM");
            }
        }

        return mayBlock ? text.ToString() : text.Replace("BOOM", "boom").ToString();
    }

    public static IEnumerable<string> Cut(Random random, string text, int most)
    {
        for (var at = 0; at < text.Length;)
        {
            var length = Math.Min(text.Length - at, random.Next(1, most + 1));
            yield return text.Substring(at, length);
            at += length;
        }
    }
}
