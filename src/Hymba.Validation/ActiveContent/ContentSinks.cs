namespace Hymba.Validation.ActiveContent;

/// <summary>Where a text goes and can act.</summary>
[Flags]
public enum ContentSinks
{
    /// <summary>Nowhere.</summary>
    None = 0,

    /// <summary>A browser.</summary>
    Html = 1,

    /// <summary>A database.</summary>
    Sql = 2,

    /// <summary>A shell.</summary>
    Shell = 4,

    /// <summary>An interpreter of a programming language.</summary>
    Code = 8,

    /// <summary>A template engine.</summary>
    Template = 16,

    /// <summary>A terminal.</summary>
    Terminal = 32,

    /// <summary>All of them.</summary>
    All = Html | Sql | Shell | Code | Template | Terminal,
}
