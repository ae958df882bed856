using Hymba.Inference.Checkpoint;
using Hymba.Inference.Decoding;
using Hymba.Inference.Model;

namespace Hymba.Inference.Tests.Decoding;

public sealed class DecodeTrafficTests
{
    private static readonly HymbaConfig Real = HymbaConfigReader.Read(RepositoryFiles.Fixture("hymba-1.5b-config.json"));

    [Fact]
    public void The_real_model_reads_its_weights_once_and_its_state()
    {
        // 1.523e9 weights in two bytes, the scan's small tensors in four; the state at 288 tokens is a few dozen MB.
        long bytes = DecodeTraffic.BytesPerToken(Real, HymbaDataType.BFloat16, tokens: 288);
        long weights = 2 * TensorNames.ParameterCount(Real);
        Assert.InRange(bytes - weights, 0, 80L << 20);
    }

    [Fact]
    public void A_longer_sequence_and_a_wider_type_read_more()
    {
        long few = DecodeTraffic.BytesPerToken(Real, HymbaDataType.BFloat16, 100), many = DecodeTraffic.BytesPerToken(Real, HymbaDataType.BFloat16, 1000);
        long cachePerToken = LayerPlan.For(Real).Count(plan => plan.IsProducer && plan.IsGlobal)
            * (long)Real.KeyValueHeads * (Real.KeyHeadSize + Real.ValueHeadSize) * 2;
        Assert.InRange(many - few, 900 * cachePerToken, long.MaxValue);
        Assert.InRange((double)DecodeTraffic.BytesPerToken(Real, HymbaDataType.Float32, 100) / few, 1.9, 2.0);
    }

    [Fact]
    public void The_embedding_of_an_untied_head_is_not_read()
    {
        long tied = DecodeTraffic.BytesPerToken(Real with { TiedHead = true }, HymbaDataType.BFloat16, 1);
        long untied = DecodeTraffic.BytesPerToken(Real with { TiedHead = false }, HymbaDataType.BFloat16, 1);
        Assert.Equal(tied, untied);
    }
}
