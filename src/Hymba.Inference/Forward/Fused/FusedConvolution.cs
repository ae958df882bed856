using Hymba.Kernels;
using Hymba.Kernels.Training;
using static TorchSharp.torch;

namespace Hymba.Inference.Forward.Fused;

/// <summary>The causal depthwise convolution with its silu over whole sequences, as one differentiable operation on our kernels.</summary>
internal sealed class FusedConvolution : autograd.SingleTensorFunction<FusedConvolution>
{
    /// <inheritdoc/>
    public override string Name => nameof(FusedConvolution);

    /// <summary>Convolves.</summary>
    /// <param name="x">[B, T, Di] f32.</param>
    /// <param name="weight">[Di, 1, C] f32.</param>
    /// <param name="bias">[Di] f32, or null.</param>
    /// <returns>[B, T, Di] f32.</returns>
    public static Tensor Run(Tensor x, Tensor weight, Tensor? bias)
        => apply(x.contiguous(), weight.contiguous(), bias ?? zeros([weight.shape[0]], ScalarType.Float32));

    /// <inheritdoc/>
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        List<Tensor> inputs = [.. vars.Cast<Tensor>()];
        Tensor output = empty_like(inputs[0]);
        (int batch, int tokens, int channels) = Sizes(inputs[0]);
        for (int row = 0; row < batch; row++)
        {
            CausalConvGradient.Forward(
                tokens,
                channels,
                new ReadOnlyRows(TensorSpan.Of(inputs[0], row), channels),
                TensorSpan.Of(inputs[1]),
                TensorSpan.Of(inputs[2]),
                new WritableRows(TensorSpan.Of(output, row), channels));
        }

        ctx.save_for_backward(inputs);
        return output;
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        List<Tensor> inputs = ctx.get_saved_variables();
        Tensor outputGradient = grad_output.contiguous();
        List<Tensor> gradients = [empty_like(inputs[0]), zeros_like(inputs[1]), zeros_like(inputs[2])];
        (int batch, int tokens, int channels) = Sizes(inputs[0]);
        for (int row = 0; row < batch; row++)
        {
            CausalConvGradient.Backward(
                tokens,
                channels,
                new ReadOnlyRows(TensorSpan.Of(inputs[0], row), channels),
                TensorSpan.Of(inputs[1]),
                TensorSpan.Of(inputs[2]),
                new ReadOnlyRows(TensorSpan.Of(outputGradient, row), channels),
                new WritableRows(TensorSpan.Of(gradients[0], row), channels),
                TensorSpan.Of(gradients[1]),
                TensorSpan.Of(gradients[2]));
        }

        return gradients;
    }

    private static (int Batch, int Tokens, int Channels) Sizes(Tensor x) => ((int)x.shape[0], (int)x.shape[1], (int)x.shape[2]);
}
