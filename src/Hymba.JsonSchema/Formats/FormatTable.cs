using Hymba.JsonSchema.Patterns;

namespace Hymba.JsonSchema.Formats;

/// <summary>The formats of draft 2020-12 by name.</summary>
internal static class FormatTable
{
    private static readonly Dictionary<string, FormatCheck> Checks = new(StringComparer.Ordinal)
    {
        ["date"] = text => TimeFormats.IsDate(text),
        ["time"] = text => TimeFormats.IsTime(text),
        ["date-time"] = TimeFormats.IsDateTime,
        ["duration"] = DurationFormat.IsDuration,
        ["email"] = text => MailFormats.IsMail(text, isInternational: false),
        ["idn-email"] = text => MailFormats.IsMail(text, isInternational: true),
        ["hostname"] = HostFormats.IsHostName,
        ["idn-hostname"] = HostFormats.IsInternationalHostName,
        ["ipv4"] = text => AddressFormats.IsIPv4(text),
        ["ipv6"] = text => AddressFormats.IsIPv6(text),
        ["uri"] = text => UriFormats.IsUri(text, isInternational: false, mayBeRelative: false),
        ["uri-reference"] = text => UriFormats.IsUri(text, isInternational: false, mayBeRelative: true),
        ["iri"] = text => UriFormats.IsUri(text, isInternational: true, mayBeRelative: false),
        ["iri-reference"] = text => UriFormats.IsUri(text, isInternational: true, mayBeRelative: true),
        ["uri-template"] = UriTemplateFormat.IsTemplate,
        ["uuid"] = TextFormats.IsUuid,
        ["json-pointer"] = text => TextFormats.IsJsonPointer(text),
        ["relative-json-pointer"] = TextFormats.IsRelativeJsonPointer,
        ["regex"] = LinearPattern.IsValid,
    };

    /// <summary>The check of a format, or null for an unknown one.</summary>
    public static FormatCheck? Find(string name) => Checks.GetValueOrDefault(name);
}
