using Hymba.Inference.Checkpoint;
using Microsoft.ML.Tokenizers;

namespace Hymba.Inference.Text;

/// <summary>
/// Reads <c>tokenizer.model</c> into a <see cref="PieceTable"/> and refuses models whose rules this library does not follow.
/// </summary>
internal static class SentencePieceReader
{
    public const string FileName = "tokenizer.model";

    // Finding the merges of a piece takes the square of its length; real pieces stay far below this.
    private const int LongestPiece = 512;

    /// <exception cref="ModelLoadException">The file is missing, damaged, or a kind of model that is not supported.</exception>
    public static PieceTable Read(string path)
    {
        byte[] bytes = SmallFile.Read(path);
        SentencePieceFile file;
        LlamaTokenizer library;
        try
        {
            file = SentencePieceFile.Parse(bytes);
            using var stream = new MemoryStream(bytes, writable: false);
            library = LlamaTokenizer.Create(stream, addBeginOfSentence: false, addEndOfSentence: false);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // The library answers damaged files with whatever broke first, a NullReferenceException included.
            throw new ModelLoadException(path, [$"this is not a SentencePiece BPE model, or it is damaged: {error.Message}"], error);
        }

        List<string> errors = Problems(file, library);
        string[] pieces = new string[file.Kinds.Count];
        foreach ((string piece, int id) in library.Vocabulary)
        {
            if ((uint)id < (uint)pieces.Length)
            {
                pieces[id] = piece;
            }
        }

        if (Array.FindIndex(pieces, string.IsNullOrEmpty) is int hole and >= 0)
        {
            errors.Add($"piece {hole} of {pieces.Length} has no text, or the text of another piece.");
        }

        if (Array.FindIndex(pieces, piece => piece?.Length > LongestPiece) is int tooLong and >= 0)
        {
            errors.Add($"piece {tooLong} has {pieces[tooLong].Length} characters; at most {LongestPiece} are supported.");
        }

        return errors.Count == 0
            ? PieceTable.Create(path, pieces, file, library.BeginningOfSentenceId, library.EndOfSentenceId, library.UnknownId)
            : throw new ModelLoadException(path, errors);
    }

    private static List<string> Problems(SentencePieceFile file, LlamaTokenizer library)
    {
        List<string> errors = [];
        void Require(bool holds, string problem)
        {
            if (!holds)
            {
                errors.Add(problem);
            }
        }

        Require(library.ByteFallback, "the model has no byte fallback, so it cannot encode every text.");
        Require(library.AddDummyPrefix, "the model adds no space in front of a text; only models that do are supported.");
        Require(library.EscapeWhiteSpaces, "the model does not write spaces as U+2581; only models that do are supported.");
        Require(!library.TreatWhitespaceAsSuffix, "the model puts spaces behind words; only models that put them in front are supported.");
        Require(!file.RemovesExtraWhiteSpace, "the model removes extra white space; only models that keep every character are supported.");
        Require(!file.RewritesCharacters, "the model rewrites characters by a table; only the identity normaliser is supported.");
        for (int id = 0; id < file.Kinds.Count; id++)
        {
            Require(
                file.Kinds[id] is PieceKind.Normal or PieceKind.Unknown or PieceKind.Control or PieceKind.Byte,
                $"piece {id} is of kind {file.Kinds[id]}; only normal, unknown, control and byte pieces are supported.");
        }

        return errors;
    }
}
