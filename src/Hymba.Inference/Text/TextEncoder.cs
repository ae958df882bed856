using System.Text;

namespace Hymba.Inference.Text;

/// <summary>
/// One run of the encoder: splits a text at special tokens and encodes each part with a space in front, as the model was trained.
/// </summary>
internal sealed class TextEncoder(PieceTable pieces, TokenSink sink)
{
    private static readonly Rune Space = new(PieceTable.SpaceMark);

    private readonly BpeMerger _merger = new(pieces.Merges, sink);

    /// <summary>Encodes the text; <paramref name="specials"/> is null where their spelling is ordinary text.</summary>
    public void Encode(ReadOnlySpan<char> text, SpecialTokenTable? specials)
    {
        int offset = 0;
        if (specials is not null)
        {
            for (int found = specials.Find(text, out var token); found >= 0; found = specials.Find(text[offset..], out token))
            {
                EncodePart(text.Slice(offset, found), offset);
                sink.Add(token.Value, offset + found);
                offset += found + token.Key.Length;
            }
        }

        EncodePart(text[offset..], offset);
    }

    private void EncodePart(ReadOnlySpan<char> part, int offset)
    {
        if (part.IsEmpty)
        {
            return;
        }

        AddCharacter(Space, offset);
        for (int index = 0, length; index < part.Length; index += length)
        {
            // A lone surrogate comes back as U+FFFD, one char long.
            Rune.DecodeFromUtf16(part[index..], out Rune character, out length);
            AddCharacter(character.Value == ' ' ? Space : character, offset + index);
        }

        _merger.Complete();
    }

    private void AddCharacter(Rune character, int offset)
    {
        int id = pieces.Merges.FindCharacter(character);
        if (id >= 0)
        {
            _merger.Add(id, offset);
            return;
        }

        _merger.Complete();
        Span<byte> bytes = stackalloc byte[4];
        int count = character.EncodeToUtf8(bytes);
        for (int index = 0; index < count; index++)
        {
            sink.Add(pieces.ByteId(bytes[index]), index == 0 ? offset : TokenSink.InsideCharacter);
        }
    }
}
