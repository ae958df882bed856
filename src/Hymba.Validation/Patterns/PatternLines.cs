namespace Hymba.Validation.Patterns;

/// <summary>Reads tables of patterns: one a line; a line that begins with a plus sign and a space goes on with the one before.</summary>
internal static class PatternLines
{
    /// <summary>The lines of a table.</summary>
    public static List<string> Read(string table)
    {
        var lines = new List<string>();
        foreach (string line in table.Split('\n').Select(line => line.Trim()))
        {
            if (line.StartsWith("+ ", StringComparison.Ordinal))
            {
                lines[^1] += line[2..];
            }
            else
            {
                lines.Add(line);
            }
        }

        return lines;
    }
}
