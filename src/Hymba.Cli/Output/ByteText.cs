namespace Hymba.Cli.Output;

/// <summary>Numbers of bytes for people.</summary>
internal static class ByteText
{
    private const double Kibi = 1024;

    /// <summary>The exact number and its size in binary units.</summary>
    public static string Format(long bytes)
    {
        (double size, string unit) = bytes switch
        {
            >= 1L << 30 => (bytes / (Kibi * Kibi * Kibi), "GiB"),
            >= 1L << 20 => (bytes / (Kibi * Kibi), "MiB"),
            _ => (bytes / Kibi, "KiB"),
        };
        return $"{bytes:N0} bytes ({size:F1} {unit})";
    }
}
