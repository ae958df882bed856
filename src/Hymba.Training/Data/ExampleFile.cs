using System.Text.Json;
using Hymba.Inference.Text;

namespace Hymba.Training.Data;

/// <summary>
/// Conversations of a JSON-lines file, each line an object with <c>messages</c> (<c>role</c> and <c>content</c>), in another order at every
/// pass. Read and checked whole at the start; thread-safe.
/// </summary>
internal sealed class ExampleFile : IExampleSource
{
    private readonly string _path;
    private readonly ulong _seed;
    private readonly List<(int Line, Example Example)> _examples = [];

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="seed">Chooses the orders.</param>
    /// <exception cref="TrainingDataException">It cannot be read, is empty, or a line is wrong; names the line.</exception>
    public ExampleFile(string path, ulong seed)
    {
        _path = path;
        _seed = seed;
        try
        {
            int line = 0;
            foreach (string text in File.ReadLines(path))
            {
                line++;
                if (!string.IsNullOrWhiteSpace(text))
                {
                    _examples.Add((line, Parse(text, line)));
                }
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new TrainingDataException($"'{path}' cannot be read: {error.Message}", error);
        }

        if (_examples.Count == 0)
        {
            throw new TrainingDataException($"'{path}' holds no examples.");
        }
    }

    /// <summary>Number of examples.</summary>
    public int Count => _examples.Count;

    /// <inheritdoc/>
    public Example Get(long position) => At(position).Example;

    /// <inheritdoc/>
    public string Describe(long position) => FormattableString.Invariant($"Line {At(position).Line} of '{_path}'");

    private (int Line, Example Example) At(long position)
    {
        (long pass, long index) = Math.DivRem(position, _examples.Count);
        var order = Enumerable.Range(0, _examples.Count).ToArray();
        new Random(unchecked((int)(_seed + ((ulong)pass * 0x9E3779B1)))).Shuffle(order);
        return _examples[order[index]];
    }

    private Example Parse(string text, int line)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            var turns = document.RootElement.GetProperty("messages").EnumerateArray()
                .Select(message => new ChatTurn(Role(message.GetProperty("role").GetString()), message.GetProperty("content").GetString()!)).ToList();
            return turns.Count > 0 && turns[^1].Role is ChatTurnRole.Assistant
                ? Example.OfConversation("conversation", new ChatPrompt(turns))
                : throw new FormatException("the last message must be an assistant's.");
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new TrainingDataException(FormattableString.Invariant($"Line {line} of '{_path}': {error.Message}"), error);
        }
    }

    private static ChatTurnRole Role(string? name) => name switch
    {
        "system" => ChatTurnRole.System,
        "user" => ChatTurnRole.User,
        "assistant" => ChatTurnRole.Assistant,
        "tool" => ChatTurnRole.Tool,
        _ => throw new FormatException($"the role '{name}' is unknown; known are system, user, assistant, tool."),
    };
}
