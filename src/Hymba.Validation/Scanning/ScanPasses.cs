using Hymba.Validation.Deobfuscation;
using Hymba.Validation.Streaming;

namespace Hymba.Validation.Scanning;

/// <summary>
/// Runs a scanner over the de-obfuscated text and, where asked for, once more over the text with encoded runs decoded; findings are spans
/// of the original. Where both passes find something at a place, the surer finding counts, the first pass's where both are alike.
/// </summary>
internal sealed class ScanPasses(EntityScanner scanner, bool decode)
{
    /// <summary>Goes on with a scan.</summary>
    /// <param name="window">The text.</param>
    /// <param name="findings">Added to.</param>
    public ScanProgress Scan(in ScanWindow window, ICollection<Finding> findings)
    {
        var gaps = (Gaps?)window.Memory ?? new Gaps(0, 0);
        var decoded = new Pass(DeobfuscatedText.Create(window.Text, decode), window, gaps.Decoded, scanner);
        Pass plain = decoded.View.HasDecoded || gaps.Decoded != gaps.Plain
            ? new Pass(DeobfuscatedText.Create(window.Text), window, gaps.Plain, scanner) : decoded;
        int open = Settle(Math.Min(decoded.Open, plain.Open), decoded, plain);
        foreach (Finding finding in plain == decoded ? plain.Found : Merge(plain.Found, decoded.Found))
        {
            if (finding.Start < open)
            {
                findings.Add(finding);
            }
        }

        int restart = Math.Min(decoded.View.RestartBefore(open, scanner.LooksBack), plain.View.RestartBefore(open, scanner.LooksBack));
        return new ScanProgress(open, decoded.View.PieceStart(restart), new Gaps(plain.GapBefore(open), decoded.GapBefore(open)));
    }

    // A match of one pass may reach over the place where the other is undecided: then it waits too.
    private static int Settle(int open, Pass first, Pass second)
    {
        for (int next = open; ; open = next)
        {
            next = Math.Min(first.Settle(open), second.Settle(open));
            if (next == open)
            {
                return open;
            }
        }
    }

    private static List<Finding> Merge(List<Finding> plain, List<Finding> decoded)
    {
        var result = new List<Finding>(plain.Count + decoded.Count);
        int next = 0;
        int floor = 0;
        foreach (Finding finding in decoded)
        {
            while (next < plain.Count && plain[next].End <= finding.Start)
            {
                result.Add(plain[next++]);
            }

            int behind = next;
            double surest = 0;
            while (behind < plain.Count && plain[behind].Start < finding.End)
            {
                surest = Math.Max(surest, plain[behind++].Confidence);
            }

            // All that a decoded run holds has the span of the run: the first stands for it.
            if (finding.Start >= floor && finding.Confidence > surest)
            {
                result.Add(finding);
                floor = finding.End;
                next = behind;
            }
        }

        result.AddRange(plain.Skip(next));
        return result;
    }

    // How far the last match of each pass lies before the open part, in characters of its view: some recognisers ask whether one ended just before.
    private sealed record Gaps(int Plain, int Decoded);

    private sealed class Pass
    {
        private readonly List<Candidate> _matches = [];
        private readonly int _floor;

        public Pass(DeobfuscatedText view, in ScanWindow window, int gap, EntityScanner scanner)
        {
            View = view;
            int from = view.FromOriginal(window.Settled);
            _floor = from - gap;
            int open = scanner.Find(view, from, _floor, window.IsFinal, _matches);
            Open = window.IsFinal ? window.Text.Length : view.ToOriginal(open);
            Found = _matches.ConvertAll(match => ToFinding(match, view));
        }

        public DeobfuscatedText View { get; }

        public List<Finding> Found { get; }

        public int Open { get; }

        public int Settle(int open)
        {
            for (int i = Found.Count - 1; i >= 0 && Found[i].End > open; i--)
            {
                open = Math.Min(open, View.ToOriginal(_matches[i].From));
            }

            return open;
        }

        public int GapBefore(int open)
        {
            int last = Found.FindLastIndex(finding => finding.End <= open);
            return View.FromOriginal(open) - (last < 0 ? _floor : _matches[last].End);
        }

        private static Finding ToFinding(Candidate match, DeobfuscatedText view)
        {
            (int start, int end) = view.ToOriginal(match.Start, match.End);
            return match.ToFinding(start, end);
        }
    }
}
