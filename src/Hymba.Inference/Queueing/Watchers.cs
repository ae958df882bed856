namespace Hymba.Inference.Queueing;

/// <summary>Speaks to those who watch the engine: listeners of metrics, logger providers. What they throw is theirs and must not harm the engine.</summary>
internal static class Watchers
{
    /// <summary>Tells them something; drops what they throw.</summary>
    public static void Tell(Action tell)
    {
        try
        {
            tell();
        }
#pragma warning disable CA1031 // Code of the application, on the engine's thread: nobody there could handle it, and it would pass for the engine's failure.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }
}
