namespace Hymba.Tests;

/// <summary>Finds the fixtures that lie in the repository, whatever folder the tests run from.</summary>
internal static class RepositoryFiles
{
    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Full path of a file or folder below <c>tests/Fixtures</c>.</summary>
    public static string Fixture(string relative) => Path.Combine(Root, "tests", "Fixtures", relative);

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Hymba.SemanticKernel.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No Hymba.SemanticKernel.sln above '{AppContext.BaseDirectory}'.");
    }
}
