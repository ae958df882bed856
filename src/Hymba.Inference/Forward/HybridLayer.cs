using Hymba.Inference.Forward.Fused;
using Hymba.Inference.Model;
using static TorchSharp.torch;

namespace Hymba.Inference.Forward;

/// <summary>One layer: attention and scan in parallel on one projection, normalised and averaged, then the feed-forward block.</summary>
internal sealed class HybridLayer(AttentionBranch attention, ScanBranch scan)
{
    /// <summary>Residual stream in, residual stream out, [B, T, D] f32.</summary>
    public Tensor Run(ForwardPass pass, LayerWeights weights, Tensor hidden)
    {
        HymbaConfig c = pass.Config;
        LayerPlan plan = weights.Plan;
        pass.Observe(plan, Stages.LayerInput, hidden);
        Tensor normed = pass.Observe(plan, Stages.InputNorm, RmsNorm.Apply(hidden, weights.InputNorm.Tensor, c.NormEpsilon, pass.IsFused));
        Tensor mixed = Linear.Apply(Mix(pass, weights, normed), weights.OutProjection);
        hidden = hidden.add(pass.Observe(plan, Stages.OutProjection, mixed), KeptScalar.One);
        normed = pass.Observe(plan, Stages.MlpNorm, RmsNorm.Apply(hidden, weights.MlpNorm.Tensor, c.NormEpsilon, pass.IsFused));
        return hidden.add(pass.Observe(plan, Stages.MlpOutput, FeedForward(weights, normed, pass.IsFused)), KeptScalar.One);
    }

    private static Tensor FeedForward(LayerWeights weights, Tensor x, bool fused)
    {
        Tensor up = Linear.Apply(x, weights.Up);
        Tensor inner = weights.Gate is null
            ? SquaredRelu(up)
            : Gated(Linear.Apply(x, weights.Gate), up, fused);
        return Linear.Apply(inner, weights.Down);
    }

    private static Tensor SquaredRelu(Tensor up)
    {
        Tensor positive = nn.functional.relu(up);
        return positive.mul(positive);
    }

    private static Tensor Gated(Tensor gate, Tensor up, bool fused) => fused
        ? FusedGatedSilu.Run(gate.to(ScalarType.Float32), up.to(ScalarType.Float32)).to(up.dtype)
        : nn.functional.silu(gate).mul(up);

    private Tensor Mix(ForwardPass pass, LayerWeights weights, Tensor x)
    {
        HymbaConfig c = pass.Config;
        LayerPlan plan = weights.Plan;
        Tensor projected = pass.Observe(plan, Stages.InProjection, Linear.Apply(x, weights.InProjection));
        long offset = 0;
        Tensor Next(long width)
        {
            Tensor part = projected.narrow(2, offset, width);
            offset += width;
            return part;
        }

        Tensor query = Next(c.QueryHeads * c.KeyHeadSize);
        Tensor? key = plan.IsProducer ? Next(c.KeyValueHeads * c.KeyHeadSize) : null;
        Tensor? value = plan.IsProducer ? Next(c.KeyValueHeads * c.ValueHeadSize) : null;
        Tensor channels = Next(c.InnerSize);
        Tensor gate = Next(c.InnerSize);

        Tensor attended = attention.Run(pass, plan, query, key, value);
        Tensor scanned = scan.Run(pass, weights, channels, gate);
        if (pass.IsFused)
        {
            (Tensor first, Tensor second) = (weights.AttentionOutNorm.Tensor.to(ScalarType.Float32), weights.ScanOutNorm.Tensor.to(ScalarType.Float32));
            return FusedNormAverage.Run(attended.to(ScalarType.Float32), first, scanned, second, c.NormEpsilon).to(x.dtype);
        }

        attended = pass.Observe(plan, Stages.AttentionNorm, RmsNorm.ApplyWide(attended, weights.AttentionOutNorm.Tensor, c.NormEpsilon));
        scanned = pass.Observe(plan, Stages.ScanNorm, RmsNorm.ApplyWide(scanned, weights.ScanOutNorm.Tensor, c.NormEpsilon));
        return attended.add(scanned, KeptScalar.One).mul(KeptScalar.Of(0.5)).to(x.dtype);
    }
}
