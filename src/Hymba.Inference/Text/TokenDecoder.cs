using System.Text;

namespace Hymba.Inference.Text;

/// <summary>Token ids to text, all at once.</summary>
internal static class TokenDecoder
{
    public const char Replacement = '\uFFFD';

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="InvalidTokenException">An id lies outside the vocabulary.</exception>
    public static string Decode(TokenVocabulary vocabulary, ReadOnlySpan<int> ids, bool skipSpecialTokens)
    {
        var text = new StringBuilder();
        List<byte> run = [];
        for (int position = 0; position < ids.Length; position++)
        {
            int id = ids[position];
            vocabulary.Check(id, position);
            bool special = vocabulary.Specials.TextById.TryGetValue(id, out string? literal);
            if (special && skipSpecialTokens)
            {
                // Left out before bytes are joined: a skipped token does not end a run.
                continue;
            }

            if (!special && vocabulary.Pieces.Kinds[id] is PieceKind.Byte)
            {
                run.Add(vocabulary.Pieces.Bytes[id][0]);
                continue;
            }

            AppendRun(text, run);
            text.Append(special ? literal : vocabulary.Pieces.Pieces[id].Replace(PieceTable.SpaceMark, ' '));
        }

        AppendRun(text, run);
        return text.Length > 0 && text[0] == ' ' ? text.ToString(1, text.Length - 1) : text.ToString();
    }

    private static void AppendRun(StringBuilder text, List<byte> run)
    {
        if (run.Count == 0)
        {
            return;
        }

        try
        {
            text.Append(Strict.GetString([.. run]));
        }
        catch (DecoderFallbackException)
        {
            text.Append(Replacement, run.Count);
        }

        run.Clear();
    }
}
