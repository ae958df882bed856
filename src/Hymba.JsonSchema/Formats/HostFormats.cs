namespace Hymba.JsonSchema.Formats;

/// <summary>Names of hosts: RFC 1123, and RFC 5890 for labels beyond ASCII.</summary>
internal static class HostFormats
{
    private const int MostCharacters = 253;
    private const int MostLabelCharacters = 63;
    private const string Ace = "xn--";

    /// <summary>A name in ASCII; labels in Punycode must decode to valid ones.</summary>
    public static bool IsHostName(string text)
        => text.Length is > 0 and <= MostCharacters && text.Split('.').All(IsAsciiLabel);

    /// <summary>A name with labels beyond ASCII.</summary>
    public static bool IsInternationalHostName(string text)
    {
        // These three separate labels like a full stop.
        string[] labels = text.Split('.', '\u3002', '\uFF0E', '\uFF61');
        int length = labels.Sum(EncodedLength) + labels.Length - 1;
        return text.Length > 0 && length <= MostCharacters
            && labels.All(label => label.All(char.IsAscii)
                ? IsAsciiLabel(label)
                : EncodedLength(label) <= MostLabelCharacters && InternationalLabel.IsValid(label));
    }

    private static int EncodedLength(string label) => label.All(char.IsAscii) ? label.Length : Ace.Length + Punycode.EncodedLength(label);

    private static bool IsAsciiLabel(string label)
    {
        bool isLabel = label.Length is > 0 and <= MostLabelCharacters && label[0] != '-' && label[^1] != '-'
            && label.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
        if (!isLabel || label.Length < Ace.Length || label[2..4] != "--")
        {
            return isLabel;
        }

        return label.StartsWith(Ace, StringComparison.OrdinalIgnoreCase)
            && Punycode.Decode(label[Ace.Length..]) is string decoded && !decoded.All(char.IsAscii) && InternationalLabel.IsValid(decoded);
    }
}
