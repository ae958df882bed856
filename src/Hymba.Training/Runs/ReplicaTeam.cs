using System.Runtime.ExceptionServices;
using Hymba.Inference.Forward;
using Hymba.Training.Batches;
using Hymba.Training.Model;
using TorchSharp;

namespace Hymba.Training.Runs;

/// <summary>
/// Replicas of a model, each on a thread of its own: sequences are independent, so whole passes run side by side and no thread waits for
/// another inside one. Which replica gets which pass is fixed, so a step's result does not depend on timing. One caller at a time.
/// </summary>
internal sealed class ReplicaTeam : IDisposable
{
    private readonly ModelReplica[] _replicas;

    /// <summary>Creates the replicas.</summary>
    /// <param name="weights">What is trained; must outlive the team.</param>
    /// <param name="workers">How many, at least 1.</param>
    public ReplicaTeam(ITrainedWeights weights, int workers)
    {
        if (weights.Store.Values.device_type == DeviceType.CPU)
        {
            // Each replica fills one core; threads of libtorch's own would only take turns with the others.
            torch.set_num_threads(1);
        }

        _replicas = [.. Enumerable.Range(0, workers).Select(_ => new ModelReplica(weights))];
    }

    /// <summary>Sum of the gradients of the last <see cref="Accumulate"/>, [P] f32; the optimizer may overwrite it.</summary>
    public torch.Tensor Gradient => _replicas[0].Gradient;

    /// <summary>Computes a batch's loss and gradients, both divided by its total weight.</summary>
    public double Accumulate(TrainingBatch batch)
    {
        double scale = 1 / Math.Max(1e-9, batch.TotalWeight);
        double loss = Sum(batch.Passes, (replica, passes) =>
        {
            replica.ClearGradient();
            return passes.Sum(pass => replica.Accumulate(pass, scale));
        });
        using IDisposable scope = torch.NewDisposeScope();
        using IDisposable noGrad = torch.no_grad();
        foreach (ModelReplica replica in _replicas.Skip(1))
        {
            Gradient.add_(replica.Gradient, KeptScalar.One);
        }

        return loss * scale;
    }

    /// <summary>Mean loss of passes, without gradients.</summary>
    public double Evaluate(IReadOnlyList<TrainingPass> passes)
    {
        double weight = passes.Sum(pass => pass.Weights.Sum(w => (double)w));
        return Sum(passes, (replica, own) => own.Sum(replica.Evaluate)) / Math.Max(1e-9, weight);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (ModelReplica replica in _replicas)
        {
            replica.Dispose();
        }
    }

    private double Sum(IReadOnlyList<TrainingPass> passes, Func<ModelReplica, TrainingPass[], double> work)
    {
        var results = new double[_replicas.Length];
        var failures = new Exception?[_replicas.Length];
        Thread[] threads = [.. Enumerable.Range(0, _replicas.Length).Select(worker => new Thread(() =>
        {
            try
            {
                results[worker] = work(_replicas[worker], [.. passes.Where((_, index) => index % _replicas.Length == worker)]);
            }
#pragma warning disable CA1031 // Handed to the caller's thread.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                failures[worker] = failure;
            }
        })
        { IsBackground = true, Name = $"Hymba trainer {worker}" })];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        if (Array.Find(failures, failure => failure is not null) is Exception first)
        {
            ExceptionDispatchInfo.Throw(first);
        }

        return results.Sum();
    }
}
