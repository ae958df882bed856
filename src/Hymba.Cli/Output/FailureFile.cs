using System.Text.Json;
using Hymba.Training.Evaluation;

namespace Hymba.Cli.Output;

/// <summary>A file of wrong answers, one JSON value a line, written as they come. Not thread-safe.</summary>
internal sealed class FailureFile : IDisposable
{
    private readonly StreamWriter _writer;

    private FailureFile(StreamWriter writer) => _writer = writer;

    /// <summary>Creates the file, or empties it; null where there is no path.</summary>
    /// <exception cref="ToolException">The file cannot be written.</exception>
    public static FailureFile? Create(string? path)
    {
        try
        {
            return path is null ? null : new FailureFile(new StreamWriter(path) { NewLine = "\n" });
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ToolException($"Cannot write '{path}': {error.Message}", error);
        }
    }

    /// <summary>Adds an answer.</summary>
    public void Add(WrongAnswer answer) => _writer.WriteLine(JsonSerializer.Serialize(answer, JsonFormat.Options));

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();
}
