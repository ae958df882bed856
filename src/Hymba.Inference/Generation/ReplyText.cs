using System.Text;
using Hymba.Inference.Text;

namespace Hymba.Inference.Generation;

/// <summary>The text of one reply while it grows: tokens to characters, held back as far as a stop string could still begin.</summary>
internal sealed class ReplyText
{
    private readonly StreamingDetokenizer? _detokenizer;
    private readonly int _knownTokens;
    private readonly StopSequenceMatcher? _stops;
    private readonly StringBuilder _text = new();

    public ReplyText(HymbaTokenizer? tokenizer, IReadOnlyList<string> stopSequences)
    {
        _detokenizer = tokenizer is null ? null : new StreamingDetokenizer(tokenizer);
        _knownTokens = tokenizer?.VocabularySize ?? 0;
        _stops = stopSequences.Count == 0 ? null : new StopSequenceMatcher(stopSequences);
    }

    /// <summary>All text released so far.</summary>
    public string Text => _text.ToString();

    /// <summary>The stop string that was found, if any.</summary>
    public string? Matched => _stops?.MatchedStop;

    /// <summary>
    /// Adds a token; returns the text that became certain. A model's vocabulary may be padded beyond its tokenizer's: such ids have no text.
    /// </summary>
    public string Append(int token) => token < _knownTokens ? Release(_detokenizer!.Append(token)) : string.Empty;

    /// <summary>Ends the reply; returns what was still held back.</summary>
    public string Flush()
    {
        string rest = Matched is null ? Release(_detokenizer?.Flush() ?? string.Empty) : string.Empty;
        string held = Matched is null ? _stops?.Flush() ?? string.Empty : string.Empty;
        _text.Append(held);
        return rest + held;
    }

    private string Release(string characters)
    {
        string certain = _stops is null ? characters : _stops.Append(characters, out _);
        _text.Append(certain);
        return certain;
    }
}
