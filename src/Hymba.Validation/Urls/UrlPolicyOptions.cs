namespace Hymba.Validation.Urls;

/// <summary>Which URLs a text may hold. The defaults allow none: name the hosts.</summary>
public sealed class UrlPolicyOptions
{
    /// <summary>
    /// Allowed places, each a host (<c>example.com</c>), an address, a network (<c>10.0.0.0/8</c>) or a URL whose scheme, port, path, query and
    /// fragment then count too; a path allows what lies below it. Default: none.
    /// </summary>
    public IList<string> AllowList { get; init; } = [];

    /// <summary>Allowed schemes. Default: https.</summary>
    public IList<string> AllowedSchemes { get; init; } = ["https"];

    /// <summary>URLs with a user name or password are not allowed. Default: true.</summary>
    public bool BlockUserInfo { get; set; } = true;

    /// <summary>A host allows the hosts below it. Default: false; <c>www.</c> is always the same host.</summary>
    public bool AllowSubdomains { get; set; }
}
