using System.Net;

namespace Hymba.Validation.Urls;

/// <summary>One place of an allow list, taken apart once. Immutable.</summary>
internal sealed class UrlAllowEntry
{
    private static readonly System.Buffers.SearchValues<char> Punctuation = System.Buffers.SearchValues.Create(",;:[](){}");

    private readonly string _text;
    private readonly UrlParts _parts;
    private readonly IPNetwork? _network;

    public UrlAllowEntry(string text)
    {
        _text = text.Trim();
        _network = IPNetwork.TryParse(_text, out IPNetwork network) ? network : null;
        _parts = UrlParts.Parse(_text);
    }

    /// <summary>The entry names one URL with punctuation that would otherwise end it.</summary>
    public bool IsExact => _parts.Scheme.Length > 0 && _text.AsSpan(Math.Min(_text.Length, _parts.Scheme.Length + 3)).ContainsAny(Punctuation);

    /// <summary>Whether a URL is the entry, case apart where case does not count.</summary>
    public bool Equals(string url)
    {
        UrlParts parts = UrlParts.Parse(url);
        return parts with { IsAmbiguous = false } == _parts with { IsAmbiguous = false };
    }

    /// <summary>How far a URL fits the entry.</summary>
    public UrlFit Fit(UrlParts url, bool allowSubdomains)
    {
        if (_network is IPNetwork network)
        {
            return IPAddress.TryParse(url.Host, out IPAddress? address) && network.Contains(address) ? UrlFit.Allowed : UrlFit.None;
        }

        string host = WithoutWww(url.Host);
        string allowed = WithoutWww(_parts.Host);
        bool sameHost = host == allowed
            || (allowSubdomains && allowed.Length > 0 && host.EndsWith("." + allowed, StringComparison.Ordinal) && !IPAddress.TryParse(allowed, out _));
        if (!sameHost || host.Length == 0)
        {
            return UrlFit.None;
        }

        bool sameScheme = _parts.Scheme.Length == 0 || (url.Scheme.Length == 0 ? _parts.Scheme is "http" or "https" : url.Scheme == _parts.Scheme);
        bool samePort = _parts.Port is null || PortOf(url) == PortOf(_parts);
        bool sameRest = (_parts.Query is null || _parts.Query == url.Query) && (_parts.Fragment is null || _parts.Fragment == url.Fragment);
        return sameScheme && samePort && sameRest && PathFits(url.Path) ? UrlFit.Allowed : UrlFit.HostOnly;
    }

    private bool PathFits(string path)
    {
        string allowed = _parts.Path.TrimEnd('/');
        if (allowed.Length == 0 && _parts.Query is null)
        {
            return true;
        }

        // Dot segments would climb out of the allowed path once they are resolved.
        if (path.Contains("/.", StringComparison.Ordinal) || path.Contains("%2e", StringComparison.OrdinalIgnoreCase)
            || path.Contains("%2f", StringComparison.OrdinalIgnoreCase) || path.Contains("%5c", StringComparison.OrdinalIgnoreCase))
        {
            return path == _parts.Path;
        }

        return path.StartsWith(allowed, StringComparison.Ordinal)
            && (path.Length == allowed.Length || path[allowed.Length] == '/')
            && (_parts.Query is null || path.TrimEnd('/').Length == allowed.Length);
    }

    private static string WithoutWww(string host) => host.StartsWith("www.", StringComparison.Ordinal) ? host[4..] : host;

    private static string PortOf(UrlParts url) => url.Port ?? url.Scheme switch { "http" => "80", "ftp" => "21", _ => "443" };
}
