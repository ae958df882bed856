using Hymba.Inference.Generation;

namespace Hymba.Inference.Queueing;

/// <summary>One request on its way, computed step by step on the lane's thread.</summary>
internal interface IGenerationSession : IDisposable
{
    /// <summary>Whether the request has ended.</summary>
    bool Finished { get; }

    /// <summary>Makes one forward pass.</summary>
    /// <param name="receive">Gets what the pass added to the reply, in order, as soon as each token is chosen.</param>
    /// <returns>Whether it added anything; false for a prompt chunk that is not the last.</returns>
    bool Step(Action<GenerationUpdate> receive);
}
