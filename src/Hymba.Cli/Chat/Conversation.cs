using System.Text;
using Hymba.Inference;
using Hymba.Inference.Generation;
using Hymba.Inference.Sampling;
using Hymba.Inference.Text;

namespace Hymba.Cli.Chat;

/// <summary>The turns so far and how the next reply is made of them. Used by one caller at a time; does not own the engine.</summary>
internal sealed class Conversation
{
    // How every turn of the template begins: a model that writes it has finished its reply and started to play the user.
    private const string TurnMarker = "<extra_id_1>";

    private readonly HymbaEngine _engine;
    private readonly HymbaTokenizer _tokenizer;
    private readonly ChatTemplate _template;
    private readonly IReadOnlyList<ChatTurn> _opening;
    private readonly IReadOnlyList<string> _contexts;
    private readonly List<ChatTurn> _turns;

    public Conversation(
        HymbaEngine engine, HymbaTokenizer tokenizer, ChatTemplate template, string? system, IReadOnlyList<string> contexts)
    {
        _engine = engine;
        _tokenizer = tokenizer;
        _template = template;
        _opening = system is null ? [] : [new ChatTurn(ChatTurnRole.System, system)];
        _contexts = contexts;
        _turns = [.. _opening];
    }

    /// <summary>The most tokens of a reply; null goes on to the end of the context.</summary>
    public int? MaxNewTokens { get; init; }

    /// <summary>How tokens are chosen.</summary>
    public SamplingOptions Sampling { get; init; } = new();

    /// <summary>Tokens of the last prompt, and how many of them the prefix cache held.</summary>
    public GenerationUsage? LastUsage { get; private set; }

    /// <summary>Forgets all turns but the system's.</summary>
    public void Reset()
    {
        _turns.Clear();
        _turns.AddRange(_opening);
    }

    /// <summary>Answers a user's turn. A reply that is cut off is remembered as far as it went; a turn that cannot be answered is forgotten.</summary>
    /// <param name="text">What the user says.</param>
    /// <param name="write">Gets the reply piece by piece, on the engine's thread.</param>
    /// <param name="cancellationToken">Cuts the reply off.</param>
    public async Task ReplyAsync(string text, Action<string> write, CancellationToken cancellationToken)
    {
        var said = new StringBuilder();
        int before = _turns.Count;
        _turns.Add(new ChatTurn(ChatTurnRole.User, text));
        try
        {
            GenerationResult result = await _engine.GenerateAsync(Request(), Receive, cancellationToken).ConfigureAwait(false);
            LastUsage = result.Usage;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            _turns.RemoveRange(before, _turns.Count - before);
            throw;
        }
        finally
        {
            if (_turns.Count > before)
            {
                _turns.Add(new ChatTurn(ChatTurnRole.Assistant, said.ToString()));
            }
        }

        void Receive(GenerationUpdate update)
        {
            said.Append(update.Text);
            write(update.Text);
        }
    }

    private GenerationRequest Request()
    {
        RenderedPrompt prompt = _template.Render(new ChatPrompt(_turns) { Contexts = _contexts });
        EncodedText encoded = _tokenizer.EncodeSegments(prompt.Text, prompt.SnapshotOffsets, addBos: false);
        return new GenerationRequest
        {
            PromptTokens = encoded.Ids,
            SnapshotPositions = encoded.Positions,
            MaxNewTokens = MaxNewTokens,
            Sampling = Sampling,
            StopSequences = [TurnMarker],
        };
    }
}
