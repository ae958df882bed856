namespace Hymba.Validation.Secrets;

/// <summary>What the name of a variable says about its value.</summary>
internal enum NameKind
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A password: short, perhaps a word with digits.</summary>
    Password,

    /// <summary>A key or token: long and random.</summary>
    Token,

    /// <summary>A service that issues keys: random and of a key's length.</summary>
    Service,

    /// <summary>Something that may hold a key or may not: long and very random.</summary>
    Vague,
}
