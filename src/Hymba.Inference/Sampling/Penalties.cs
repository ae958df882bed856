namespace Hymba.Inference.Sampling;

/// <summary>Bias and penalties, and the token counts that they go by: logit bias, repetition, then frequency and presence.</summary>
internal sealed class Penalties(SamplingOptions options)
{
    private readonly (int Id, float Bias)[] _bias =
        [.. (options.LogitBias ?? new Dictionary<int, float>()).Select(entry => (entry.Key, entry.Value))];

    private readonly float _repetition = options.RepetitionPenalty ?? 1f;
    private readonly float _frequency = options.FrequencyPenalty ?? 0f;
    private readonly float _presence = options.PresencePenalty ?? 0f;
    private readonly HashSet<int> _seen = [];
    private readonly Dictionary<int, int> _generated = [];

    /// <summary>Whether all logits stay as they are.</summary>
    public bool ChangeNothing => _bias.Length == 0 && _repetition == 1f && _frequency == 0f && _presence == 0f;

    /// <summary>Counts a token of the prompt.</summary>
    public void ObservePrompt(int id) => _seen.Add(id);

    /// <summary>Counts a token of the reply.</summary>
    public void ObserveGenerated(int id)
    {
        _seen.Add(id);
        _generated[id] = _generated.GetValueOrDefault(id) + 1;
    }

    /// <summary>Changes the logits in place; minus infinity stays.</summary>
    public void Apply(Span<float> logits)
    {
        foreach ((int id, float bias) in _bias)
        {
            logits[id] += bias;
        }

        if (_repetition != 1f)
        {
            foreach (int id in _seen)
            {
                logits[id] = logits[id] > 0f ? logits[id] / _repetition : logits[id] * _repetition;
            }
        }

        if (_frequency != 0f || _presence != 0f)
        {
            foreach ((int id, int count) in _generated)
            {
                logits[id] -= (count * _frequency) + _presence;
            }
        }
    }
}
