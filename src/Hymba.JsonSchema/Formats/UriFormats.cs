using System.Globalization;
using Hymba.JsonSchema.Documents;

namespace Hymba.JsonSchema.Formats;

/// <summary>URIs of RFC 3986, and IRIs of RFC 3987.</summary>
internal static class UriFormats
{
    private const string Unreserved = "-._~";
    private const string Delimiters = "!$&'()*+,;=";

    /// <summary>Whether a text is a URI or a reference to one.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isInternational">Whether characters beyond ASCII may stand in it.</param>
    /// <param name="mayBeRelative">Whether the scheme may be absent.</param>
    public static bool IsUri(string text, bool isInternational, bool mayBeRelative)
    {
        var uri = UriReference.Parse(text);

        // Without a scheme, a colon in the first segment would read as one.
        bool hasColon = uri.Authority is null && uri.Path.Split('/')[0].Contains(':', StringComparison.Ordinal);
        bool hasStart = uri.Scheme is not null || (mayBeRelative && !hasColon);
        return hasStart
            && (uri.Authority is null || IsAuthority(uri.Authority, isInternational))
            && Consists(uri.Path, ":@/", isInternational)
            && (uri.Query is null || Consists(uri.Query, ":@/?", isInternational, mayBePrivate: true))
            && (uri.Fragment is null || Consists(uri.Fragment, ":@/?", isInternational));
    }

    private static bool IsAuthority(string authority, bool isInternational)
    {
        int at = authority.LastIndexOf('@');
        string host = authority[(at + 1)..];
        if (at >= 0 && !Consists(authority[..at], ":", isInternational))
        {
            return false;
        }

        int bracket = host.LastIndexOf(']'), colon = host.IndexOf(':', Math.Max(0, bracket));
        string port = colon < 0 ? string.Empty : host[(colon + 1)..], name = colon < 0 ? host : host[..colon];
        return port.All(char.IsAsciiDigit)
            && (name.StartsWith('[') ? name[^1] == ']' && name.Length > 2 && IsLiteral(name[1..^1]) : Consists(name, string.Empty, isInternational));
    }

    private static bool IsLiteral(string address)
    {
        if (address[0] is not ('v' or 'V'))
        {
            return AddressFormats.IsIPv6(address);
        }

        int dot = address.IndexOf('.', StringComparison.Ordinal);
        return dot > 1 && address[1..dot].All(char.IsAsciiHexDigit) && dot < address.Length - 1
            && !address.Contains('%', StringComparison.Ordinal) && Consists(address[(dot + 1)..], ":", isInternational: false);
    }

    private static bool Consists(string text, string others, bool isInternational, bool mayBePrivate = false)
    {
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c == '%')
            {
                if (i + 2 >= text.Length || !char.IsAsciiHexDigit(text[i + 1]) || !char.IsAsciiHexDigit(text[i + 2]))
                {
                    return false;
                }

                i += 2;
                continue;
            }

            bool isAllowed = char.IsAsciiLetterOrDigit(c)
                || Unreserved.Contains(c, StringComparison.Ordinal) || Delimiters.Contains(c, StringComparison.Ordinal)
                || others.Contains(c, StringComparison.Ordinal) || (isInternational && !char.IsAscii(c) && IsBeyondAscii(text, ref i, mayBePrivate));
            if (!isAllowed)
            {
                return false;
            }
        }

        return true;
    }

    // RFC 3987, 2.2: no controls, no noncharacters, nothing private outside the query.
    private static bool IsBeyondAscii(string text, ref int i, bool mayBePrivate)
    {
        const int NoncharacterMask = 0xFFFE;
        if (!System.Text.Rune.TryGetRuneAt(text, i, out System.Text.Rune rune))
        {
            return false;
        }

        i += rune.Utf16SequenceLength - 1;
        bool isPrivate = CharUnicodeInfo.GetUnicodeCategory(rune.Value) is UnicodeCategory.PrivateUse;
        return rune.Value >= 0xA0 && (rune.Value & NoncharacterMask) != NoncharacterMask
            && rune.Value is not ((>= 0xFDD0 and <= 0xFDEF) or (>= 0xFFF0 and <= 0xFFFF))
            && (!isPrivate || mayBePrivate);
    }
}
