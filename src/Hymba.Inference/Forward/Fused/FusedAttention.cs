using Hymba.Inference.Model;
using Hymba.Kernels;
using Hymba.Kernels.Training;
using static TorchSharp.torch;

namespace Hymba.Inference.Forward.Fused;

/// <summary>
/// Causal grouped-query attention over whole sequences, windowed or global, as one differentiable operation on our kernels, which compute
/// visible keys only and keep no score matrix.
/// </summary>
internal sealed class FusedAttention : autograd.SingleTensorFunction<FusedAttention>
{
    private const string Config = "config";
    private const string IsGlobal = "is_global";

    /// <inheritdoc/>
    public override string Name => nameof(FusedAttention);

    /// <summary>Attends; everything is float32 on the CPU.</summary>
    /// <param name="config">Heads, memory tokens and window.</param>
    /// <param name="isGlobal">Whether queries see all earlier keys.</param>
    /// <param name="query">Rotated, [B, T, Hq*Dk].</param>
    /// <param name="key">Rotated, [B, T, Hkv*Dk].</param>
    /// <param name="value">[B, T, Hkv*Dv].</param>
    /// <returns>[B, T, Hq*Dv].</returns>
    public static Tensor Run(HymbaConfig config, bool isGlobal, Tensor query, Tensor key, Tensor value)
        => apply(query.contiguous(), key.contiguous(), value.contiguous(), config, isGlobal);

    /// <inheritdoc/>
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        List<Tensor> inputs = [.. vars.Take(3).Cast<Tensor>()];
        (var config, bool isGlobal) = ((HymbaConfig)vars[3], (bool)vars[4]);
        (long batch, long tokens) = (inputs[0].shape[0], inputs[0].shape[1]);
        Tensor output = empty([batch, tokens, config.InnerSize], ScalarType.Float32);
        Tensor logSums = empty([batch, config.QueryHeads * tokens], ScalarType.Float32);
        for (int row = 0; row < batch; row++)
        {
            WindowAttentionGradient.Forward(
                Arguments(config, isGlobal, inputs, row),
                new WritableRows(TensorSpan.Of(output, row), config.InnerSize),
                TensorSpan.Of(logSums, row),
                KernelTiers.Current);
        }

        ctx.save_for_backward([.. inputs, output, logSums]);
        ctx.save_data(Config, config);
        ctx.save_data(IsGlobal, isGlobal);
        return output;
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        List<Tensor> saved = ctx.get_saved_variables();
        (var config, bool isGlobal) = ((HymbaConfig)ctx.get_data(Config), (bool)ctx.get_data(IsGlobal));
        Tensor outputGradient = grad_output.contiguous();
        List<Tensor> gradients = [empty_like(saved[0]), zeros_like(saved[1]), zeros_like(saved[2]), null!, null!];
        for (int row = 0; row < saved[0].shape[0]; row++)
        {
            WindowAttentionGradient.Backward(
                Arguments(config, isGlobal, saved, row),
                new ReadOnlyRows(TensorSpan.Of(saved[3], row), config.InnerSize),
                TensorSpan.Of(saved[4], row),
                new ReadOnlyRows(TensorSpan.Of(outputGradient, row), config.InnerSize),
                new WritableRows(TensorSpan.Of(gradients[0], row), config.QueryHeads * config.KeyHeadSize),
                new WritableRows(TensorSpan.Of(gradients[1], row), config.KeyValueHeads * config.KeyHeadSize),
                new WritableRows(TensorSpan.Of(gradients[2], row), config.KeyValueHeads * config.ValueHeadSize),
                KernelTiers.Current);
        }

        return gradients;
    }

    private static WindowAttentionArguments Arguments(HymbaConfig config, bool isGlobal, List<Tensor> inputs, int row) => new()
    {
        Tokens = (int)inputs[0].shape[1],
        Heads = config.QueryHeads,
        KeyHeads = config.KeyValueHeads,
        KeySize = config.KeyHeadSize,
        ValueSize = config.ValueHeadSize,
        Window = isGlobal ? null : config.SlidingWindow,
        Prefix = config.MemoryTokens,
        Scale = 1f / MathF.Sqrt(config.KeyHeadSize),
        Query = new ReadOnlyRows(TensorSpan.Of(inputs[0], row), config.QueryHeads * config.KeyHeadSize),
        Key = new ReadOnlyRows(TensorSpan.Of(inputs[1], row), config.KeyValueHeads * config.KeyHeadSize),
        Value = new ReadOnlyRows(TensorSpan.Of(inputs[2], row), config.KeyValueHeads * config.ValueHeadSize),
    };
}
