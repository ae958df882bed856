using Hymba.Inference.Generation;
using Hymba.Inference.Queueing;
using Hymba.Inference.Sampling;

namespace Hymba.Inference.Tests.Queueing;

/// <summary>Counts up to its length, one token a step, after one step for every prompt token but the last; those have negative numbers.</summary>
internal sealed class FakeSession(FakeReplica replica, int length, GenerationRequest? request = null) : IGenerationSession
{
    private readonly List<TokenChoice> _tokens = [];
    private int _promptChunks = (request?.PromptTokens.Count ?? 1) - 1;

    public bool Finished => _tokens.Count == length;

    public bool Step(Action<GenerationUpdate> receive)
    {
        replica.Step(request, _tokens.Count - _promptChunks);
        if (_promptChunks > 0)
        {
            _promptChunks--;
            return false;
        }

        _tokens.Add(new TokenChoice(_tokens.Count, null, []));
        GenerationResult? result = Finished
            ? new GenerationResult("", _tokens, FinishReason.Length, null, new GenerationUsage(1, 0, length), new GenerationTimings(default, default), null)
            : null;
        receive(new GenerationUpdate(_tokens[^1], $"{_tokens.Count} ", result));
        return true;
    }

    public void Dispose() => replica.Close();
}
