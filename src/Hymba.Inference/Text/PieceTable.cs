using System.Globalization;
using System.Text;

namespace Hymba.Inference.Text;

/// <summary>The pieces of a SentencePiece model by id, with the merges that build them. Immutable.</summary>
internal sealed class PieceTable
{
    /// <summary>How the vocabulary writes a space: U+2581.</summary>
    public const char SpaceMark = '\u2581';

    private readonly int[] _byteIds;

    private PieceTable(
        string[] pieces, PieceKind[] kinds, byte[][] bytes, int[] byteIds, MergeTable merges, (int Bos, int Eos, int Unk) ids)
    {
        Pieces = pieces;
        Kinds = kinds;
        Bytes = bytes;
        _byteIds = byteIds;
        Merges = merges;
        (BosId, EosId, UnkId) = ids;
    }

    public string[] Pieces { get; }

    public PieceKind[] Kinds { get; }

    /// <summary>The UTF-8 bytes that each id adds to a text, spaces as spaces; nothing for control pieces.</summary>
    public byte[][] Bytes { get; }

    public MergeTable Merges { get; }

    public int BosId { get; }

    public int EosId { get; }

    public int UnkId { get; }

    /// <exception cref="ModelLoadException">The byte pieces are not exactly the 256 bytes.</exception>
    public static PieceTable Create(string path, string[] pieces, SentencePieceFile file, int bosId, int eosId, int unkId)
    {
        int[] byteIds = new int[256];
        Array.Fill(byteIds, -1);
        byte[][] bytes = new byte[pieces.Length][];
        for (int id = 0; id < pieces.Length; id++)
        {
            bytes[id] = file.Kinds[id] switch
            {
                PieceKind.Normal => Encoding.UTF8.GetBytes(pieces[id].Replace(SpaceMark, ' ')),
                PieceKind.Byte => [ParseByte(path, id, pieces[id])],
                _ => [],
            };
            if (file.Kinds[id] is PieceKind.Byte)
            {
                byteIds[bytes[id][0]] = id;
            }
        }

        return Array.IndexOf(byteIds, -1) is int missing and >= 0
            ? throw new ModelLoadException(path, [$"the model has no piece for byte {missing}, but all 256 are needed."])
            : new PieceTable(pieces, [.. file.Kinds], bytes, byteIds, new MergeTable(pieces, file), (bosId, eosId, unkId));
    }

    public int ByteId(byte value) => _byteIds[value];

    private static byte ParseByte(string path, int id, string piece)
    {
        // The format writes a byte as <0x0A>.
        return piece.Length == 6 && piece.StartsWith("<0x", StringComparison.Ordinal) && piece[5] == '>'
            && byte.TryParse(piece.AsSpan(3, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte value)
            ? value
            : throw new ModelLoadException(path, [$"byte piece {id} is written '{piece}', expected the form '<0x0A>'."]);
    }
}
