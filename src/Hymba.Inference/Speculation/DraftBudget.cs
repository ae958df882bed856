namespace Hymba.Inference.Speculation;

/// <summary>
/// How many tokens the next pass may draft. Every drafted token costs a part of a pass, every accepted one saves a pass, and each token of the reply adds a
/// small allowance: a sequence whose drafts fail loses no more than that allowance, and one whose drafts hold soon has the longest ones.
/// </summary>
/// <param name="longest">The most tokens of a draft.</param>
internal sealed class DraftBudget(int longest)
{
    // In passes. What a drafted token costs is an upper estimate over weight types and sizes.
    private const double DraftedCost = 0.5;
    private const double Allowance = 0.01;
    private const double Start = 1.5;

    private double _passes = Start;

    /// <summary>The most tokens that the next draft may have; 0 for none.</summary>
    public int Next => (int)Math.Min(longest, _passes / DraftedCost);

    /// <summary>A token of the reply was chosen.</summary>
    public void Earn() => _passes = Math.Min(_passes + Allowance, longest * DraftedCost);

    /// <summary>A draft was judged.</summary>
    /// <param name="drafted">Tokens drafted.</param>
    /// <param name="accepted">How many of them were chosen.</param>
    public void Settle(int drafted, int accepted) => _passes = Math.Min(_passes + accepted - (drafted * DraftedCost), longest * DraftedCost);
}
