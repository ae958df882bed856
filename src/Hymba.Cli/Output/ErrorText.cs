using Hymba.Inference;

namespace Hymba.Cli.Output;

/// <summary>Turns what went wrong into one line.</summary>
internal static class ErrorText
{
    // A checkpoint of another model can have thousands of problems; the first ones tell which.
    private const int MaxProblems = 10;

    public static string Describe(Exception error)
    {
        string message = OneLine(error.Message);
        return error is HymbaException or ToolException or IOException or UnauthorizedAccessException
            ? message
            : $"{message} ({error.GetType().FullName})";
    }

    /// <summary>The message without line breaks; of a list only the beginning.</summary>
    public static string OneLine(string message)
    {
        string[] lines = message.Split(['\r', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        IEnumerable<string> shown = lines.Take(1 + MaxProblems).Select((line, i) => i > 0 && line.StartsWith("- ", StringComparison.Ordinal) ? line[2..] : line);
        int hidden = lines.Length - 1 - MaxProblems;
        return string.Join(' ', hidden > 0 ? shown.Append($"({hidden} more.)") : shown);
    }
}
