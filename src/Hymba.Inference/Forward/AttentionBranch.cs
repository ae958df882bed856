using Hymba.Inference.Forward.Fused;
using Hymba.Inference.Model;
using static TorchSharp.torch;

namespace Hymba.Inference.Forward;

/// <summary>Grouped-query attention of one layer, over its own or its producer's keys and values.</summary>
internal sealed class AttentionBranch(RotaryTable rotary)
{
    // All scores of one long pass would take T * K floats per head, 7 GB at T = 8192 in the 1.5B model, several times over.
    private const int BlockQueries = 512;

    /// <summary>Attends.</summary>
    /// <param name="pass">The pass; a producer leaves its keys and values there.</param>
    /// <param name="plan">The layer.</param>
    /// <param name="query">[B, T, Hq*Dk].</param>
    /// <param name="key">[B, T, Hkv*Dk]; null for a consumer.</param>
    /// <param name="value">[B, T, Hkv*Dv]; null for a consumer.</param>
    /// <returns>[B, T, Hq*Dv].</returns>
    public Tensor Run(ForwardPass pass, LayerPlan plan, Tensor query, Tensor? key, Tensor? value)
    {
        HymbaConfig c = pass.Config;
        long batch = query.shape[0], tokens = query.shape[1];
        if (pass.IsFused)
        {
            return RunFused(pass, plan, query, key, value);
        }

        if (key is not null && value is not null)
        {
            Tensor k = rotary.Rotate(key.view(batch, tokens, c.KeyValueHeads, c.KeyHeadSize), pass.Start).to(key.dtype);
            Tensor v = value.view(batch, tokens, c.KeyValueHeads, c.ValueHeadSize);
            pass.Observe(plan, Stages.Key, k);
            pass.Observe(plan, Stages.Value, v);
            pass.Produce(plan.Index, k.transpose(1, 2), v.transpose(1, 2));
        }

        (Tensor keys, Tensor values) = pass.KeyValues(plan.KeyValueLayer);
        Tensor q = rotary.Rotate(query.view(batch, tokens, c.QueryHeads, c.KeyHeadSize), pass.Start);
        pass.Observe(plan, Stages.Query, q);
        q = q.mul(KeptScalar.Of(1.0 / Math.Sqrt(c.KeyHeadSize))).to(query.dtype);

        Tensor? mask = pass.Mask(plan);
        long block = Math.Max(1, BlockQueries / batch);
        var attended = new List<Tensor>();
        for (long start = 0; start < tokens; start += block)
        {
            using IDisposable scope = NewDisposeScope();
            long length = Math.Min(block, tokens - start);
            attended.Add(Attend(c, q.narrow(1, start, length), keys, values, mask?.narrow(0, start, length)).MoveToOuterDisposeScope());
        }

        return pass.Observe(plan, Stages.Attention, attended.Count == 1 ? attended[0] : cat(attended, 1));
    }

    private Tensor RunFused(ForwardPass pass, LayerPlan plan, Tensor query, Tensor? key, Tensor? value)
    {
        HymbaConfig c = pass.Config;
        if (key is not null && value is not null)
        {
            pass.Keep(plan.Index, rotary.RotateFused(key, pass.Start), value.to(ScalarType.Float32));
        }

        (Tensor keys, Tensor values) = pass.KeyValues(plan.KeyValueLayer);
        return FusedAttention.Run(c, plan.IsGlobal, rotary.RotateFused(query, pass.Start), keys, values).to(query.dtype);
    }

    private static Tensor Attend(HymbaConfig c, Tensor query, Tensor keys, Tensor values, Tensor? mask)
    {
        long batch = query.shape[0], tokens = query.shape[1], seen = keys.shape[2];
        int group = c.QueryHeads / c.KeyValueHeads;
        Tensor q = query.view(batch, tokens, c.KeyValueHeads, group, c.KeyHeadSize)
            .permute(0, 2, 3, 1, 4)
            .reshape(batch, c.KeyValueHeads, group * tokens, c.KeyHeadSize);

        Tensor scores = q.matmul(keys.transpose(2, 3)).to(ScalarType.Float32); // [B, Hkv, group*T, K]
        if (mask is not null)
        {
            scores = scores.view(batch, c.KeyValueHeads, group, tokens, seen).add(mask, KeptScalar.One).view(batch, c.KeyValueHeads, group * tokens, seen);
        }

        return scores.softmax(-1).to(values.dtype).matmul(values) // [B, Hkv, group*T, Dv]
            .view(batch, c.KeyValueHeads, group, tokens, c.ValueHeadSize)
            .permute(0, 3, 1, 2, 4)
            .reshape(batch, tokens, c.InnerSize);
    }
}
