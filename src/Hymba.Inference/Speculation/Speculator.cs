using Hymba.Inference.Decoding;
using Hymba.Inference.Generation;

namespace Hymba.Inference.Speculation;

/// <summary>Drafts the next tokens of one request from its prompt, its reply, and texts that the reply is expected to repeat. One thread at a time.</summary>
internal sealed class Speculator
{
    private readonly DraftIndex _index;
    private readonly DraftBudget _budget = new(DraftPass.MaxTokens - 1);
    private readonly int[] _draft = new int[DraftPass.MaxTokens - 1];
    private int _passes;
    private int _drafted;
    private int _accepted;

    /// <summary>Reads the prompt.</summary>
    /// <param name="lookup">A text that the reply may repeat; empty for none.</param>
    /// <param name="prompt">The prompt.</param>
    /// <param name="mostNewTokens">The most tokens of the reply.</param>
    public Speculator(IReadOnlyList<int> lookup, ReadOnlySpan<int> prompt, int mostNewTokens)
    {
        _index = new DraftIndex(checked(lookup.Count + 1 + prompt.Length + mostNewTokens));
        foreach (int token in lookup)
        {
            _index.Add(token);
        }

        _index.AddBorder();
        foreach (int token in prompt)
        {
            _index.Add(token);
        }
    }

    /// <summary>What became of the drafts so far.</summary>
    public SpeculationUsage Usage => new(_passes, _drafted, _accepted);

    /// <summary>Notes a token of the reply.</summary>
    public void Add(int token)
    {
        _index.Add(token);
        _budget.Earn();
    }

    /// <summary>The tokens that the next pass may compute on trial; good until the next call.</summary>
    /// <param name="most">The most that the reply has room for.</param>
    public ReadOnlySpan<int> Propose(int most)
    {
        (int from, int match) = _index.LongestMatch();
        int wanted = Math.Clamp(_budget.Next(match), 0, Math.Max(0, most));
        return _draft.AsSpan(0, _index.Copy(from, _draft.AsSpan(0, wanted)));
    }

    /// <summary>Notes how a pass went; one without a draft counts as well.</summary>
    public void Settle(int drafted, int accepted)
    {
        _passes++;
        _drafted += drafted;
        _accepted += accepted;
        _budget.Settle(drafted, accepted);
    }
}
