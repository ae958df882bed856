using Hymba.Kernels.Training;
using static TorchSharp.torch;

namespace Hymba.Inference.Forward.Fused;

/// <summary>
/// Output matrix and weighted cross-entropy as one differentiable operation: logits exist for one block of rows at a time, and become their
/// own gradient in place.
/// </summary>
internal sealed class FusedLoss : autograd.SingleTensorFunction<FusedLoss>
{
    // 512 rows of 4,096 logits are 8 MB; more rows gain nothing, fewer make the matrix products thin.
    private const long BlockElements = 1 << 21;

    /// <inheritdoc/>
    public override string Name => nameof(FusedLoss);

    /// <summary>Sum over rows of weight times negative log-likelihood.</summary>
    /// <param name="hidden">Normalised states, [R, D] f32.</param>
    /// <param name="head">The output matrix, [V, D], in the type of the matrix products.</param>
    /// <param name="labels">R ids.</param>
    /// <param name="weights">R weights.</param>
    /// <returns>A scalar, f32.</returns>
    public static Tensor Run(Tensor hidden, Tensor head, int[] labels, float[] weights) => apply(hidden.contiguous(), head, labels, weights);

    /// <inheritdoc/>
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        (Tensor hidden, Tensor head) = ((Tensor)vars[0], (Tensor)vars[1]);
        (int[] labels, float[] weights) = ((int[])vars[2], (float[])vars[3]);
        Tensor narrow = hidden.to(head.dtype);
        Tensor hiddenGradient = empty_like(hidden), headGradient = zeros(head.shape, ScalarType.Float32);
        int vocabulary = (int)head.shape[0], block = (int)Math.Max(1, BlockElements / vocabulary);
        double loss = 0;
        for (int start = 0; start < labels.Length; start += block)
        {
            using IDisposable scope = NewDisposeScope();
            int rows = Math.Min(block, labels.Length - start);
            Tensor part = narrow.narrow(0, start, rows);
            Tensor logits = part.matmul(head.t()).to(ScalarType.Float32).contiguous();
            loss += CrossEntropyGradient.Run(TensorSpan.Of(logits), vocabulary, labels.AsSpan(start, rows), weights.AsSpan(start, rows));
            Tensor gradient = logits.to(head.dtype);
            hiddenGradient.narrow(0, start, rows).copy_(gradient.matmul(head));
            headGradient.add_(gradient.t().matmul(part), KeptScalar.One);
        }

        ctx.save_for_backward([hiddenGradient, headGradient]);
        return tensor((float)loss);
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        List<Tensor> gradients = ctx.get_saved_variables();
        return [gradients[0].mul(grad_output), gradients[1].mul(grad_output), null!, null!];
    }
}
