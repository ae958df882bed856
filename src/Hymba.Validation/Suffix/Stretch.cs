namespace Hymba.Validation.Suffix;

/// <summary>What was measured of a stretch of text.</summary>
/// <param name="Nats">Negative log-likelihood of the model, in nats per UTF-8 byte.</param>
/// <param name="Shape">How surprising its shape is to <see cref="ShapeModel"/>, in nats per UTF-16 unit.</param>
/// <param name="Words">How many words begin in it.</param>
/// <param name="Strange">How many of them are strange.</param>
/// <param name="Strays">How many <see cref="StrayMarks"/> it has.</param>
internal readonly record struct Stretch(double Nats, double Shape, int Words, int Strange, int Strays)
{
    /// <summary>The share of strange words, drawn to a half where there are few words.</summary>
    /// <param name="doubt">How many words count as much as all that is known of others.</param>
    public double StrangeShare(int doubt) => (Strange + (doubt / 2.0)) / (Words + doubt);
}
