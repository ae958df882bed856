using System.Text.RegularExpressions;

namespace Hymba.SemanticKernel.Tests.Snippets;

/// <summary>A page of the documentation: README.md or a page below docs.</summary>
internal static partial class MarkdownFile
{
    // RepositoryFiles knows the fixtures' folder only.
    private static readonly string Root = Path.GetFullPath(Path.Combine(RepositoryFiles.Fixture("golden"), "..", "..", ".."));

    /// <summary>Names of all pages, relative to the repository.</summary>
    public static IEnumerable<string> All { get; } =
        Directory.EnumerateFiles(Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal)
            .Prepend("README.md")
            .ToArray();

    /// <summary>A file's text.</summary>
    /// <param name="name">The file, relative to the repository.</param>
    public static string Read(string name) => File.ReadAllText(Path.Combine(Root, name)).ReplaceLineEndings("\n");

    /// <summary>The blocks of one language, without their fences.</summary>
    /// <param name="text">The page's text.</param>
    /// <param name="language">The word behind the opening fence.</param>
    public static string[] Blocks(string text, string language)
        => [.. Block().Matches(text).Where(match => match.Groups["language"].Value == language).Select(match => match.Groups["code"].Value)];

    /// <summary>The rows of a section's tables: the first cell's code, then the other cells.</summary>
    /// <param name="text">The page's text.</param>
    /// <param name="heading">The section's heading, of any level.</param>
    public static Dictionary<string, string[]> Rows(string text, string heading)
    {
        string[] lines = text.Split('\n');
        int start = Array.FindIndex(lines, line => line.StartsWith('#') && line.TrimStart('#').Trim() == heading);
        return start < 0
            ? throw new ArgumentException($"There is no section '{heading}'.", nameof(heading))
            : lines.Skip(start + 1).TakeWhile(line => !line.StartsWith('#'))
                .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
                .Select(line => line.Trim('|', ' ').Split('|', StringSplitOptions.TrimEntries))
                .ToDictionary(cells => cells[0].Trim('`'), cells => cells[1..], StringComparer.Ordinal);
    }

    [GeneratedRegex(@"^[ \t]*```(?<language>\w*)[^\n]*\n(?<code>.*?)^[ \t]*```[ \t]*$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
