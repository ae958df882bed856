using Hymba.Inference.Generation;
using Hymba.Inference.Queueing;
using Hymba.Inference.Sampling;

namespace Hymba.Benchmarks;

/// <summary>A model that computes nothing: what is left is the queue's own work.</summary>
internal sealed class EmptyReplica : IEngineReplica
{
    public IGenerationSession Start(GenerationRequest request) => new Session(request.MaxNewTokens ?? 1);

    public void Dispose()
    {
    }

    private sealed class Session(int length) : IGenerationSession
    {
        private static readonly TokenChoice Token = new(1, null, []);
        private int _steps;

        public bool Finished => _steps == length;

        public bool Step(Action<GenerationUpdate> receive)
        {
            _steps++;
            receive(new GenerationUpdate(Token, "x", Finished ? Result() : null));
            return true;
        }

        public void Dispose()
        {
        }

        private GenerationResult Result() => new(
            "", [], FinishReason.Length, null, new GenerationUsage(1, 0, length), new GenerationTimings(default, TimeSpan.FromSeconds(1)), null);
    }
}
