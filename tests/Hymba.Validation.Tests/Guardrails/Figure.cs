namespace Hymba.Validation.Tests.Guardrails;

/// <summary>A row of the table: how many of the cases are right, and how many must be.</summary>
internal sealed class Figure(string name, double floor)
{
    private readonly List<string> _misses = [];

    public string Name => name;

    public double Floor => floor;

    public int Hits { get; private set; }

    public int Total { get; private set; }

    public double Share => Total == 0 ? 0 : (double)Hits / Total;

    public void Count(bool hit, string id)
    {
        Total++;
        if (hit)
        {
            Hits++;
        }
        else
        {
            _misses.Add(id);
        }
    }

    public void Set(int hits, int total, IEnumerable<string> misses)
    {
        (Hits, Total) = (hits, total);
        _misses.AddRange(misses);
    }

    public override string ToString() => $"{name,-44} {Hits,4} / {Total,4} = {Share,6:P1}  (floor {floor:P0}) {string.Join(' ', _misses)}";
}
