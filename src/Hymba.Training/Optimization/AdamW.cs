using Hymba.Inference.Forward;
using Hymba.Training.Model;
using TorchSharp;
using static TorchSharp.torch;

namespace Hymba.Training.Optimization;

/// <summary>
/// AdamW (Loshchilov and Hutter 2019) over all weights at once, with the gradient clipped by its L2 norm. Owns its moments; one thread at a time.
/// </summary>
internal sealed class AdamW : IDisposable
{
    private readonly ParameterStore _store;
    private readonly TrainingOptions _options;

    /// <summary>Starts with moments of zero.</summary>
    public AdamW(ParameterStore store, TrainingOptions options)
    {
        _store = store;
        _options = options;
        FirstMoment = zeros_like(store.Values).DetachFromDisposeScope();
        SecondMoment = zeros_like(store.Values).DetachFromDisposeScope();
    }

    /// <summary>Running mean of the gradient, [P] f32.</summary>
    public Tensor FirstMoment { get; }

    /// <summary>Running mean of the squared gradient, [P] f32.</summary>
    public Tensor SecondMoment { get; }

    /// <summary>Updates the weights.</summary>
    /// <param name="gradient">[P] f32; overwritten.</param>
    /// <param name="step">The step's number, from 0 on.</param>
    /// <returns>L2 norm of the gradient before clipping.</returns>
    public double Update(Tensor gradient, long step)
    {
        using IDisposable scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        double norm = gradient.norm().item<float>();
        if (norm > _options.ClipNorm)
        {
            using Scalar clip = (_options.ClipNorm / norm).ToScalar();
            gradient.mul_(clip);
        }

        double rate = LearningRateSchedule.At(_options, step);
        FirstMoment.mul_(KeptScalar.Of(_options.Beta1)).add_(gradient, KeptScalar.Of(1 - _options.Beta1));
        SecondMoment.mul_(KeptScalar.Of(_options.Beta2)).addcmul_(gradient, gradient, KeptScalar.Of(1 - _options.Beta2));
        double firstCorrection = 1 - Math.Pow(_options.Beta1, step + 1);

        // Disposed after the last use, because the collector may free a scalar while native code reads it.
        using Scalar secondCorrection = (1 - Math.Pow(_options.Beta2, step + 1)).ToScalar();
        using Scalar decay = (1 - (rate * _options.WeightDecay)).ToScalar();
        using Scalar move = (-rate / firstCorrection).ToScalar();
        Tensor spread = SecondMoment.div(secondCorrection).sqrt_().add_(KeptScalar.Of(_options.Epsilon), KeptScalar.One);
        _store.Values.narrow(0, 0, _store.DecayedElements).mul_(decay);
        _store.Values.addcdiv_(FirstMoment, spread, move);
        return norm;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        FirstMoment.Dispose();
        SecondMoment.Dispose();
    }
}
