using System.Text.Json;
using Hymba.Inference;

namespace Hymba.Cli.Output;

/// <summary>One JSON value a line in, one a line out, each answered before the next is waited for.</summary>
internal static class JsonLines
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>Converts every line of stdin.</summary>
    /// <param name="console">The streams.</param>
    /// <param name="convert">Gets the line's value and its number from 1 on; gives the JSON of the answer.</param>
    /// <param name="cancellationToken">Checked between lines.</param>
    /// <param name="maxDepth">The deepest nesting of a line's value. Default: 64.</param>
    /// <exception cref="ToolException">A line is bad; the lines before it have been answered.</exception>
    public static async Task RunAsync(ToolConsole console, Func<JsonElement, int, string> convert, CancellationToken cancellationToken, int maxDepth = 64)
    {
        var lines = new LineReader(console.In, console.InIsTerminal, console.Out.Flush);
        for (int number = 1; await lines.ReadAsync(cancellationToken).ConfigureAwait(false) is string line; number++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            console.Out.Write(Convert(line, number, convert, Strict with { MaxDepth = maxDepth }));
            console.Out.Write('\n');
        }
    }

    /// <summary>Answers every line of stdin; a bad one by <c>{"error","line"}</c>, and the rest goes on.</summary>
    /// <param name="console">The streams.</param>
    /// <param name="answer">Gets the line's value; gives the JSON of the answer.</param>
    /// <param name="cancellationToken">Checked between lines and handed on.</param>
    /// <param name="maxDepth">The deepest nesting of a line's value. Default: 64.</param>
    /// <exception cref="ToolException">At the end: lines were bad.</exception>
    public static async Task RunAllAsync(
        ToolConsole console, Func<JsonElement, CancellationToken, ValueTask<string>> answer, CancellationToken cancellationToken, int maxDepth = 64)
    {
        var lines = new LineReader(console.In, console.InIsTerminal, console.Out.Flush);
        (int number, int bad) = (0, 0);
        while (await lines.ReadAsync(cancellationToken).ConfigureAwait(false) is string line)
        {
            cancellationToken.ThrowIfCancellationRequested();
            number++;
            try
            {
                using JsonDocument document = JsonDocument.Parse(line, Strict with { MaxDepth = maxDepth });
                console.Out.Write(await answer(document.RootElement, cancellationToken).ConfigureAwait(false));
            }
            catch (Exception error) when (Describe(line, number, error) is { } bare)
            {
                bad++;
                console.Out.Write(JsonSerializer.Serialize(new { Error = bare.Message, Line = number }, JsonFormat.Options));
            }

            console.Out.Write('\n');
        }

        if (bad > 0)
        {
            throw new ToolException($"{bad} of {number} lines could not be used; the answer to each says why.");
        }
    }

    private static string Convert(string line, int number, Func<JsonElement, int, string> convert, JsonDocumentOptions options)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line, options);
            return convert(document.RootElement, number);
        }
        catch (Exception error) when (Describe(line, number, error) is { } described)
        {
            throw described;
        }
    }

    /// <summary>What is wrong with a line; null where it is not the line's fault.</summary>
    private static ToolException? Describe(string line, int number, Exception error) => error switch
    {
        JsonException json => new ToolException(
            $"line {number}: no JSON value at byte {json.BytePositionInLine ?? 0}: "
            + (line.Length == 0 ? "the line is empty." : json.Message.Split(" LineNumber:")[0]),
            error),
        HymbaException or ToolException or InvalidOperationException => new ToolException($"line {number}: {error.Message}", error),
        _ => null,
    };
}
