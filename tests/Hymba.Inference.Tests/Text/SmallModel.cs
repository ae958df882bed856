using Google.Protobuf;
using Hymba.Inference.Text;

namespace Hymba.Inference.Tests.Text;

/// <summary>Writes small SentencePiece models into a folder of their own, deleted afterwards.</summary>
internal sealed class SmallModel : IDisposable
{
    private readonly List<(string Text, float Score, PieceKind Kind)> _pieces =
        [("<unk>", 0, PieceKind.Unknown), ("<s>", 0, PieceKind.Control), ("</s>", 0, PieceKind.Control)];

    public SmallModel(params string[] mergesFirstToLast)
    {
        for (int value = 0; value < 256; value++)
        {
            _pieces.Add(($"<0x{value:X2}>", 0, PieceKind.Byte));
        }

        float score = 0;
        IEnumerable<string> characters = mergesFirstToLast.SelectMany(merge => merge.EnumerateRunes()).Select(rune => rune.ToString());
        foreach (string piece in mergesFirstToLast.Where(merge => merge.Length > 1).Concat(characters.Distinct()))
        {
            Add(piece, --score, PieceKind.Normal);
        }
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("hymba-tokenizer-").FullName;

    public string ModelPath => Path.Combine(Folder, "tokenizer.model");

    public bool ByteFallback { get; set; } = true;

    public int ModelType { get; set; } = 2;

    public bool RemovesExtraWhiteSpace { get; set; }

    public int PieceCount => _pieces.Count;

    public void Add(string text, float score, PieceKind kind) => _pieces.Add((text, score, kind));

    public void RemovePiece(string text) => _pieces.RemoveAll(piece => piece.Text == text);

    public HymbaTokenizer Load()
    {
        Write();
        return HymbaTokenizer.Load(Folder);
    }

    public void Write()
    {
        using FileStream file = File.Create(ModelPath);
        using var output = new CodedOutputStream(file);
        foreach ((string text, float score, PieceKind kind) in _pieces)
        {
            WriteMessage(output, 1, piece =>
            {
                piece.WriteTag(1, WireFormat.WireType.LengthDelimited);
                piece.WriteString(text);
                piece.WriteTag(2, WireFormat.WireType.Fixed32);
                piece.WriteFloat(score);
                piece.WriteTag(3, WireFormat.WireType.Varint);
                piece.WriteEnum((int)kind);
            });
        }

        WriteMessage(output, 2, trainer =>
        {
            trainer.WriteTag(3, WireFormat.WireType.Varint);
            trainer.WriteEnum(ModelType);
            trainer.WriteTag(35, WireFormat.WireType.Varint);
            trainer.WriteBool(ByteFallback);
        });
        WriteMessage(output, 3, normalizer =>
        {
            normalizer.WriteTag(4, WireFormat.WireType.Varint);
            normalizer.WriteBool(RemovesExtraWhiteSpace);
        });
    }

    public void WriteText(string fileName, string text) => File.WriteAllText(Path.Combine(Folder, fileName), text);

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static void WriteMessage(CodedOutputStream output, int field, Action<CodedOutputStream> write)
    {
        using var buffer = new MemoryStream();
        using var message = new CodedOutputStream(buffer);
        write(message);
        message.Flush();
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(ByteString.CopyFrom(buffer.ToArray()));
    }
}
