namespace Hymba.Validation.Groundedness;

/// <summary>How well the documents support a sentence.</summary>
/// <param name="Start">First UTF-16 unit.</param>
/// <param name="End">Unit behind the last.</param>
/// <param name="Unsupported">Weight of the content words that occur in no document.</param>
/// <param name="Total">Weight of all content words.</param>
/// <param name="Names">Unsupported names.</param>
/// <param name="Numbers">Unsupported numbers and dates.</param>
internal readonly record struct GroundedSentence(int Start, int End, double Unsupported, double Total, int Names, int Numbers)
{
    /// <summary>Share of the weight that nothing supports, 0 to 1.</summary>
    public double Share => Total > 0 ? Unsupported / Total : 0;
}
