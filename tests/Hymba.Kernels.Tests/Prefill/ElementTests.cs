using Hymba.Kernels.Decode;
using Hymba.Kernels.Lanes;
using Hymba.Kernels.Prefill;

namespace Hymba.Kernels.Tests.Prefill;

public sealed unsafe class ElementTests
{
    private static readonly float[] Values =
    [
        0f, -0f, 1f, 1.00390625f, 1.01171875f, -3.1415927f, 1e-40f, float.MaxValue, float.PositiveInfinity, float.NegativeInfinity, float.NaN, 123456.78f, 7e-3f, -65280f, 255.5f, 0.1f,
    ];

    [Fact]
    public void Every_width_rounds_as_the_single_value_does_and_reads_back_the_same()
    {
        ushort[] expected = [.. Values.Select(Bfloat16Rounding.Round)];
        Check<Lanes1>();
        Check<Lanes4>();
        Check<Lanes8>();
        Check<Lanes16>();

        void Check<TLanes>()
            where TLanes : struct, ILanes<TLanes>
        {
            ushort[] halves = new ushort[Values.Length];
            float[] back = new float[Values.Length];
            fixed (float* from = Values, to = back)
            fixed (ushort* middle = halves)
            {
                for (int i = 0; i < Values.Length; i += TLanes.Count)
                {
                    Bfloat16Element.Store(TLanes.Load(from + i), middle + i);
                    TLanes.Store(Bfloat16Element.Load<TLanes>(middle + i), to + i);
                }
            }

            Assert.Equal(expected, halves);
            Numbers.AssertSameBits([.. expected.Select(Bfloat16Format.ToSingle)], back);
        }
    }
}
