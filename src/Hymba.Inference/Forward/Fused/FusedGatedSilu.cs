using Hymba.Kernels;
using Hymba.Kernels.Training;
using static TorchSharp.torch;

namespace Hymba.Inference.Forward.Fused;

/// <summary>silu(gate) * up as one differentiable operation on our kernels.</summary>
internal sealed class FusedGatedSilu : autograd.SingleTensorFunction<FusedGatedSilu>
{
    /// <inheritdoc/>
    public override string Name => nameof(FusedGatedSilu);

    /// <summary>Both [.., F] f32 on the CPU.</summary>
    public static Tensor Run(Tensor gate, Tensor up) => apply(gate.contiguous(), up.contiguous());

    /// <inheritdoc/>
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        (Tensor gate, Tensor up) = ((Tensor)vars[0], (Tensor)vars[1]);
        (int rows, int width) = Sizes(gate);
        Tensor output = empty_like(gate);
        GatedSiluGradient.Forward(
            rows,
            width,
            new ReadOnlyRows(TensorSpan.Of(gate), width),
            new ReadOnlyRows(TensorSpan.Of(up), width),
            new WritableRows(TensorSpan.Of(output), width),
            KernelTiers.Current);
        ctx.save_for_backward([gate, up]);
        return output;
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        List<Tensor> saved = ctx.get_saved_variables();
        (int rows, int width) = Sizes(saved[0]);
        Tensor outputGradient = grad_output.contiguous();
        List<Tensor> gradients = [empty_like(saved[0]), empty_like(saved[1])];
        GatedSiluGradient.Backward(
            rows,
            width,
            new ReadOnlyRows(TensorSpan.Of(outputGradient), width),
            new ReadOnlyRows(TensorSpan.Of(saved[0]), width),
            new ReadOnlyRows(TensorSpan.Of(saved[1]), width),
            new WritableRows(TensorSpan.Of(gradients[0]), width),
            new WritableRows(TensorSpan.Of(gradients[1]), width),
            KernelTiers.Current);
        return gradients;
    }

    private static (int Rows, int Width) Sizes(Tensor x) => ((int)(x.numel() / x.shape[^1]), (int)x.shape[^1]);
}
