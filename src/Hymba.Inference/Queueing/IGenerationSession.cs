using Hymba.Inference.Generation;

namespace Hymba.Inference.Queueing;

/// <summary>One request on its way, computed step by step on the lane's thread.</summary>
internal interface IGenerationSession : IDisposable
{
    /// <summary>Whether the request has ended.</summary>
    bool Finished { get; }

    /// <summary>Makes one forward pass; null when it added nothing to the reply yet.</summary>
    GenerationUpdate? Step();
}
