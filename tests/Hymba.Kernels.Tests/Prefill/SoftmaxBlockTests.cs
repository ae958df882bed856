using Hymba.Kernels.Prefill;

namespace Hymba.Kernels.Tests.Prefill;

public sealed class SoftmaxBlockTests
{
    // pinned, own, window, tokens, group, key-value heads
    public static TheoryData<int, int, int, int, int, int> Views => new()
    {
        { 0, 0, int.MaxValue, 1, 1, 1 }, { 0, 0, int.MaxValue, 9, 2, 2 }, { 5, 30, 12, 7, 3, 2 }, { 16, 60, 0, 4, 1, 1 }, { 3, 40, int.MaxValue, 6, 5, 2 }, { 0, 33, 20, 17, 1, 1 },
    };

    [Theory]
    [MemberData(nameof(Views))]
    public void A_row_is_the_softmax_of_what_it_sees_and_zero_elsewhere(int pinned, int own, int window, int tokens, int group, int heads)
    {
        var view = new BlockView(pinned, own, window, tokens, group);
        int columns = own + tokens, rows = heads * tokens * group;
        float[] values = Numbers.Uniform(rows * columns, -20f, 20f, 1);
        Check<SingleElement, float>(1e-6);
        Check<Bfloat16Element, ushort>(0.01);

        void Check<TFormat, TElement>(double tolerance)
            where TFormat : struct, IElement<TElement>
            where TElement : unmanaged
        {
            foreach (KernelTier tier in Numbers.Tiers)
            {
                var scores = new NativeMatrix<TFormat, TElement>(rows, columns, values);
                float[] before = scores.Read();
                var factors = new NativeMatrix<SingleElement, float>(1, rows);
                SoftmaxBlock<TFormat, TElement>.Run(scores.Rows, columns, rows, view, factors.Rows, 2, tier);
                (float[] after, float[] factor) = (scores.Read(), factors.Read());
                for (int row = 0; row < rows; row++)
                {
                    int query = own + (row / group % tokens);
                    bool[] seen = [.. Enumerable.Range(0, columns).Select(c => c < pinned || (c <= query && (long)query - c <= window))];
                    double max = Enumerable.Range(0, columns).Where(c => seen[c]).Max(c => before[(row * columns) + c]);
                    double sum = Enumerable.Range(0, columns).Where(c => seen[c]).Sum(c => Math.Exp(before[(row * columns) + c] - max));
                    for (int c = 0; c < columns; c++)
                    {
                        double expected = seen[c] ? Math.Exp(before[(row * columns) + c] - max) / sum : 0;
                        Assert.InRange(((double)after[(row * columns) + c] * factor[row]) - expected, -tolerance, tolerance);
                        Assert.True(seen[c] || after[(row * columns) + c] == 0);
                    }
                }
            }
        }
    }
}
