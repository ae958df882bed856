namespace Hymba.Validation.Injection;

/// <summary>Adds up rules, each once.</summary>
internal sealed class InjectionScore
{
    private readonly HashSet<InjectionRule> _seen = new(ReferenceEqualityComparer.Instance);
    private double _heaviest;

    /// <summary>Sum of the weights.</summary>
    public double Total { get; private set; }

    /// <summary>Family of the heaviest rule.</summary>
    public string Rule { get; private set; } = "";

    public void Add(InjectionRule rule)
    {
        if (!_seen.Add(rule))
        {
            return;
        }

        Total += rule.Weight;
        if (rule.Weight > _heaviest)
        {
            _heaviest = rule.Weight;
            Rule = rule.Id;
        }
    }
}
