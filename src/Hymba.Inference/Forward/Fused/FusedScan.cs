using Hymba.Kernels;
using Hymba.Kernels.Training;
using static TorchSharp.torch;

namespace Hymba.Inference.Forward.Fused;

/// <summary>
/// The selective scan of whole sequences with time-step bias, softplus and output gate, as one differentiable operation on our kernels. An
/// associative scan in tensor operations is bound by memory and costs many times as much.
/// </summary>
internal sealed class FusedScan : autograd.SingleTensorFunction<FusedScan>
{
    /// <inheritdoc/>
    public override string Name => nameof(FusedScan);

    /// <summary>Runs the scan.</summary>
    /// <param name="step">dt before bias and softplus, [B, T, Di].</param>
    /// <param name="stepBias">[Di].</param>
    /// <param name="x">Channel inputs, [B, T, Di].</param>
    /// <param name="inputGate">The paper's B, [B, T, N].</param>
    /// <param name="outputGate">The paper's C, [B, T, N].</param>
    /// <param name="decay">A, [Di, N].</param>
    /// <param name="skip">D, [Di].</param>
    /// <param name="gate">z before its silu, [B, T, Di].</param>
    /// <returns>[B, T, Di]; everything is float32 on the CPU.</returns>
    public static Tensor Run(
        Tensor step, Tensor stepBias, Tensor x, Tensor inputGate, Tensor outputGate, Tensor decay, Tensor skip, Tensor gate)
        => apply(
            step.contiguous(), stepBias, x.contiguous(), inputGate.contiguous(), outputGate.contiguous(), decay.contiguous(), skip, gate.contiguous());

    /// <inheritdoc/>
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        List<Tensor> inputs = [.. vars.Cast<Tensor>()];
        (int batch, int tokens, int channels, int states) = Sizes(inputs);
        Tensor output = empty([batch, tokens, channels], ScalarType.Float32);
        Tensor checkpoints = empty([batch, Math.Max(1, SelectiveScanGradient.CheckpointLength(tokens, channels, states))], ScalarType.Float32);
        for (int row = 0; row < batch; row++)
        {
            SelectiveScanGradient.Forward(
                Inputs(inputs, row), new WritableRows(TensorSpan.Of(output, row), channels), TensorSpan.Of(checkpoints, row));
        }

        ctx.save_for_backward([.. inputs, checkpoints]);
        return output;
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        List<Tensor> saved = ctx.get_saved_variables();
        (int batch, _, int channels, int states) = Sizes(saved);
        Tensor outputGradient = grad_output.contiguous();

        // Gradients by single tokens are written, those that sum over tokens are added to.
        List<Tensor> gradients =
        [
            empty_like(saved[0]), zeros_like(saved[1]), empty_like(saved[2]), zeros_like(saved[3]),
            zeros_like(saved[4]), zeros_like(saved[5]), zeros_like(saved[6]), empty_like(saved[7]),
        ];
        for (int row = 0; row < batch; row++)
        {
            SelectiveScanGradient.Backward(
                Inputs(saved, row),
                TensorSpan.Of(saved[8], row),
                new ReadOnlyRows(TensorSpan.Of(outputGradient, row), channels),
                new SelectiveScanGradients
                {
                    Delta = new WritableRows(TensorSpan.Of(gradients[0], row), channels),
                    DeltaBias = TensorSpan.Of(gradients[1]),
                    Input = new WritableRows(TensorSpan.Of(gradients[2], row), channels),
                    InputMatrix = new WritableRows(TensorSpan.Of(gradients[3], row), states),
                    OutputMatrix = new WritableRows(TensorSpan.Of(gradients[4], row), states),
                    Decay = TensorSpan.Of(gradients[5]),
                    Skip = TensorSpan.Of(gradients[6]),
                    Gate = new WritableRows(TensorSpan.Of(gradients[7], row), channels),
                });
        }

        return gradients;
    }

    private static (int Batch, int Tokens, int Channels, int States) Sizes(List<Tensor> inputs)
        => ((int)inputs[0].shape[0], (int)inputs[0].shape[1], (int)inputs[0].shape[2], (int)inputs[3].shape[2]);

    private static SelectiveScanInputs Inputs(List<Tensor> tensors, int row)
    {
        (_, int tokens, int channels, int states) = Sizes(tensors);
        return new SelectiveScanInputs
        {
            Tokens = tokens,
            Channels = channels,
            States = states,
            Delta = new ReadOnlyRows(TensorSpan.Of(tensors[0], row), channels),
            DeltaBias = TensorSpan.Of(tensors[1]),
            Input = new ReadOnlyRows(TensorSpan.Of(tensors[2], row), channels),
            InputMatrix = new ReadOnlyRows(TensorSpan.Of(tensors[3], row), states),
            OutputMatrix = new ReadOnlyRows(TensorSpan.Of(tensors[4], row), states),
            Decay = TensorSpan.Of(tensors[5]),
            Skip = TensorSpan.Of(tensors[6]),
            Gate = new ReadOnlyRows(TensorSpan.Of(tensors[7], row), channels),
        };
    }
}
