using Hymba.Inference.Forward;
using Hymba.Inference.Model;
using Hymba.Training.Batches;
using TorchSharp;
using static TorchSharp.torch;

namespace Hymba.Training.Model;

/// <summary>
/// The model as one worker sees it: the store's weights by reference, gradients of its own. Used by one thread at a time; several replicas
/// of a store may compute at once while nobody changes the weights.
/// </summary>
internal sealed class ModelReplica : IDisposable
{
    private readonly ITrainedWeights _weights;
    private readonly Dictionary<string, Tensor> _leaves = [];

    /// <summary>Creates a replica.</summary>
    /// <param name="weights">What is trained; must outlive the replica.</param>
    public ModelReplica(ITrainedWeights weights)
    {
        _weights = weights;
        ParameterStore store = weights.Store;
        using IDisposable scope = NewDisposeScope();
        Gradient = zeros_like(store.Values).DetachFromDisposeScope();
        foreach (string name in store.Names)
        {
            // The gradient is set before the first pass: autograd then adds into it instead of making tensors of its own.
            Tensor leaf = store.View(store.Values, name).detach().requires_grad_().DetachFromDisposeScope();
            leaf.grad = store.View(Gradient, name);
            _leaves[name] = leaf;
        }
    }

    /// <summary>Sum of the gradients since the last <see cref="ClearGradient"/>, laid out as the store, [P] f32.</summary>
    public Tensor Gradient { get; }

    /// <summary>Forgets the gradients.</summary>
    public void ClearGradient() => Gradient.zero_();

    /// <summary>Runs a pass and adds its gradients.</summary>
    /// <param name="pass">The sequences.</param>
    /// <param name="scale">Factor of the gradients, usually 1 / total weight of the batch.</param>
    /// <returns>Sum over the predictions of weight times negative log-likelihood.</returns>
    public double Accumulate(TrainingPass pass, double scale)
    {
        using IDisposable scope = NewDisposeScope();
        HymbaWeights weights = _weights.Assemble(_leaves);
        try
        {
            Tensor loss = Loss(weights, pass);
            using Scalar factor = scale.ToScalar();
            loss.mul(factor).backward();
            return loss.item<float>();
        }
        finally
        {
            weights.DisposeDerived();
        }
    }

    /// <summary>As <see cref="Accumulate"/>, without gradients.</summary>
    public double Evaluate(TrainingPass pass)
    {
        using IDisposable scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        HymbaWeights weights = _weights.Assemble(_leaves);
        try
        {
            return Loss(weights, pass).item<float>();
        }
        finally
        {
            weights.DisposeDerived();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Tensor leaf in _leaves.Values)
        {
            leaf.Dispose();
        }

        Gradient.Dispose();
    }

    private static Tensor Loss(HymbaWeights weights, TrainingPass pass)
    {
        using var forward = new TorchForward(weights, new AssociativeScan(), fused: true);
        int[] counted = [.. Enumerable.Range(0, pass.Labels.Length).Where(i => pass.Weights[i] > 0)];
        Tensor hidden = forward.RunBatch(pass.Tokens, pass.Rows);

        // Only rows with a prediction meet the output matrix, which is the largest of all.
        Tensor rows = hidden.reshape(-1, hidden.shape[2]).index_select(0, tensor(counted.Select(i => (long)i).ToArray(), device: weights.Device));
        return forward.WeightedLoss(rows, [.. counted.Select(i => pass.Labels[i])], [.. counted.Select(i => pass.Weights[i])]);
    }
}
