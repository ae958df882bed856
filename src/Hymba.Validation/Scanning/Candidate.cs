namespace Hymba.Validation.Scanning;

/// <summary>A match at one place. The surest wins, then the longest, then the one asked first.</summary>
internal readonly record struct Candidate(ScanRule Rule, int Start, int End, double Confidence)
{
    /// <summary>Where it was recognised: at its beginning or before, at the name of a value.</summary>
    public int From { get; init; }

    /// <summary>What is reported of it.</summary>
    /// <param name="start">First unit in the original text.</param>
    /// <param name="end">Behind the last.</param>
    public Finding ToFinding(int start, int end) => new(Rule.Id, Rule.Category, Rule.Type, start, end, Rule.Severity, Confidence);

    /// <summary>Whether this one is preferred to one that was found earlier at the same place.</summary>
    public bool Beats(in Candidate other)
        => other.Rule is null || Confidence > other.Confidence || (Confidence == other.Confidence && End > other.End);
}
