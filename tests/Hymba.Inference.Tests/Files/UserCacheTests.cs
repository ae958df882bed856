using Hymba.Inference.Files;

namespace Hymba.Inference.Tests.Files;

public sealed class UserCacheTests
{
    [Theory]
    [InlineData("/x", "/home/a", "/data", "/x/name")]
    [InlineData("x", "/home/a", "/data", "/home/a/.cache/name")]
    [InlineData("", "/home/a", "/data", "/home/a/.cache/name")]
    [InlineData(null, "", "/data", "/data/name")]
    [InlineData(null, "", "", null)]
    public void Folder_follows_the_users_settings(string? xdg, string home, string data, string? expected)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "These paths are not Windows'.");
        Assert.Equal(expected, UserCache.FolderFor("name", xdg, home, data));
    }
}
