namespace Hymba.Validation.Urls;

/// <summary>How far a URL fits a place of the allow list.</summary>
internal enum UrlFit
{
    /// <summary>Another host.</summary>
    None,

    /// <summary>The host, but another scheme, port, path, query or fragment.</summary>
    HostOnly,

    /// <summary>Allowed.</summary>
    Allowed,
}
