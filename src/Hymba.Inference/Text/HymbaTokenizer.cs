namespace Hymba.Inference.Text;

/// <summary>
/// Text to token ids and back, equal to the tokenizer the model was trained with: a SentencePiece byte-pair vocabulary with byte
/// fallback. Immutable and safe to use from any number of threads.
/// </summary>
/// <remarks>
/// Every stretch of text between special tokens is encoded with one space in front, as in training. Decoding drops one leading space.
/// A literal U+2581 comes back as a space, a lone surrogate as U+FFFD; every other text without special tokens comes back as it was.
/// </remarks>
public sealed class HymbaTokenizer
{
    private HymbaTokenizer(TokenVocabulary vocabulary) => Vocabulary = vocabulary;

    /// <summary>How many ids there are; they go from 0 to one less.</summary>
    public int VocabularySize => Vocabulary.Size;

    /// <summary>Id of the token that starts a text.</summary>
    public int BosId => Vocabulary.BosId;

    /// <summary>Id of the token that ends a text.</summary>
    public int EosId => Vocabulary.EosId;

    /// <summary>Id of the token for unknown text; encoding never yields it except for its literal spelling.</summary>
    public int UnkId => Vocabulary.UnkId;

    /// <summary>Id of the token that fills a batch, where the checkpoint names one.</summary>
    public int? PadId => Vocabulary.PadId;

    /// <summary>The special tokens by their literal spelling.</summary>
    public IReadOnlyDictionary<string, int> SpecialTokens => Vocabulary.Specials.IdByText;

    internal TokenVocabulary Vocabulary { get; }

    /// <summary>
    /// Reads <c>tokenizer.model</c> and, where they exist, <c>tokenizer_config.json</c> and <c>added_tokens.json</c>.
    /// </summary>
    /// <param name="modelDirectory">The checkpoint's directory.</param>
    /// <exception cref="ModelLoadException">A file is missing or damaged, or needs what this tokenizer does not do.</exception>
    public static HymbaTokenizer Load(string modelDirectory)
    {
        ArgumentException.ThrowIfNullOrEmpty(modelDirectory);
        return new HymbaTokenizer(TokenVocabulary.Load(modelDirectory));
    }

    /// <summary>Encodes a text. Linear memory; time grows as n log n at worst.</summary>
    /// <param name="text">The text; the empty text gives no tokens but the first.</param>
    /// <param name="addBos">Whether the token that starts a text comes first.</param>
    /// <param name="parseSpecialTokens">
    /// Whether the spelling of a special token (<c>&lt;/s&gt;</c>) becomes that token. Pass false for text you do not trust: it then
    /// becomes ordinary tokens, and no special id can come out.
    /// </param>
    public int[] Encode(string text, bool addBos = true, bool parseSpecialTokens = true) =>
        [.. Run(text, addBos, parseSpecialTokens, keepOffsets: false).Ids];

    /// <summary>Encodes a text and finds where given places of it lie among the tokens.</summary>
    /// <param name="text">The text.</param>
    /// <param name="offsets">Places in the text in UTF-16 units, ascending, from 0 to the text's length.</param>
    /// <param name="addBos">Whether the token that starts a text comes first; it counts in the positions.</param>
    /// <param name="parseSpecialTokens">As in <see cref="Encode"/>.</param>
    /// <exception cref="ArgumentException">The offsets do not ascend, or one lies outside the text.</exception>
    public EncodedText EncodeSegments(string text, IReadOnlyList<int> offsets, bool addBos, bool parseSpecialTokens = true)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(offsets);
        for (int index = 0; index < offsets.Count; index++)
        {
            int least = index == 0 ? 0 : offsets[index - 1];
            if (offsets[index] < least || offsets[index] > text.Length)
            {
                throw new ArgumentException(
                    $"Offset {offsets[index]} at index {index} is not from {least} to {text.Length}.", nameof(offsets));
            }
        }

        TokenSink sink = Run(text, addBos, parseSpecialTokens, keepOffsets: true);
        List<int> positions = [];
        int token = addBos ? 1 : 0;
        foreach (int offset in offsets)
        {
            while (token < sink.Ids.Count && sink.Offsets[token] < offset)
            {
                token++;
            }

            bool onBorder = token < sink.Ids.Count ? sink.Offsets[token] == offset : offset == text.Length;
            if (onBorder && (positions.Count == 0 || positions[^1] != token))
            {
                positions.Add(token);
            }
        }

        return new EncodedText([.. sink.Ids], positions);
    }

    /// <summary>How many tokens <see cref="Encode"/> gives for a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="addBos">Whether the token that starts a text is counted.</param>
    /// <param name="parseSpecialTokens">As in <see cref="Encode"/>.</param>
    public int CountTokens(string text, bool addBos = true, bool parseSpecialTokens = true) =>
        Run(text, addBos, parseSpecialTokens, keepOffsets: false).Ids.Count;

    /// <summary>
    /// Decodes ids to text. One leading space is dropped. A run of byte tokens that is not valid UTF-8 gives one U+FFFD for each byte
    /// of the run.
    /// </summary>
    /// <param name="ids">The ids.</param>
    /// <param name="skipSpecialTokens">Whether special tokens are left out; otherwise their spelling is written.</param>
    /// <exception cref="InvalidTokenException">An id lies outside the vocabulary.</exception>
    public string Decode(ReadOnlySpan<int> ids, bool skipSpecialTokens = true) => TokenDecoder.Decode(Vocabulary, ids, skipSpecialTokens);

    /// <summary>Whether an id is a special token; ids outside the vocabulary are not.</summary>
    /// <param name="id">The id.</param>
    public bool IsSpecial(int id) => Vocabulary.IsSpecial(id);

    /// <summary>The spelling of a token in the vocabulary: spaces as U+2581, a byte as <c>&lt;0x0A&gt;</c>.</summary>
    /// <param name="id">The id.</param>
    /// <exception cref="InvalidTokenException">The id lies outside the vocabulary.</exception>
    public string GetPiece(int id)
    {
        Vocabulary.Check(id, 0);
        return Vocabulary.Specials.TextById.GetValueOrDefault(id) ?? Vocabulary.Pieces.Pieces[id];
    }

    /// <summary>The UTF-8 bytes that a token adds to a text, its leading space included; none for special tokens.</summary>
    /// <param name="id">The id.</param>
    /// <exception cref="InvalidTokenException">The id lies outside the vocabulary.</exception>
    public ReadOnlyMemory<byte> GetTokenBytes(int id)
    {
        Vocabulary.Check(id, 0);
        return Vocabulary.IsSpecial(id) ? default(ReadOnlyMemory<byte>) : Vocabulary.Pieces.Bytes[id];
    }

    /// <summary>Encodes a text as ordinary text, with the token that starts one, and says where in the text each token begins.</summary>
    /// <returns>The sink; tokens inside a character have <see cref="TokenSink.InsideCharacter"/> as their offset.</returns>
    internal TokenSink EncodeWithOffsets(string text) => Run(text, addBos: true, parseSpecialTokens: false, keepOffsets: true);

    private TokenSink Run(string text, bool addBos, bool parseSpecialTokens, bool keepOffsets)
    {
        ArgumentNullException.ThrowIfNull(text);
        var sink = new TokenSink(keepOffsets);
        if (addBos)
        {
            sink.Add(BosId, 0);
        }

        new TextEncoder(Vocabulary.Pieces, sink).Encode(text, parseSpecialTokens ? Vocabulary.Specials : null);
        return sink;
    }
}
