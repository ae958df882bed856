using CsCheck;
using Hymba.Inference.Generation;

namespace Hymba.Inference.Tests.Generation;

public sealed class PrefillPlanTests
{
    [Fact]
    public void Cuts_do_not_depend_on_where_the_work_starts()
    {
        Gen<(int Length, int[] Snapshots, int Chunk)> plans =
            from length in Gen.Int[1, 200]
            from snapshots in Gen.Int[1, length].Array[0, 6]
            from chunk in Gen.Int[1, 50]
            select (length, snapshots, chunk);
        plans.Sample(p =>
        {
            int[] snapshots = [.. p.Snapshots.Distinct().Order()];
            var plan = new PrefillPlan([.. Enumerable.Range(0, p.Length)], snapshots, p.Chunk);
            int[] cuts = Cuts(plan, 0, p.Length);
            Assert.Equal(p.Length, cuts[^1]);
            Assert.All(cuts.Prepend(0).Zip(cuts), cut => Assert.InRange(cut.Second - cut.First, 1, p.Chunk));
            foreach (int snapshot in snapshots)
            {
                Assert.Contains(snapshot, cuts);
                Assert.Equal(cuts.Where(cut => cut > snapshot), Cuts(plan, snapshot, p.Length));
            }
        });
    }

    private static int[] Cuts(PrefillPlan plan, int from, int length)
    {
        var cuts = new List<int>();
        for (int at = from; at < length;)
        {
            ReadOnlySpan<int> chunk = plan.ChunkAt(at);
            Assert.Equal(at, chunk[0]);
            at += chunk.Length;
            cuts.Add(at);
        }

        return [.. cuts];
    }
}
