namespace Hymba.Validation.Patterns;

/// <summary>Kinds of <see cref="PatternNode"/>.</summary>
internal enum PatternNodeKind
{
    /// <summary>Consumes a character of the set.</summary>
    Consume,

    /// <summary>Goes on in two ways.</summary>
    Fork,

    /// <summary>The pattern has matched.</summary>
    Accept,

    /// <summary>The pattern has matched if no word character follows.</summary>
    AcceptAtWordEnd,
}
