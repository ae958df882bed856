using static TorchSharp.torch;

namespace Hymba.Inference.State;

/// <summary>What the keys and values of one model look like.</summary>
/// <param name="Heads">Key-value heads, Hkv.</param>
/// <param name="KeySize">Key head width, Dk.</param>
/// <param name="ValueSize">Value head width, Dv.</param>
/// <param name="Dtype">The model's type.</param>
/// <param name="Device">Where they live.</param>
internal sealed record KeyValueShape(int Heads, int KeySize, int ValueSize, ScalarType Dtype, Device Device);
