using Hymba.Inference.Forward.Fused;
using Hymba.Inference.Model;
using Hymba.Inference.State;
using static TorchSharp.torch;

namespace Hymba.Inference.Forward;

/// <summary>The Mamba half of one layer: causal depthwise convolution, input-dependent dt, B and C, and the selective scan.</summary>
internal sealed class ScanBranch(IScan scan)
{
    /// <summary>Runs the branch.</summary>
    /// <param name="pass">The pass, for the sizes and the sequence's state.</param>
    /// <param name="weights">The layer.</param>
    /// <param name="x">Raw channel inputs, [B, T, Di].</param>
    /// <param name="z">Gate before its silu, [B, T, Di].</param>
    /// <returns>[B, T, Di] f32.</returns>
    public Tensor Run(ForwardPass pass, LayerWeights weights, Tensor x, Tensor z)
    {
        HymbaConfig c = pass.Config;
        LayerPlan plan = weights.Plan;
        ScanState? state = pass.State?.Scan(plan.Index);
        Tensor wide = pass.IsFused
            ? FusedConvolution.Run(x.to(ScalarType.Float32), weights.ConvWeight.Tensor, weights.ConvBias?.Tensor)
            : Convolve(c, weights, x.to(ScalarType.Float32), state);
        pass.Observe(plan, Stages.Convolution, wide);

        Tensor parameters = pass.Observe(plan, Stages.ScanParameters, Linear.Apply(wide.to(x.dtype), weights.XProjection.Tensor)); // dt_r | B | C
        Tensor Normed(string stage, int start, int width, Tensor? norm)
        {
            Tensor part = parameters.narrow(2, start, width);
            return pass.Observe(plan, stage, norm is null ? part : RmsNorm.Apply(part, norm, c.NormEpsilon, pass.IsFused));
        }

        Tensor stepRank = Normed(Stages.TimeStepNorm, 0, c.TimeStepRank, weights.TimeStepNorm?.Tensor);
        Tensor inputGate = Normed(Stages.InputGateNorm, c.TimeStepRank, c.StateSize, weights.InputGateNorm?.Tensor);
        Tensor outputGate = Normed(Stages.OutputGateNorm, c.TimeStepRank + c.StateSize, c.StateSize, weights.OutputGateNorm?.Tensor);
        Tensor projected = pass.Observe(plan, Stages.TimeStepProjection, Linear.Apply(stepRank, weights.TimeStepProjection.Tensor));
        if (pass.IsFused)
        {
            return FusedScan.Run(
                projected.to(ScalarType.Float32),
                weights.TimeStepBias.Tensor,
                wide,
                inputGate.to(ScalarType.Float32),
                outputGate.to(ScalarType.Float32),
                weights.Decay(),
                weights.Skip.Tensor,
                z.to(ScalarType.Float32));
        }

        // softplus(x) = log(e^x + e^0); TorchSharp's own makes scalars that are freed while they are read.
        Tensor biased = projected.to(ScalarType.Float32).add(weights.TimeStepBias.Tensor, KeptScalar.One);
        Tensor step = logaddexp(biased, zeros_like(biased));
        pass.Observe(plan, Stages.TimeStep, step);

        Tensor y = scan.Run(
            weights,
            step,
            wide,
            inputGate.to(ScalarType.Float32),
            outputGate.to(ScalarType.Float32),
            state?.State.Tensor);
        pass.Observe(plan, Stages.ScanUngated, y);
        Tensor gated = y.mul(nn.functional.silu(z.to(ScalarType.Float32)));
        return pass.Observe(plan, Stages.Scan, gated);
    }

    private static Tensor Convolve(HymbaConfig c, LayerWeights weights, Tensor x, ScanState? state)
    {
        long batch = x.shape[0], tokens = x.shape[1], past = c.ConvKernel - 1;
        Tensor before = state?.ConvInputs.Tensor.unsqueeze(0) ?? zeros([batch, past, c.InnerSize], ScalarType.Float32, x.device);
        Tensor padded = cat([before, x], 1); // [B, C - 1 + T, Di]
        Tensor sum = padded.narrow(1, past, tokens).mul(weights.ConvWeight.Tensor.select(2, past).squeeze(1));
        for (long tap = 0; tap < past; tap++)
        {
            sum = sum.addcmul(padded.narrow(1, tap, tokens), weights.ConvWeight.Tensor.select(2, tap).squeeze(1), KeptScalar.One);
        }

        state?.ConvInputs.Tensor.copy_(padded.narrow(1, tokens, past).squeeze(0));
        return nn.functional.silu(weights.ConvBias is null ? sum : sum.add(weights.ConvBias.Tensor, KeptScalar.One));
    }
}
