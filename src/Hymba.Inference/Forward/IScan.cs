using Hymba.Inference.Model;
using static TorchSharp.torch;

namespace Hymba.Inference.Forward;

/// <summary>
/// The selective scan (Mamba, section 3.2): s = exp(dt A) s + dt B x, y = C s + D x; all in float32.
/// </summary>
internal interface IScan
{
    /// <summary>Runs T steps for B sequences.</summary>
    /// <param name="weights">The layer, for A [Di, N] and D [Di].</param>
    /// <param name="step">dt after softplus, [B, T, Di] f32.</param>
    /// <param name="x">Channel inputs, [B, T, Di] f32.</param>
    /// <param name="inputGate">The paper's B, [B, T, N] f32.</param>
    /// <param name="outputGate">The paper's C, [B, T, N] f32.</param>
    /// <param name="state">[Di, N] f32, read and overwritten (then B is 1); null starts from zero and keeps nothing.</param>
    /// <returns>[B, T, Di] f32.</returns>
    Tensor Run(LayerWeights weights, Tensor step, Tensor x, Tensor inputGate, Tensor outputGate, Tensor? state);
}
