using Hymba.Validation.Urls;

namespace Hymba.Validation.Exfiltration;

/// <summary>Which attributes of which tags make a browser fetch.</summary>
internal static class FetchingTags
{
    /// <summary>The rule that a tag breaks, or null.</summary>
    public static string? Judge(HtmlTag tag, DataInUrl judge, bool allImages)
    {
        foreach ((string name, string value) in tag.Attributes)
        {
            foreach (string url in Urls(tag.Name, name, value))
            {
                UrlParts? parts = judge.External(url);
                if (parts is not null && (IsActive(tag.Name, name)
                    || (tag.Name is "a" or "area" && name == "href" ? DataInUrl.IsCarriedByLink(parts) : allImages || DataInUrl.IsCarried(parts))))
                {
                    return tag.Name is "a" or "area" && name == "href" ? ExfiltrationRules.Link : ExfiltrationRules.Html;
                }
            }
        }

        return null;
    }

    private static IEnumerable<string> Urls(string tag, string name, string value) => name switch
    {
        "src" or "data" or "poster" or "background" or "lowsrc" or "dynsrc" or "icon" or "ping" or "formaction" or "action" or "manifest"
            or "href" or "xlink:href" => [value],
        "srcset" or "imagesrcset" => value.Split(',').Select(part => part.Trim().Split(' ')[0]),
        "content" when tag == "meta" && value.IndexOf("url=", StringComparison.OrdinalIgnoreCase) is var at and >= 0 => [value[(at + 4)..].Trim('\'', '"')],
        _ => [],
    };

    // What these fetch runs, styles the page or moves it elsewhere: no data need be in the URL.
    private static bool IsActive(string tag, string name) =>
        tag is "script" or "iframe" or "frame" or "object" or "embed" or "link" or "base" or "meta" or "applet" or "portal"
        || name is "action" or "formaction" or "ping" or "manifest";
}
