namespace Hymba.Training.Evaluation;

/// <summary>Where a true share lies with 95 % confidence, from 0 to 1; it stays inside that range and is useful for shares near its ends.</summary>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
internal readonly record struct WilsonInterval(double Low, double High)
{
    // The normal distribution's 97.5th percentile.
    private const double Z = 1.959963984540054;

    /// <summary>The interval of a counted share (Wilson 1927, without continuity correction); of nothing counted, the whole range.</summary>
    /// <param name="hits">How many were right, from 0 to <paramref name="count"/>.</param>
    /// <param name="count">How many there were.</param>
    /// <exception cref="ArgumentOutOfRangeException">The numbers are no share.</exception>
    public static WilsonInterval Of(int hits, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(hits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(hits, count);
        if (count == 0)
        {
            return new WilsonInterval(0, 1);
        }

        double share = (double)hits / count, scale = 1 + (Z * Z / count);
        double centre = (share + (Z * Z / (2.0 * count))) / scale;
        double half = Z / scale * Math.Sqrt((share * (1 - share) / count) + (Z * Z / (4.0 * count * count)));

        // Rounding must not move an end past a share of none or all.
        return new WilsonInterval(hits == 0 ? 0 : centre - half, hits == count ? 1 : centre + half);
    }
}
