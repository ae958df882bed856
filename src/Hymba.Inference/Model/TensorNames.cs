namespace Hymba.Inference.Model;

/// <summary>The tensor names and shapes of a Hugging Face Hymba checkpoint, in one place for reading and writing.</summary>
internal static class TensorNames
{
    public const string Embedding = "model.embed_tokens.weight";
    public const string MemoryTokens = "model.memory_tokens";
    public const string FinalNorm = "model.final_layernorm.weight";
    public const string Head = "lm_head.weight";

    /// <summary>Full name of a tensor of one layer.</summary>
    public static string Layer(int layer, string name) => $"model.layers.{layer}.{name}";

    /// <summary>Every tensor that a checkpoint of this config holds, with its shape (output dimension first).</summary>
    public static IEnumerable<(string Name, long[] Shape)> Expected(HymbaConfig c)
    {
        long d = c.HiddenSize, di = c.InnerSize, n = c.StateSize, r = c.TimeStepRank;
        yield return (Embedding, [c.VocabularySize, d]);
        if (c.MemoryTokens > 0)
        {
            yield return (MemoryTokens, [c.MemoryTokens, d]);
        }

        foreach (LayerPlan plan in LayerPlan.For(c))
        {
            foreach ((string name, long[] shape) in Mixer(c, plan, d, di, n, r).Concat(Mlp(c, d)))
            {
                yield return (Layer(plan.Index, name), shape);
            }
        }

        yield return (FinalNorm, [d]);
        if (!c.TiedHead)
        {
            yield return (Head, [c.VocabularySize, d]);
        }
    }

    /// <summary>Number of weights of a model of this config; a tied head counts once.</summary>
    public static long ParameterCount(HymbaConfig c)
        => Expected(c).Sum(tensor => Elements(tensor.Shape));

    /// <summary>Number of weights of a tensor.</summary>
    public static long Elements(long[] shape) => shape.Aggregate(1L, (count, size) => count * size);

    private static IEnumerable<(string Name, long[] Shape)> Mixer(HymbaConfig c, LayerPlan plan, long d, long di, long n, long r)
    {
        yield return ("input_layernorm.weight", [d]);
        yield return ("mamba.in_proj.weight", [plan.InProjectionRows(c), d]);
        yield return ("mamba.conv1d.weight", [di, 1, c.ConvKernel]);
        if (c.HasConvBias)
        {
            yield return ("mamba.conv1d.bias", [di]);
        }

        yield return ("mamba.x_proj.0.weight", [r + (2 * n), di]);
        yield return ("mamba.dt_proj.0.weight", [di, r]);
        yield return ("mamba.dt_proj.0.bias", [di]);
        yield return ("mamba.A_log.0", [di, n]);
        yield return ("mamba.D.0", [di]);
        if (c.HasInnerNorms)
        {
            yield return ("mamba.dt_layernorm.weight", [r]);
            yield return ("mamba.B_layernorm.weight", [n]);
            yield return ("mamba.C_layernorm.weight", [n]);
        }

        yield return ("mamba.pre_avg_layernorm1.weight", [di]);
        yield return ("mamba.pre_avg_layernorm2.weight", [di]);
        yield return ("mamba.out_proj.weight", [d, di]);
    }

    private static IEnumerable<(string Name, long[] Shape)> Mlp(HymbaConfig c, long d)
    {
        yield return ("pre_moe_layernorm.weight", [d]);
        if (c.MlpActivation == MlpActivation.Silu)
        {
            yield return ("moe.experts.0.gate_proj.weight", [c.MlpSize, d]);
        }

        yield return ("moe.experts.0.up_proj.weight", [c.MlpSize, d]);
        yield return ("moe.experts.0.down_proj.weight", [d, c.MlpSize]);
    }
}
