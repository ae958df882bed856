namespace Hymba.Inference.Speculation;

/// <summary>
/// How many tokens the next pass may draft. Every drafted token costs a part of a pass, every accepted one saves a pass, and each token of the reply adds a
/// small allowance: a sequence whose drafts fail loses no more than that allowance, and one whose drafts hold soon has the longest ones. The longer the match that
/// a draft continues, the likelier is the draft: a short match vouches for few tokens, and a very long one is given some credit where earlier drafts have failed.
/// </summary>
/// <param name="longest">The most tokens of a draft.</param>
internal sealed class DraftBudget(int longest)
{
    // In thousandths of a pass. What a drafted token costs is an upper estimate over weight types and sizes.
    private const int Pass = 1000;
    private const int DraftedCost = 700;
    private const int Allowance = 5;
    private const int Start = 3 * DraftedCost;

    // Tokens of a match that vouch for no drafted token, and for none on credit. Chosen on Nano's replies; docs/lab-log.md has the figures.
    private const int Common = DraftIndex.MinMatch - 1;
    private const int Certain = 11;

    // The most that is saved up, and what drafts behind long matches may cost beyond that.
    private readonly int _longestCost = longest * DraftedCost;

    private int _budget = Start;

    /// <summary>The most tokens that the next draft may have; 0 for none.</summary>
    /// <param name="match">Tokens that agree in front of it.</param>
    public int Next(int match)
    {
        int onCredit = Math.Min(match - Certain, (_budget + _longestCost) / DraftedCost);
        return Math.Clamp(Math.Max(_budget / DraftedCost, onCredit), 0, Math.Clamp(match - Common, 0, longest));
    }

    /// <summary>A token of the reply was chosen.</summary>
    public void Earn() => _budget = Math.Min(_budget + Allowance, _longestCost);

    /// <summary>A draft was judged.</summary>
    /// <param name="drafted">Tokens drafted.</param>
    /// <param name="accepted">How many of them were chosen.</param>
    public void Settle(int drafted, int accepted) => _budget = Math.Min(_budget + (accepted * Pass) - (drafted * DraftedCost), _longestCost);
}
