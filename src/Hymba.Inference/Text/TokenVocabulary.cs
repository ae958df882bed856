namespace Hymba.Inference.Text;

/// <summary>
/// Every id of a tokenizer: the pieces of the SentencePiece model and the special tokens, some of which lie behind them. Immutable.
/// </summary>
internal sealed class TokenVocabulary
{
    private TokenVocabulary(PieceTable pieces, SpecialTokenTable specials, int size, (int Bos, int Eos, int Unk, int? Pad) ids)
    {
        Pieces = pieces;
        Specials = specials;
        Size = size;
        (BosId, EosId, UnkId, PadId) = ids;
    }

    public PieceTable Pieces { get; }

    public SpecialTokenTable Specials { get; }

    public int Size { get; }

    public int BosId { get; }

    public int EosId { get; }

    public int UnkId { get; }

    public int? PadId { get; }

    /// <exception cref="ModelLoadException">A file is missing or damaged, or the files contradict one another.</exception>
    public static TokenVocabulary Load(string modelDirectory)
    {
        PieceTable pieces = SentencePieceReader.Read(Path.Combine(modelDirectory, SentencePieceReader.FileName));
        var settings = TokenizerSettings.Read(modelDirectory);
        Dictionary<string, int> specials = new(StringComparer.Ordinal);
        for (int id = 0; id < pieces.Pieces.Length; id++)
        {
            if (pieces.Kinds[id] is PieceKind.Control or PieceKind.Unknown)
            {
                specials.Add(pieces.Pieces[id], id);
            }
        }

        List<string> errors = [];
        int size = AddListed(settings.Tokens, pieces, specials, errors);
        int Named(string role, string? name, int otherwise)
        {
            if (name is null)
            {
                return otherwise;
            }

            if (!specials.TryGetValue(name, out int id))
            {
                errors.Add($"the {role} token '{name}' is not among the special tokens.");
            }

            return id;
        }

        int bos = Named("bos", settings.Bos, pieces.BosId);
        int eos = Named("eos", settings.Eos, pieces.EosId);
        int unk = Named("unk", settings.Unk, pieces.UnkId);
        int? pad = settings.Pad is null ? null : Named("pad", settings.Pad, 0);
        if (bos < 0 || eos < 0)
        {
            errors.Add($"the model needs a token for the start of a text and one for its end, but has {bos} and {eos}.");
        }

        return errors.Count == 0
            ? new TokenVocabulary(pieces, new SpecialTokenTable(specials), size, (bos, eos, unk, pad))
            : throw new ModelLoadException(modelDirectory, errors);
    }

    public bool IsSpecial(int id) => Specials.TextById.ContainsKey(id);

    /// <exception cref="InvalidTokenException">The id lies outside the vocabulary.</exception>
    public void Check(int id, int position)
    {
        if ((uint)id >= (uint)Size)
        {
            throw new InvalidTokenException(id, position, Size);
        }
    }

    /// <summary>Adds the tokens that the files list and returns the size of the vocabulary with them.</summary>
    private static int AddListed(Dictionary<string, int> listed, PieceTable pieces, Dictionary<string, int> specials, List<string> errors)
    {
        int size = pieces.Pieces.Length;
        foreach ((string text, int id) in listed.OrderBy(pair => pair.Value))
        {
            if (id < 0 || id > size)
            {
                errors.Add($"the added token '{text}' has id {id}, expected one from 0 to {size}.");
            }
            else if (id == size)
            {
                specials[text] = id;
                size++;
            }
            else if (id < pieces.Pieces.Length && pieces.Pieces[id] == text)
            {
                specials[text] = id;
            }
            else
            {
                errors.Add($"the added token '{text}' has id {id}, which belongs to another token.");
            }
        }

        return size;
    }
}
