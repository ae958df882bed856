using System.Collections;
using Hymba.Validation.Leak;

namespace Hymba.Validation.Tests.Leak;

public sealed class ApartFindingsTests
{
    [Fact]
    public void What_overlaps_is_left_out_and_the_order_is_that_of_the_text()
    {
        List<Finding> merged = ApartFindings.Merge([At(2, 4), At(6, 9)], [At(0, 2), At(3, 5), At(4, 6), At(8, 9), At(9, 12)]);
        Assert.Equal([(0, 2), (2, 4), (4, 6), (6, 9), (9, 12)], merged.Select(finding => (finding.Start, finding.End)));
    }

    [Fact]
    public void Work_is_linear()
    {
        const int Count = 2_000;
        var first = new CountedReads([.. Enumerable.Range(0, Count).Select(i => At(4 * i, (4 * i) + 1))]);
        var second = new CountedReads([.. Enumerable.Range(0, Count).Select(i => At((4 * i) + 2, (4 * i) + 3))]);
        Assert.Equal(2 * Count, ApartFindings.Merge(first, second).Count);
        Assert.InRange(first.Reads + second.Reads, 2 * Count, 10 * Count);
    }

    private static Finding At(int start, int end) => new("leak.canary", "leak", "CANARY", start, end, Severity.High, 1);

    private sealed class CountedReads(Finding[] findings) : IReadOnlyList<Finding>
    {
        public int Reads { get; private set; }

        public int Count => findings.Length;

        public Finding this[int index]
        {
            get
            {
                Reads++;
                return findings[index];
            }
        }

        public IEnumerator<Finding> GetEnumerator()
        {
            foreach (Finding finding in findings)
            {
                Reads++;
                yield return finding;
            }
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
