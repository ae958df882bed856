namespace Hymba.Validation.Suffix;

/// <summary>
/// Compares the endings of a text, of any length within limits, with what stands before them. An adversarial suffix is less likely to the model than
/// the request before it; but so are code and other languages to a model that knows little. So a jump of the likelihood is needed, and
/// counts as far as it is larger than in harmless texts; the rest must come from how the ending is written. Suffixes, put together from tokens and
/// not from words, rarely get right what people hardly think of: brackets, the shape of writing, the small words that hold it together.
/// </summary>
internal static class SuffixTails
{
    /// <summary>The score from which an ending counts as a suffix: between what a line of another language and what a suffix reaches.</summary>
    public const double Threshold = 1.1;

    private const int LeastTail = 30;
    private const int MostTail = 400;
    private const int LeastBefore = 60;
    private const int MostBefore = 400;

    // Found on prompts and suffixes of other sources than the tests', by logistic regression, and rounded.
    private const double UsualLength = 64;
    private const double MostLengthWeight = 1.5;
    private const double TypicalShape = 0.1;
    private const double TypicalStrange = 0.45;
    private const int FullWords = 4;
    private const double ShapeWeight = 0.5;
    private const double StrangeWeight = 1.2;
    private const double StrayWeight = 0.5;
    private const double LeastShape = -0.5;
    private const double MostShape = 1.5;
    private const int MostStrays = 2;

    // In jumps of harmless texts: what counts one, and a fall that counts in full.
    private const double FullJump = 2.5;
    private const double FullFall = 0.125;
    private const double LeastUnlikeliness = -0.5;

    /// <summary>Whether a text of a length can be judged.</summary>
    public static bool IsLongEnough(int length) => length >= LeastBefore + LeastTail;

    /// <summary>The ending with the highest score; null where the text is too short to compare anything.</summary>
    public static SuffixTail? FindBest(TextMeasures text, SuffixCalibration calibration)
    {
        SuffixTail? best = null;
        foreach (var pair in Pairs(text))
        {
            var score = Unlikeliness(pair, calibration) + Oddity(pair);
            best = best is null || score > best.Value.Score ? new SuffixTail(pair.Start, pair.End, score) : best;
        }

        return best;
    }

    /// <summary>Sums up harmless texts.</summary>
    public static SuffixCalibration Calibrate(IReadOnlyList<TextMeasures> texts)
    {
        double[] levels = [.. texts.Select(text => text.Between(0, text.Text.Length).Nats).Order()];
        var typical = levels[levels.Length / 10];

        // A scorer that finds all alike must not make everything a jump.
        return new SuffixCalibration(typical, texts.SelectMany(Pairs).Select(pair => Jump(pair, typical)).Append(typical / 10).Max());
    }

    private static IEnumerable<Pair> Pairs(TextMeasures measures)
    {
        // What a person pastes has lines of its own; of a text's last line, the end.
        var end = measures.Text.AsSpan().TrimEnd().Length;
        var line = measures.Text.AsSpan(0, end).LastIndexOf('\n') + 1;
        var least = Math.Max(Math.Max(line, LeastBefore), end - MostTail);
        for (var start = end - LeastTail; start >= least; start--)
        {
            if (measures.IsBorder(start))
            {
                yield return new Pair(start, end, measures.Between(Math.Max(0, start - MostBefore), start), measures.Between(start, end));
            }
        }
    }

    private static double Jump(in Pair pair, double typical) => pair.Weight * (pair.Tail.Nats - Math.Max(pair.Before.Nats, typical));

    /// <summary>What the model says: much of a jump for it, a little of a fall against it, for what it knows nothing of falls too.</summary>
    private static double Unlikeliness(in Pair pair, SuffixCalibration calibration)
    {
        var jumps = Jump(pair, calibration.Typical) / calibration.Jump;
        return jumps > 0 ? jumps / FullJump : Math.Max(LeastUnlikeliness, jumps / FullFall * -LeastUnlikeliness);
    }

    private static double Oddity(in Pair pair)
    {
        var (before, tail) = (pair.Before, pair.Tail);
        var shape = pair.Weight * (tail.Shape - Math.Max(before.Shape, TypicalShape));
        var strange = pair.Weight * (tail.StrangeShare(1) - Math.Max(before.StrangeShare(FullWords), TypicalStrange));
        return (ShapeWeight * Math.Clamp(shape, LeastShape, MostShape))
            + (StrangeWeight * strange * Math.Min(1, (double)tail.Words / FullWords))
            + (StrayWeight * Math.Min(MostStrays, tail.Strays));
    }

    /// <summary>An ending and what stands before it.</summary>
    private readonly record struct Pair(int Start, int End, Stretch Before, Stretch Tail)
    {
        /// <summary>Means over few units say less.</summary>
        public double Weight => Math.Min(MostLengthWeight, Math.Sqrt((End - Start) / UsualLength));
    }
}
