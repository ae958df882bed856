namespace Hymba.Validation.Repetition;

/// <summary>Collects what is too much in passes over a text, each in order; where passes overlap, the earlier one counts.</summary>
/// <param name="limit">Nothing reaches beyond it.</param>
internal sealed class Surplus(int limit)
{
    private List<(string Rule, int Start, int End)> _pass = [];
    private int _next;

    /// <summary>What the passes so far have found, in order.</summary>
    public List<(string Rule, int Start, int End)> Parts { get; private set; } = [];

    /// <summary>Adds a part behind those that the pass has added.</summary>
    public void Add(string rule, int start, int end)
    {
        while (_next < Parts.Count && Parts[_next].End <= start)
        {
            _next++;
        }

        if (end <= limit && (_next == Parts.Count || Parts[_next].Start >= end))
        {
            _pass.Add((rule, start, end));
        }
    }

    /// <summary>The pass is over.</summary>
    public void NextPass()
    {
        Parts = [.. Parts.Concat(_pass).OrderBy(part => part.Start)];
        _pass = [];
        _next = 0;
    }
}
