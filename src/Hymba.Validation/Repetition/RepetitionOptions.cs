namespace Hymba.Validation.Repetition;

/// <summary>Settings of <see cref="RepetitionValidator"/>.</summary>
public sealed class RepetitionOptions
{
    /// <summary>UTF-16 units that a text may have. Default: null, any number.</summary>
    public int? MaxCharacters { get; set; }

    /// <summary>Words that a text may have. Default: null, any number.</summary>
    public int? MaxWords { get; set; }

    /// <summary>
    /// Largest share of groups of words that have come before, 0 to 1. Default: null, not judged. From 1 on no repetition is judged at all.
    /// </summary>
    public double? MaxRepetitionRatio { get; set; }

    /// <summary>Words in a group. Default: 3.</summary>
    public int GroupWords { get; set; } = 3;
}
