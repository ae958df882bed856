using Hymba.Inference.Generation;

namespace Hymba.Inference.Tests.Golden;

/// <summary>Runs requests to their end on the calling thread.</summary>
internal static class Sessions
{
    public static GenerationResult Run(LoadedModel model, GenerationRequest request, Action<GenerationUpdate>? receive = null)
    {
        using var session = new GenerationSession(model, request, TimeProvider.System);
        while (!session.Finished)
        {
            session.Step(receive ?? Ignore);
        }

        return session.Result();
    }

    /// <summary>For tests that do not look at updates.</summary>
    public static void Ignore(GenerationUpdate update)
    {
    }
}
