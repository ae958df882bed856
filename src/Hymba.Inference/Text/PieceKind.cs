namespace Hymba.Inference.Text;

/// <summary>What a vocabulary entry of a SentencePiece model stands for; the values are those of the file format.</summary>
internal enum PieceKind
{
    Normal = 1,
    Unknown = 2,
    Control = 3,
    UserDefined = 4,
    Unused = 5,
    Byte = 6,
}
