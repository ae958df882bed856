using System.Text.Json;

namespace Hymba.Training.Evaluation;

/// <summary>
/// Compares replies. Text must be the same. A tool call must have the same name and arguments, as JSON values: the order of keys, spaces and the
/// spelling of numbers do not matter. It must be a single call with nothing around it.
/// </summary>
internal static class ReplyJudge
{
    private const string OpenTag = "<toolcall>";
    private const string CloseTag = "</toolcall>";
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>Judges a reply.</summary>
    /// <param name="expected">The reply as the chat template renders it.</param>
    /// <param name="actual">What the model wrote.</param>
    public static Verdict Judge(string expected, string actual)
    {
        string wanted = expected.Trim(), written = actual.Trim();
        bool isExact = string.Equals(wanted, written, StringComparison.Ordinal);
        return new Verdict(isExact || IsSameCall(wanted, written), isExact, written.Contains(OpenTag, StringComparison.Ordinal));
    }

    private static bool IsSameCall(string wanted, string written)
    {
        using JsonDocument? first = ReadCall(wanted), second = ReadCall(written);
        return first is not null && second is not null && JsonElement.DeepEquals(first.RootElement, second.RootElement);
    }

    // A second call leaves its tags between the outer ones, which is no JSON.
    private static JsonDocument? ReadCall(string text)
    {
        if (!text.StartsWith(OpenTag, StringComparison.Ordinal)
            || !text.EndsWith(CloseTag, StringComparison.Ordinal)
            || text.Length < OpenTag.Length + CloseTag.Length)
        {
            return null;
        }

        try
        {
            return JsonDocument.Parse(text[OpenTag.Length..^CloseTag.Length], Strict);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
