namespace Hymba.Validation.Urls;

/// <summary>Ids of the rules for URLs.</summary>
internal static class UrlRules
{
    public const string Scheme = "urls.scheme";
    public const string Host = "urls.host";
    public const string Path = "urls.path";
    public const string UserInfo = "urls.userinfo";
    public const string Malformed = "urls.malformed";

    public static readonly string[] All = [Scheme, Host, Path, UserInfo, Malformed];
}
