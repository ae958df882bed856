namespace Hymba.Validation.Exfiltration;

/// <summary>Ids of the rules against data leaving through rendered text.</summary>
internal static class ExfiltrationRules
{
    public const string Image = "exfiltration.image";
    public const string Link = "exfiltration.link";
    public const string Html = "exfiltration.html";
    public const string Css = "exfiltration.css";

    public static readonly string[] All = [Image, Link, Html, Css];
}
