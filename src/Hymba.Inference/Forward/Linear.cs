using static TorchSharp.torch;

namespace Hymba.Inference.Forward;

/// <summary>Matrix products with the model's weights, which lie output dimension first.</summary>
internal static class Linear
{
    /// <summary>x [.., in] times weight [out, in] transposed, in the model's type.</summary>
    public static Tensor Apply(Tensor x, Tensor weight) => nn.functional.linear(x, weight);
}
