using System.Buffers;
using System.Text;

namespace Hymba.Inference.Text;

/// <summary>
/// Token ids to text while they arrive: every call returns the text that became complete, never half a character.
/// Serves one sequence; not safe for several threads at once.
/// </summary>
/// <remarks>
/// Special tokens are skipped. The texts returned, put together, are what <see cref="HymbaTokenizer.Decode"/> gives for all ids at
/// once (with <c>dropLeadingSpace</c>; without it, one leading space more), with one exception: where a run of byte tokens is not
/// valid UTF-8, complete characters before the first bad byte were already returned and stay, while the whole-text rule would
/// replace the entire run. From the first bad byte on, each byte of the run gives one U+FFFD in both.
/// </remarks>
public sealed class StreamingDetokenizer
{
    private const int LongestCharacter = 4;

    private readonly TokenVocabulary _vocabulary;
    private readonly byte[] _pending = new byte[LongestCharacter];
    private int _pendingCount;
    private int _position;
    private bool _runIsBroken;
    private bool _dropSpace;

    /// <summary>Creates a detokenizer for one sequence.</summary>
    /// <param name="tokenizer">The tokenizer that the ids belong to.</param>
    /// <param name="dropLeadingSpace">
    /// True drops one space at the very start, as decoding a whole text does. False, the default, keeps it: the right choice for
    /// tokens that continue a prompt, so that prompt and text put together read as one.
    /// </param>
    public StreamingDetokenizer(HymbaTokenizer tokenizer, bool dropLeadingSpace = false)
    {
        ArgumentNullException.ThrowIfNull(tokenizer);
        _vocabulary = tokenizer.Vocabulary;
        _dropSpace = dropLeadingSpace;
    }

    /// <summary>Takes the next id and returns the text that is complete now, often one word, sometimes nothing.</summary>
    /// <param name="id">The next token's id.</param>
    /// <exception cref="InvalidTokenException">The id lies outside the vocabulary.</exception>
    public string Append(int id)
    {
        _vocabulary.Check(id, _position);
        _position++;
        if (_vocabulary.IsSpecial(id))
        {
            return "";
        }

        return _vocabulary.Pieces.Kinds[id] is PieceKind.Byte
            ? Start(AppendByte(_vocabulary.Pieces.Bytes[id][0]))
            : Start(EndRun() + _vocabulary.Pieces.Pieces[id].Replace(PieceTable.SpaceMark, ' '));
    }

    /// <summary>Ends the sequence: returns what was held back, one U+FFFD for each byte of an unfinished character.</summary>
    public string Flush() => Start(EndRun());

    private string AppendByte(byte value)
    {
        if (_runIsBroken)
        {
            return Replacements(1);
        }

        _pending[_pendingCount++] = value;
        switch (Rune.DecodeFromUtf8(_pending.AsSpan(0, _pendingCount), out Rune character, out _))
        {
            case OperationStatus.Done:
                _pendingCount = 0;
                return character.ToString();
            case OperationStatus.NeedMoreData:
                return "";
            default:
                string text = Replacements(_pendingCount);
                _pendingCount = 0;
                _runIsBroken = true;
                return text;
        }
    }

    private string EndRun()
    {
        string text = Replacements(_pendingCount);
        _pendingCount = 0;
        _runIsBroken = false;
        return text;
    }

    private string Start(string text)
    {
        if (!_dropSpace || text.Length == 0)
        {
            return text;
        }

        _dropSpace = false;
        return text[0] == ' ' ? text[1..] : text;
    }

    private static string Replacements(int count) => count == 0 ? "" : new string(TokenDecoder.Replacement, count);
}
