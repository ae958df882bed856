using Hymba.Inference.Forward;
using Hymba.Inference.Model;

namespace Hymba.Inference.Decoding;

/// <summary>What the passes of decoding read; they share it, and one thread at a time runs any of them.</summary>
/// <param name="Config">Sizes.</param>
/// <param name="Rotary">Cosines and sines.</param>
/// <param name="Vectors">The memory of the layers' small vectors; whoever holds this keeps it. The decoder disposes of it.</param>
/// <param name="Layers">The layers.</param>
/// <param name="Embedding">[V, D].</param>
/// <param name="Head">[V, D].</param>
/// <param name="FinalNorm">[D].</param>
/// <param name="Attention">Attention of one token.</param>
/// <param name="Threads">The most threads.</param>
internal sealed record DecoderModel(
    HymbaConfig Config,
    RotaryTable Rotary,
    MemoryArena Vectors,
    DecoderLayer[] Layers,
    DecoderMatrix Embedding,
    DecoderMatrix Head,
    float[] FinalNorm,
    AttentionStep Attention,
    int Threads);
