namespace Hymba.Validation.Tests;

/// <summary>Where tests print their tables.</summary>
internal static class Figures
{
    public static void Write(string line) => TestContext.Current.TestOutputHelper?.WriteLine(line);
}
