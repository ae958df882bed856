namespace Hymba.Validation.Urls;

/// <summary>Judges URLs by an allow list. Immutable and thread-safe.</summary>
internal sealed class UrlPolicy
{
    private readonly UrlAllowEntry[] _entries;
    private readonly UrlAllowEntry[] _exact;
    private readonly HashSet<string> _schemes;
    private readonly bool _blockUserInfo;
    private readonly bool _allowSubdomains;

    public UrlPolicy(UrlPolicyOptions options)
    {
        _entries = options.AllowList.Select(text => new UrlAllowEntry(text)).ToArray();
        _exact = _entries.Where(entry => entry.IsExact).ToArray();
        _schemes = options.AllowedSchemes.Select(scheme => scheme.TrimEnd('/').TrimEnd(':').ToLowerInvariant()).ToHashSet(StringComparer.Ordinal);
        _blockUserInfo = options.BlockUserInfo;
        _allowSubdomains = options.AllowSubdomains;
    }

    /// <summary>Finds the URLs of a text, those of the allow list whole.</summary>
    public List<DetectedUrl> Find(string text) =>
        UrlDetector.Find(text, _exact.Length == 0 ? null : url => Array.Exists(_exact, entry => entry.Equals(url)));

    /// <summary>Judges one URL.</summary>
    /// <returns>The rule it breaks, or null.</returns>
    public string? Judge(string text, DetectedUrl found)
    {
        if (found.IsCut)
        {
            return UrlRules.Malformed;
        }

        string? verdict = Judge(text[found.Start..found.End]);
        string whole = text[found.Start..found.RawEnd];
        bool isListed = verdict is not null && found.RawEnd > found.End && Array.Exists(_exact, entry => entry.Equals(whole));
        return isListed ? Judge(whole) : verdict;
    }

    private string? Judge(string url)
    {
        UrlParts parts = UrlParts.Parse(url);
        if (parts.Scheme.Length > 0 && !_schemes.Contains(parts.Scheme))
        {
            return UrlRules.Scheme;
        }

        if (parts.Scheme.Length > 0 && parts.Host.Length == 0 && parts.UserInfo is null && !parts.IsAmbiguous)
        {
            return parts.Scheme is "http" or "https" ? UrlRules.Malformed : null;
        }

        if (parts.IsAmbiguous || (parts.Port is not null && (!ushort.TryParse(parts.Port, out ushort port) || port == 0)))
        {
            return UrlRules.Malformed;
        }

        if (_blockUserInfo && parts.UserInfo is not null)
        {
            return UrlRules.UserInfo;
        }

        var best = UrlFit.None;
        foreach (UrlAllowEntry entry in _entries)
        {
            UrlFit fit = entry.Fit(parts, _allowSubdomains);
            best = fit > best ? fit : best;
        }

        return best switch { UrlFit.Allowed => null, UrlFit.HostOnly => UrlRules.Path, _ => UrlRules.Host };
    }
}
