namespace Hymba.Inference.Files;

/// <summary>Where the files lie that a user may delete at any time.</summary>
internal static class UserCache
{
    /// <summary>The folder of this name in the cache of this process's user; null where the user has no folders of its own.</summary>
    public static string? Find(string name) => FolderFor(
        name,
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME"),
        OperatingSystem.IsWindows() ? "" : Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify),
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify));

    /// <summary>The folder below XDG_CACHE_HOME, else ~/.cache, else the system's folder for local data.</summary>
    public static string? FolderFor(string name, string? xdgCacheHome, string home, string localData)
    {
        // The XDG standard tells to ignore a relative path.
        string root = Path.IsPathRooted(xdgCacheHome) ? xdgCacheHome : home.Length > 0 ? Path.Combine(home, ".cache") : localData;
        return root.Length > 0 ? Path.Combine(root, name) : null;
    }
}
