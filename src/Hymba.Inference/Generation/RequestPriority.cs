namespace Hymba.Inference.Generation;

/// <summary>How urgent a request is. Waiting raises a request's rank with time, so that none starves.</summary>
public enum RequestPriority
{
    /// <summary>Work that nobody waits for.</summary>
    Background,

    /// <summary>The usual.</summary>
    Normal,

    /// <summary>Somebody is watching the answer appear.</summary>
    Interactive,
}
