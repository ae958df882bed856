using Hymba.Inference.Generation;
using Hymba.Inference.Queueing;

namespace Hymba.Inference.Tests.Queueing;

/// <summary>A real model whose steps fail now and then, at random places that a seed decides.</summary>
internal sealed class FlakyReplica(LoadedModel model, Random random, double failuresPerStep) : IEngineReplica
{
    private int _stepping;

    public IGenerationSession Start(GenerationRequest request) => new Session(this, model.Start(request));

    public void Dispose() => model.Dispose();

    private bool Step(IGenerationSession inner, Action<GenerationUpdate> receive)
    {
        Assert.Equal(1, Interlocked.Increment(ref _stepping));
        try
        {
            return random.NextDouble() < failuresPerStep ? throw new InvalidOperationException("injected failure") : inner.Step(receive);
        }
        finally
        {
            Interlocked.Decrement(ref _stepping);
        }
    }

    private sealed class Session(FlakyReplica replica, IGenerationSession inner) : IGenerationSession
    {
        public bool Finished => inner.Finished;

        public bool Step(Action<GenerationUpdate> receive) => replica.Step(inner, receive);

        public void Dispose() => inner.Dispose();
    }
}
