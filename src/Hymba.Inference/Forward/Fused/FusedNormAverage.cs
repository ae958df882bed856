using Hymba.Kernels;
using Hymba.Kernels.Training;
using static TorchSharp.torch;

namespace Hymba.Inference.Forward.Fused;

/// <summary>The mean of two normalised branches as one differentiable operation on our kernels.</summary>
internal sealed class FusedNormAverage : autograd.SingleTensorFunction<FusedNormAverage>
{
    /// <inheritdoc/>
    public override string Name => nameof(FusedNormAverage);

    /// <summary>(rms(a; aWeight) + rms(b; bWeight)) / 2 over the last axis; everything is float32 on the CPU.</summary>
    public static Tensor Run(Tensor a, Tensor aWeight, Tensor b, Tensor bWeight, double epsilon)
        => apply(a.contiguous(), aWeight, b.contiguous(), bWeight, (float)epsilon);

    /// <inheritdoc/>
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        List<Tensor> inputs = [.. vars.Take(4).Cast<Tensor>()];
        long rows = inputs[0].numel() / inputs[1].shape[0];
        List<Tensor> all = [.. inputs, empty([rows], ScalarType.Float32), empty([rows], ScalarType.Float32)];
        Tensor output = empty_like(inputs[0]);
        NormAverageGradient.Forward(
            Arguments(all), (float)vars[4], new WritableRows(TensorSpan.Of(output), (int)inputs[1].shape[0]), KernelTiers.Current);
        ctx.save_for_backward(all);
        return output;
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        List<Tensor> all = ctx.get_saved_variables();
        int width = (int)all[1].shape[0];
        Tensor outputGradient = grad_output.contiguous();
        List<Tensor> gradients = [empty_like(all[0]), zeros_like(all[1]), empty_like(all[2]), zeros_like(all[3]), null!];
        NormAverageGradient.Backward(
            Arguments(all),
            new ReadOnlyRows(TensorSpan.Of(outputGradient), width),
            new WritableRows(TensorSpan.Of(gradients[0]), width),
            TensorSpan.Of(gradients[1]),
            new WritableRows(TensorSpan.Of(gradients[2]), width),
            TensorSpan.Of(gradients[3]),
            KernelTiers.Current);
        return gradients;
    }

    private static NormAverageArguments Arguments(List<Tensor> all)
    {
        int width = (int)all[1].shape[0];
        return new NormAverageArguments
        {
            Rows = (int)all[4].shape[0],
            First = new ReadOnlyRows(TensorSpan.Of(all[0]), width),
            FirstWeight = TensorSpan.Of(all[1]),
            Second = new ReadOnlyRows(TensorSpan.Of(all[2]), width),
            SecondWeight = TensorSpan.Of(all[3]),
            FirstRstd = TensorSpan.Of(all[4]),
            SecondRstd = TensorSpan.Of(all[5]),
        };
    }
}
