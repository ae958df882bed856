using System.Buffers;

namespace Hymba.JsonSchema.Documents;

/// <summary>
/// A URI reference in its five parts, and its resolution against a base (RFC 3986, sections 3 and 5). System.Uri is not used: it rewrites
/// what it reads, and takes "/a" for a file on some systems.
/// </summary>
internal readonly record struct UriReference(string? Scheme, string? Authority, string Path, string? Query, string? Fragment)
{
    private static readonly SearchValues<char> SchemeCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-.");

    /// <summary>Splits a reference; every text has such parts.</summary>
    public static UriReference Parse(string text)
    {
        string? fragment = Cut(ref text, '#'), query = Cut(ref text, '?'), scheme = null, authority = null;
        int colon = text.IndexOfAny([':', '/']);
        if (colon > 0 && text[colon] == ':' && IsScheme(text.AsSpan(0, colon)))
        {
            scheme = text[..colon];
            text = text[(colon + 1)..];
        }

        if (text.StartsWith("//", StringComparison.Ordinal))
        {
            int slash = text.IndexOf('/', 2);
            authority = slash < 0 ? text[2..] : text[2..slash];
            text = slash < 0 ? string.Empty : text[slash..];
        }

        return new UriReference(scheme, authority, text, query, fragment);
    }

    /// <summary>Whether a text can stand in front of the first colon.</summary>
    public static bool IsScheme(ReadOnlySpan<char> text)
        => !text.IsEmpty && char.IsAsciiLetter(text[0]) && !text.ContainsAnyExcept(SchemeCharacters);

    /// <summary>What a reference means inside a document of this URI.</summary>
    public UriReference Resolve(UriReference reference)
    {
        if (reference.Scheme is not null)
        {
            return reference with { Path = RemoveDots(reference.Path) };
        }

        if (reference.Authority is not null)
        {
            return reference with { Scheme = Scheme, Path = RemoveDots(reference.Path) };
        }

        return reference.Path.Length == 0
            ? this with { Query = reference.Query ?? Query, Fragment = reference.Fragment }
            : new UriReference(Scheme, Authority, RemoveDots(Merge(reference.Path)), reference.Query, reference.Fragment);
    }

    /// <inheritdoc/>
    public override string ToString()
        => (Scheme is null ? string.Empty : Scheme + ":") + (Authority is null ? string.Empty : "//" + Authority) + Path
            + (Query is null ? string.Empty : "?" + Query) + (Fragment is null ? string.Empty : "#" + Fragment);

    private string Merge(string path)
        => path[0] == '/' ? path : Authority is not null && Path.Length == 0 ? "/" + path : Path[..(Path.LastIndexOf('/') + 1)] + path;

    private static string RemoveDots(string path)
    {
        if (!path.Contains("./", StringComparison.Ordinal) && !path.EndsWith('.'))
        {
            return path;
        }

        var kept = new List<string>();
        string[] segments = path.Split('/');
        for (int i = 0; i < segments.Length; i++)
        {
            bool isLast = i == segments.Length - 1;
            if (segments[i] == ".." && (kept.Count > 1 || (kept.Count == 1 && kept[0].Length > 0)))
            {
                kept.RemoveAt(kept.Count - 1);
            }

            if (segments[i] is not ("." or ".."))
            {
                kept.Add(segments[i]);
            }
            else if (isLast)
            {
                kept.Add(string.Empty);
            }
        }

        return string.Join('/', kept);
    }

    private static string? Cut(ref string text, char mark)
    {
        int index = text.IndexOf(mark, StringComparison.Ordinal);
        string? rest = index < 0 ? null : text[(index + 1)..];
        text = index < 0 ? text : text[..index];
        return rest;
    }
}
