using System.Buffers;
using System.Collections.Frozen;
using System.Net;
using Hymba.Validation.Urls;

namespace Hymba.Validation.Exfiltration;

/// <summary>Judges whether a URL leads outside and carries data there. Immutable.</summary>
internal sealed class DataInUrl(IEnumerable<string> allowedHosts)
{
    private const int LongUrl = 512;

    private static readonly SearchValues<char> InValue = SearchValues.Create("@[]{}\"<>");
    private static readonly SearchValues<char> InPath = SearchValues.Create("=@[]{}\"");

    private static readonly FrozenSet<string> PictureSettings = (
        "jpg jpeg png webp avif gif svg ico auto format compress crop fit max min fill scale true false center top bottom left right faces entropy " +
        "cover contain 1x 2x 3x identicon retro mp mm small medium large thumb original raw light dark")
        .Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    // Nobody but these hosts themselves reads what is asked of them, as long as it names no other place to fetch from.
    private static readonly FrozenSet<string> Unread = (
        "img.shields.io badge.fury.io badgen.net picsum.photos placehold.co via.placeholder.com fonts.googleapis.com fonts.gstatic.com upload.wikimedia.org")
        .Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private readonly string[] _allowed = [.. allowedHosts.Select(host => host.Trim().ToLowerInvariant())];

    /// <summary>Takes a destination apart if it leads to a host that is not allowed; null if it does not.</summary>
    public UrlParts? External(ReadOnlySpan<char> destination) => MayLeadOutside(destination) ? Parse(destination.ToString()) : null;

    // Behind the letters of a scheme its colon, slashes at once, or an entity that may stand for anything: all else is a path on the same host.
    private static bool MayLeadOutside(ReadOnlySpan<char> destination)
    {
        ReadOnlySpan<char> start = destination.TrimStart();
        int end = start.IndexOfAnyExcept(UrlParts.SchemeCharacters);
        return end >= 0 && (start[end] == '&' || (end > 0 ? start[end] == ':' : start[0] is '/' or '\\'));
    }

    private UrlParts? Parse(string destination)
    {
        string url = WebUtility.HtmlDecode(destination).Trim().Replace('\\', '/');
        UrlParts parts = UrlParts.Parse(url);
        bool external = url.StartsWith("//", StringComparison.Ordinal) || (parts.Scheme.Length > 0 && parts.Host.Length > 0);
        return external && !IsUnread(parts) && !Array.Exists(_allowed, host => parts.Host == host || parts.Host.EndsWith("." + host, StringComparison.Ordinal)) ? parts : null;
    }

    /// <summary>Whether fetching the URL tells its host something.</summary>
    public static bool IsCarried(UrlParts url) =>
        url.UserInfo is not null || HidesInHost(url.Host) || HidesInPath(url.Path) || Length(url) > LongUrl
        || (url.Query is not null && url.Query.Split('&', ';').Any(pair => pair.Length > 0 && !IsPictureSetting(pair)));

    /// <summary>Whether a link that somebody must click looks made to carry data.</summary>
    public static bool IsCarriedByLink(UrlParts url) =>
        url.UserInfo is not null || HidesInHost(url.Host) || HidesInPath(url.Path) || Length(url) > LongUrl
        || (url.Query is not null && url.Query.Split('&', ';').Any(pair => LooksLikeData(pair[(pair.IndexOf('=', StringComparison.Ordinal) + 1)..])));

    private static bool IsUnread(UrlParts url)
        => Unread.Contains(url.Host) && url.UserInfo is null && !url.IsAmbiguous && Length(url) <= LongUrl
        && !Uri.UnescapeDataString(url.Query ?? string.Empty).Contains('/', StringComparison.Ordinal);

    private static int Length(UrlParts url) => url.Path.Length + (url.Query?.Length ?? 0);

    private static bool IsPictureSetting(string pair)
    {
        string value = pair[(pair.IndexOf('=', StringComparison.Ordinal) + 1)..];
        return value.Length == 0 || PictureSettings.Contains(value) || (value.Length <= 5 && value.All(c => char.IsAsciiDigit(c) || c is '.' or ':' or 'x'));
    }

    // Placeholders, addresses, quoted text and encoded blobs.
    private static bool LooksLikeData(string value)
    {
        string plain = Uri.UnescapeDataString(value);
        return plain.AsSpan().ContainsAny(InValue) || plain.Count(c => c is ' ' or '+') > 12 || IsBlob(plain);
    }

    private static bool IsBlob(string text)
    {
        int run = 0;
        int digits = 0;
        foreach (char c in text)
        {
            run = char.IsAsciiLetterOrDigit(c) || c is '=' or '+' or '/' or '-' or '_' ? run + 1 : 0;
            digits += char.IsAsciiDigit(c) ? 1 : 0;
        }

        return run >= 40 || (run >= 28 && digits >= 2);
    }

    private static bool HidesInPath(string path) =>
        path.AsSpan().ContainsAny(InPath)
        || path.Contains("%5B", StringComparison.OrdinalIgnoreCase) || path.Contains("%7B", StringComparison.OrdinalIgnoreCase)
        || path.Contains("%40", StringComparison.OrdinalIgnoreCase) || path.Contains("%22", StringComparison.OrdinalIgnoreCase)
        || path.Split('/').Any(part => part.Length >= 48 && part.AsSpan().IndexOfAny('.', '-') < 0 && IsBlob(part));

    private static bool HidesInHost(string host) => !host.Contains(':', StringComparison.Ordinal) && host.Split('.').SkipLast(2).Any(label =>
        label.Length >= 30 || (label.Length >= 16 && label.Count(char.IsAsciiDigit) >= 3 && !label.Contains('-', StringComparison.Ordinal)));
}
