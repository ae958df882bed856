namespace Hymba.Validation;

/// <summary>How a validator can judge a text that is still growing.</summary>
public enum StreamingBehaviour
{
    /// <summary>It can say where the earliest match that more text could still complete or change begins.</summary>
    Incremental,

    /// <summary>It needs the whole text: blocking rules of it force the reply to be buffered.</summary>
    WholeText,
}
