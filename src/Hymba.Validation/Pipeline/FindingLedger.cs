using System.Text;
using Hymba.Validation.Policies;
using Hymba.Validation.Streaming;

namespace Hymba.Validation.Pipeline;

/// <summary>The findings of one text, and the text with them replaced as far as it is committed.</summary>
internal sealed class FindingLedger(GrowingText text, KeyedHash hash)
{
    private readonly List<(Finding Finding, PolicyRule Line)> _pending = [];
    private readonly List<(Cluster Cluster, string Replacement)> _done = [];
    private readonly List<JudgedFinding> _judged = [];

    /// <summary>All findings, by their beginning.</summary>
    public IReadOnlyList<JudgedFinding> Judged =>
    [
        .. _judged.OrderBy(item => item.Finding.Start).ThenBy(item => item.Finding.End).ThenBy(item => item.Finding.Rule, StringComparer.Ordinal),
    ];

    /// <summary>Whether anything was replaced.</summary>
    public bool HasReplaced => _done.Count > 0;

    public void Add(in Finding finding, PolicyRule line)
    {
        _judged.Add(new JudgedFinding(finding, line.Action));
        if (line.Action >= ValidationAction.RequireApproval || (line.Action > ValidationAction.Annotate && finding.End > finding.Start))
        {
            _pending.Add((finding, line));
        }
    }

    /// <summary>The last place at or before a limit that lies in no finding and behind nothing blocked.</summary>
    public int Floor(int limit)
    {
        foreach (var cluster in Cluster.Merge(_pending))
        {
            if (cluster.Start < limit && (cluster.Stops || cluster.End > limit))
            {
                limit = cluster.Start;
            }
        }

        return limit;
    }

    /// <summary>Fixes what is shown before a border that <see cref="Floor"/> allows.</summary>
    public void Commit(int border)
    {
        if (_pending.Count == 0)
        {
            return;
        }

        foreach (var cluster in Cluster.Merge(_pending))
        {
            if (cluster.End <= border && !cluster.Stops)
            {
                _done.Add((cluster, cluster.Render(text[cluster.Start..cluster.End], hash)));
            }
        }

        _pending.RemoveAll(item => item.Finding.End <= border && item.Line.Action < ValidationAction.RequireApproval);
    }

    /// <summary>Whether a committed stretch holds any part of something replaced.</summary>
    public bool Touches(int start, int end)
    {
        var first = FirstEndingAfter(start);
        return first < _done.Count && _done[first].Cluster.Start < end;
    }

    /// <summary>What is shown for a committed stretch. A replacement stands where its span begins.</summary>
    public string Render(int start, int end)
    {
        var first = FirstEndingAfter(start);
        if (first == _done.Count || _done[first].Cluster.Start >= end)
        {
            return new string(text[start..end]);
        }

        var shown = new StringBuilder(end - start);
        var position = start;
        for (var i = first; i < _done.Count && _done[i].Cluster.Start < end; i++)
        {
            var (cluster, replacement) = _done[i];
            if (cluster.Start >= start)
            {
                shown.Append(text[position..cluster.Start]).Append(replacement);
            }

            position = cluster.End;
        }

        return position < end ? shown.Append(text[position..end]).ToString() : shown.ToString();
    }

    private int FirstEndingAfter(int position)
    {
        var (low, high) = (0, _done.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _done[middle].Cluster.End <= position ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
