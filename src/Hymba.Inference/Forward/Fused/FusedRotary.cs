using Hymba.Kernels;
using Hymba.Kernels.Training;
using static TorchSharp.torch;

namespace Hymba.Inference.Forward.Fused;

/// <summary>Rotary positions as one differentiable operation on our kernels; the gradient turns backwards.</summary>
internal sealed class FusedRotary : autograd.SingleTensorFunction<FusedRotary>
{
    /// <inheritdoc/>
    public override string Name => nameof(FusedRotary);

    /// <summary>Rotates every head of [B, T, heads*Dk] f32 on the CPU.</summary>
    /// <param name="x">Queries or keys.</param>
    /// <param name="cosine">[T, Dk/2] f32, without gradient.</param>
    /// <param name="sine">[T, Dk/2] f32, without gradient.</param>
    public static Tensor Run(Tensor x, Tensor cosine, Tensor sine) => apply(x.contiguous(), cosine, sine);

    /// <inheritdoc/>
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        (Tensor cosine, Tensor sine) = ((Tensor)vars[1], (Tensor)vars[2]);
        ctx.save_for_backward([cosine, sine]);
        return Turn((Tensor)vars[0], cosine, sine, backward: false);
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        List<Tensor> saved = ctx.get_saved_variables();
        return [Turn(grad_output.contiguous(), saved[0], saved[1], backward: true), null!, null!];
    }

    private static Tensor Turn(Tensor x, Tensor cosine, Tensor sine, bool backward)
    {
        (int tokens, int width, int size) = ((int)x.shape[1], (int)x.shape[2], 2 * (int)cosine.shape[1]);
        Tensor output = empty_like(x);
        for (int row = 0; row < x.shape[0]; row++)
        {
            RotaryGradient.Run(
                tokens,
                width / size,
                size,
                new ReadOnlyRows(TensorSpan.Of(x, row), width),
                TensorSpan.Of(cosine),
                TensorSpan.Of(sine),
                backward,
                new WritableRows(TensorSpan.Of(output, row), width),
                KernelTiers.Current);
        }

        return output;
    }
}
