using Hymba.Kernels;
using Hymba.Kernels.Training;
using static TorchSharp.torch;

namespace Hymba.Inference.Forward.Fused;

/// <summary>Root-mean-square normalisation as one differentiable operation on our kernels.</summary>
internal sealed class FusedNorm : autograd.SingleTensorFunction<FusedNorm>
{
    /// <inheritdoc/>
    public override string Name => nameof(FusedNorm);

    /// <summary>w * (x * rsqrt(mean(x^2) + eps)) over the last axis; everything is float32 on the CPU.</summary>
    public static Tensor Run(Tensor x, Tensor weight, double epsilon) => apply(x.contiguous(), weight, (float)epsilon);

    /// <inheritdoc/>
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        (Tensor x, Tensor weight, float epsilon) = ((Tensor)vars[0], (Tensor)vars[1], (float)vars[2]);
        int width = (int)weight.shape[0], rows = (int)(x.numel() / width);
        Tensor output = empty_like(x), scale = empty([rows], ScalarType.Float32);
        RmsNormGradient.Forward(
            rows,
            new ReadOnlyRows(TensorSpan.Of(x), width),
            TensorSpan.Of(weight),
            epsilon,
            new WritableRows(TensorSpan.Of(output), width),
            TensorSpan.Of(scale),
            KernelTiers.Current);
        ctx.save_for_backward([x, weight, scale]);
        return output;
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        List<Tensor> saved = ctx.get_saved_variables();
        (Tensor x, Tensor weight, Tensor scale) = (saved[0], saved[1], saved[2]);
        int width = (int)weight.shape[0];
        Tensor inputGradient = empty_like(x), weightGradient = zeros_like(weight), outputGradient = grad_output.contiguous();
        RmsNormGradient.Backward(
            (int)scale.shape[0],
            new ReadOnlyRows(TensorSpan.Of(outputGradient), width),
            new ReadOnlyRows(TensorSpan.Of(x), width),
            TensorSpan.Of(weight),
            TensorSpan.Of(scale),
            new WritableRows(TensorSpan.Of(inputGradient), width),
            TensorSpan.Of(weightGradient),
            KernelTiers.Current);
        return [inputGradient, weightGradient, null!];
    }
}
