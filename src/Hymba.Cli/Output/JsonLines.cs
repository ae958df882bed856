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

    private static string Convert(string line, int number, Func<JsonElement, int, string> convert, JsonDocumentOptions options)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line, options);
            return convert(document.RootElement, number);
        }
        catch (JsonException error)
        {
            string reason = line.Length == 0 ? "the line is empty." : error.Message.Split(" LineNumber:")[0];
            throw new ToolException($"line {number}: no JSON value at byte {error.BytePositionInLine ?? 0}: {reason}", error);
        }
        catch (Exception error) when (error is HymbaException or ToolException or InvalidOperationException)
        {
            throw new ToolException($"line {number}: {error.Message}", error);
        }
    }
}
