using System.Text.Json;
using Hymba.Validation.Suffix;

namespace Hymba.Validation;

/// <summary>What a model's likelihoods of harmless texts look like; adversarial suffixes are measured against it. Immutable.</summary>
/// <param name="Typical">Negative log-likelihood, in nats per UTF-8 byte, below which a tenth of the texts lies.</param>
/// <param name="Jump">By how much, in nats per byte, the least likely ending of any of the texts is less likely than what stands before it.</param>
public sealed record SuffixCalibration(double Typical, double Jump)
{
    /// <summary>The name of the file beside a model's weights that holds its calibration.</summary>
    public const string FileName = "suffix-calibration.json";

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Scores the package's harmless texts, about 25 KB.</summary>
    /// <param name="score">The model.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="InvalidOperationException">The scorer gave tokens outside of a text, or no finite numbers.</exception>
    public static async Task<SuffixCalibration> ComputeAsync(TextScorer score, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(score);
        var measures = new List<TextMeasures>(BenignTexts.All.Count);
        foreach (var text in BenignTexts.All)
        {
            measures.Add(new TextMeasures(text, .., await score(text, cancellationToken).ConfigureAwait(false)));
        }

        return SuffixTails.Calibrate(measures);
    }

    /// <summary>Reads a calibration.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">It holds something else.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static SuffixCalibration Read(string path)
    {
        try
        {
            var read = JsonSerializer.Deserialize<SuffixCalibration>(File.ReadAllText(path), Format);
            return read is { Typical: > 0, Jump: > 0 }
                ? read
                : throw new InvalidDataException($"'{path}' is no calibration: typical and jump must be above 0.");
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"'{path}' is no calibration: {error.Message}", error);
        }
    }

    /// <summary>Writes the calibration.</summary>
    /// <param name="path">The file; an old one is replaced.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Write(string path) => File.WriteAllText(path, JsonSerializer.Serialize(this, Format) + "\n");
}
