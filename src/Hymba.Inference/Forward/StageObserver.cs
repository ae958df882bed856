using static TorchSharp.torch;

namespace Hymba.Inference.Forward;

/// <summary>Sees the intermediate results of a forward pass, for comparing an implementation stage by stage.</summary>
/// <param name="layer">The layer.</param>
/// <param name="stage">One of <see cref="Stages"/>.</param>
/// <param name="value">The result, [B, T, ..]; belongs to the pass.</param>
internal delegate void StageObserver(int layer, string stage, Tensor value);
