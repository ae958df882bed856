namespace Hymba.Validation.Urls;

/// <summary>
/// A URL taken apart as browsers read it, without normalising anything away that could hide where it leads.
/// </summary>
/// <param name="Scheme">Lower case, empty without one.</param>
/// <param name="UserInfo">What precedes an at sign, or null.</param>
/// <param name="Host">Lower case, without a trailing dot and without brackets.</param>
/// <param name="Port">Digits behind the colon, or null.</param>
/// <param name="Path">From the first slash; empty without one.</param>
/// <param name="Query">Behind the question mark, or null.</param>
/// <param name="Fragment">Behind the number sign, or null.</param>
/// <param name="IsAmbiguous">It holds what parsers read differently: tabs, backslashes, escapes or at signs in the host.</param>
internal sealed record UrlParts(
    string Scheme, string? UserInfo, string Host, string? Port, string Path, string? Query, string? Fragment, bool IsAmbiguous)
{
    /// <summary>What a scheme is made of.</summary>
    public static readonly System.Buffers.SearchValues<char> SchemeCharacters
        = System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-");

    /// <summary>Takes a URL apart; one without scheme begins with its host.</summary>
    public static UrlParts Parse(string url)
    {
        int colon = url.IndexOf(':');
        int slashes = colon < 0 ? 0 : url.AsSpan(colon + 1).IndexOfAnyExcept('/', '\\') is var n and >= 0 ? n : url.Length - colon - 1;
        bool isScheme = colon > 0 && url.AsSpan(0, colon).IndexOfAnyExcept(SchemeCharacters) < 0 && char.IsAsciiLetter(url[0]);
        bool hasScheme = isScheme && slashes > 0;
        if (isScheme && !hasScheme && !char.IsAsciiDigit(colon + 1 < url.Length ? url[colon + 1] : '0'))
        {
            // data:, mailto: and the like have no host.
            return new(url[..colon].ToLowerInvariant(), null, "", null, url[(colon + 1)..], null, null, false);
        }

        bool ambiguous = url.AsSpan().ContainsAny(Hiding) || (hasScheme && slashes != 2);
        string scheme = hasScheme ? url[..colon].ToLowerInvariant() : "";
        string rest = hasScheme ? url[(colon + 1 + slashes)..] : url.StartsWith("//", StringComparison.Ordinal) ? url[2..] : url;
        int authorityEnd = rest.AsSpan().IndexOfAny("/?#\\");
        string authority = authorityEnd < 0 ? rest : rest[..authorityEnd];
        string tail = authorityEnd < 0 ? "" : rest[authorityEnd..];
        int at = authority.LastIndexOf('@');
        string? userInfo = at < 0 ? null : authority[..at];
        (string host, string? port) = SplitPort(authority[(at + 1)..]);
        int number = tail.IndexOf('#', StringComparison.Ordinal);
        string? fragment = number < 0 ? null : tail[(number + 1)..];
        tail = number < 0 ? tail : tail[..number];
        int question = tail.IndexOf('?', StringComparison.Ordinal);
        string? query = question < 0 ? null : tail[(question + 1)..];
        string path = question < 0 ? tail : tail[..question];
        ambiguous |= host.Contains('%', StringComparison.Ordinal) || (userInfo?.Contains('@', StringComparison.Ordinal) ?? false);
        return new(scheme, userInfo, host.TrimEnd('.').ToLowerInvariant(), port, path, query, fragment, ambiguous);
    }

    private static readonly System.Buffers.SearchValues<char> Hiding = System.Buffers.SearchValues.Create("\t\r\n\\");

    private static (string Host, string? Port) SplitPort(string authority)
    {
        if (authority.StartsWith('['))
        {
            int close = authority.IndexOf(']', StringComparison.Ordinal);
            if (close > 0)
            {
                string behind = authority[(close + 1)..];
                return (authority[1..close], behind.StartsWith(':') ? behind[1..] : behind.Length > 0 ? behind : null);
            }
        }

        int colon = authority.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? (authority, null) : (authority[..colon], authority[(colon + 1)..]);
    }
}
