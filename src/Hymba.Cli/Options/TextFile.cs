using System.Text;

namespace Hymba.Cli.Options;

/// <summary>Reads the text files that options name.</summary>
internal static class TextFile
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Whether a text begins with a byte order mark.</summary>
    public static bool StartsWithMark(ReadOnlySpan<char> text) => text.StartsWith('\uFEFF');

    /// <summary>The whole text of a UTF-8 file; <c>-</c> is stdin. A byte order mark is left out.</summary>
    /// <exception cref="ToolException">The file cannot be read or is not UTF-8.</exception>
    public static async Task<string> ReadAsync(string path, TextReader stdin, CancellationToken cancellationToken)
    {
        if (path == "-")
        {
            string read = await stdin.ReadToEndAsync(cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false);
            return StartsWithMark(read) ? read[1..] : read;
        }

        try
        {
            return await File.ReadAllTextAsync(path, Strict, cancellationToken).ConfigureAwait(false);
        }
        catch (DecoderFallbackException error)
        {
            throw new ToolException($"Cannot read '{path}': it is not UTF-8 text.", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ToolException($"Cannot read '{path}': {error.Message}", error);
        }
    }
}
