using Hymba.Inference.Generation;

namespace Hymba.Inference.Queueing;

/// <summary>A loaded model that a lane drives. Used by the lane's thread only.</summary>
internal interface IEngineReplica : IDisposable
{
    /// <summary>Prepares a request that has been checked; computes nothing yet.</summary>
    IGenerationSession Start(GenerationRequest request);
}
