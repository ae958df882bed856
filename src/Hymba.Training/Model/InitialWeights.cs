using Hymba.Inference.Forward;
using Hymba.Inference.Model;
using static TorchSharp.torch;

namespace Hymba.Training.Model;

/// <summary>
/// Weights to start training from: small normal matrices, those that write into the residual stream smaller with depth (GPT-2), and the
/// scan's parameters as Mamba sets them (A = -1..-N, dt log-uniform from 0.001 to 0.1).
/// </summary>
internal static class InitialWeights
{
    private const double MinTimeStep = 0.001;
    private const double MaxTimeStep = 0.1;
    private const double EmbeddingDeviation = 0.02;

    /// <summary>Fills a store; the same seed gives the same weights.</summary>
    public static void Fill(ParameterStore store, HymbaConfig config, ulong seed)
    {
        using IDisposable scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        using Generator generator = new(seed, CPU);
        foreach (string name in store.Names.Order(StringComparer.Ordinal))
        {
            Tensor target = store.View(store.Values, name);
            target.copy_(Create(name, target.shape, config, generator));
        }
    }

    private static Tensor Create(string name, long[] shape, HymbaConfig config, Generator generator)
    {
        double fanIn = shape.Length == 1 ? 1 : shape[1..].Aggregate(1.0, (product, size) => product * size);
        double deviation = 1 / Math.Sqrt(fanIn);
        return name switch
        {
            TensorNames.Embedding or TensorNames.Head or TensorNames.MemoryTokens => Normal(EmbeddingDeviation),
            _ when Ends("mamba.A_log.0") => tensor([.. Enumerable.Range(1, (int)shape[1]).Select(n => (float)n)]).log().unsqueeze(0).expand(shape),
            _ when Ends("dt_proj.0.bias") => TimeStepBias(),
            _ when Ends("mamba.D.0") || (shape.Length == 1 && Ends("norm.weight")) || Ends("layernorm1.weight") || Ends("layernorm2.weight") => ones(shape),
            _ when shape.Length == 1 => zeros(shape),
            _ when Ends("out_proj.weight") || Ends("down_proj.weight") => Normal(deviation / Math.Sqrt(2.0 * config.LayerCount)),
            _ => Normal(deviation),
        };

        bool Ends(string suffix) => name.EndsWith(suffix, StringComparison.Ordinal);

        Tensor Normal(double spread) => randn(shape, ScalarType.Float32, generator: generator).mul(KeptScalar.Of(spread));

        Tensor TimeStepBias()
        {
            Tensor step = rand(shape, ScalarType.Float32, generator: generator)
                .mul(KeptScalar.Of(Math.Log(MaxTimeStep / MinTimeStep))).add(KeptScalar.Of(Math.Log(MinTimeStep)), KeptScalar.One).exp();
            return step.expm1().log();
        }
    }
}
