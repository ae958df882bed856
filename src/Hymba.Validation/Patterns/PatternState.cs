namespace Hymba.Validation.Patterns;

/// <summary>A state of the lazily built deterministic automaton: the set of instructions that wait for a character.</summary>
internal sealed class PatternState(int[] waiting, int[] all, int[] allAtWordEnd, int classes)
{
    /// <summary>Instructions that consume.</summary>
    public int[] Waiting { get; } = waiting;

    /// <summary>Pattern that has matched here, or -1.</summary>
    public int Accepts { get; } = all.Length > 0 ? all[0] : -1;

    /// <summary>Pattern that has matched here if no word character follows, or -1.</summary>
    public int AcceptsAtWordEnd { get; } = allAtWordEnd.Length > 0 ? allAtWordEnd[0] : -1;

    /// <summary>All patterns that have matched here, in order.</summary>
    public int[] All { get; } = all;

    /// <summary>All that have if no word character follows, in order.</summary>
    public int[] AllAtWordEnd { get; } = allAtWordEnd;

    /// <summary>Nothing that follows changes what matched.</summary>
    public bool IsFinal => Waiting.Length == 0 && AcceptsAtWordEnd < 0;

    /// <summary>No pattern can match here or further on.</summary>
    public bool IsDead { get; } = waiting.Length == 0 && all.Length == 0 && allAtWordEnd.Length == 0;

    /// <summary>Where each class of characters leads; null where that is not known yet. Writes race harmlessly: all write the same.</summary>
    public PatternState?[] Next { get; } = new PatternState?[classes];
}
