using Google.Protobuf;

namespace Hymba.Inference.Text;

/// <summary>
/// The parts of a SentencePiece model file that the tokenizer library reads but does not hand out: the merge scores,
/// the kind of each piece and the normaliser's settings.
/// </summary>
internal sealed class SentencePieceFile
{
    private SentencePieceFile()
    {
    }

    /// <summary>Merge score of each piece, by id; the higher one merges first.</summary>
    public List<float> Scores { get; } = [];

    public List<PieceKind> Kinds { get; } = [];

    // The format's own defaults where a field is absent.
    public bool RemovesExtraWhiteSpace { get; private set; } = true;

    public bool RewritesCharacters { get; private set; }

    /// <exception cref="InvalidProtocolBufferException">The bytes are not a protocol buffer, or cut short.</exception>
    public static SentencePieceFile Parse(byte[] bytes)
    {
        var file = new SentencePieceFile();
        using var input = new CodedInputStream(bytes);
        for (uint tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
        {
            switch (WireFormat.GetTagFieldNumber(tag))
            {
                case 1:
                    file.ReadPiece(input.ReadBytes());
                    break;
                case 3:
                    file.ReadNormalizer(input.ReadBytes());
                    break;
                default:
                    input.SkipLastField();
                    break;
            }
        }

        return file;
    }

    private void ReadPiece(ByteString bytes)
    {
        float score = 0;
        var kind = PieceKind.Normal;
        using CodedInputStream input = bytes.CreateCodedInput();
        for (uint tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
        {
            switch (WireFormat.GetTagFieldNumber(tag))
            {
                case 2:
                    score = input.ReadFloat();
                    break;
                case 3:
                    kind = (PieceKind)input.ReadEnum();
                    break;
                default:
                    input.SkipLastField();
                    break;
            }
        }

        Scores.Add(score);
        Kinds.Add(kind);
    }

    private void ReadNormalizer(ByteString bytes)
    {
        using CodedInputStream input = bytes.CreateCodedInput();
        for (uint tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
        {
            switch (WireFormat.GetTagFieldNumber(tag))
            {
                case 2:
                    RewritesCharacters = input.ReadBytes().Length > 0;
                    break;
                case 4:
                    RemovesExtraWhiteSpace = input.ReadBool();
                    break;
                default:
                    input.SkipLastField();
                    break;
            }
        }
    }
}
