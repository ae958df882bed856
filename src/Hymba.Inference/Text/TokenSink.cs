namespace Hymba.Inference.Text;

/// <summary>Collects the ids of an encoding and, on demand, where in the text each token starts.</summary>
internal sealed class TokenSink(bool keepOffsets)
{
    /// <summary>The offset of a token that starts inside a character.</summary>
    public const int InsideCharacter = -1;

    public List<int> Ids { get; } = [];

    /// <summary>UTF-16 offset of each token's first character; empty when offsets are not kept.</summary>
    public List<int> Offsets { get; } = [];

    public void Add(int id, int offset)
    {
        Ids.Add(id);
        if (keepOffsets)
        {
            Offsets.Add(offset);
        }
    }
}
