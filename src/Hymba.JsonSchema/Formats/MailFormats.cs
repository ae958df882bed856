using System.Text;

namespace Hymba.JsonSchema.Formats;

/// <summary>Mailboxes of RFC 5321, and RFC 6531 beyond ASCII.</summary>
internal static class MailFormats
{
    private const int MostLocalBytes = 64;
    private const string Symbols = "!#$%&'*+-/=?^_`{|}~";
    private const string IPv6Tag = "IPv6:";

    /// <summary>A local part, an at sign, and a host or an address in brackets.</summary>
    public static bool IsMail(string text, bool isInternational)
    {
        int at = text.LastIndexOf('@');
        if (at <= 0)
        {
            return false;
        }

        string local = text[..at], domain = text[(at + 1)..];
        return Encoding.UTF8.GetByteCount(local) <= MostLocalBytes
            && (local[0] == '"' ? IsQuoted(local, isInternational) : IsDotted(local, isInternational))
            && (domain.StartsWith('[') ? IsLiteral(domain) : isInternational ? IsInternationalDomain(domain) : HostFormats.IsHostName(domain));
    }

    // A label that is not normalised can still be sent as it is.
    private static bool IsInternationalDomain(string domain)
        => InternationalLabel.Normalize(domain, NormalizationForm.FormC) is string normalized && HostFormats.IsInternationalHostName(normalized);

    private static bool IsDotted(string local, bool isInternational)
        => local.Split('.').All(atom => atom.Length > 0 && atom.All(c => char.IsAscii(c)
            ? char.IsAsciiLetterOrDigit(c) || Symbols.Contains(c, StringComparison.Ordinal)
            : isInternational));

    private static bool IsQuoted(string local, bool isInternational)
    {
        if (local.Length < 2 || local[^1] != '"')
        {
            return false;
        }

        for (int i = 1; i < local.Length - 1; i++)
        {
            bool isEscaped = local[i] == '\\';
            i += isEscaped ? 1 : 0;
            if (i == local.Length - 1)
            {
                return false;
            }

            bool isPrintable = local[i] is >= ' ' and <= '~' || (isInternational && !char.IsAscii(local[i]));
            if (!isPrintable || (local[i] == '"' && !isEscaped))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsLiteral(string domain)
    {
        if (domain[^1] != ']')
        {
            return false;
        }

        string address = domain[1..^1];
        return address.StartsWith(IPv6Tag, StringComparison.OrdinalIgnoreCase)
            ? AddressFormats.IsIPv6(address[IPv6Tag.Length..])
            : AddressFormats.IsIPv4(address);
    }
}
