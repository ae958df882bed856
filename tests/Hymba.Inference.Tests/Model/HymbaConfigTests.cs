using Hymba.Inference.Checkpoint;
using Hymba.Inference.Model;

namespace Hymba.Inference.Tests.Model;

public sealed class HymbaConfigTests
{
    private static readonly HymbaConfig Real = HymbaConfigReader.Read(RepositoryFiles.Fixture("hymba-1.5b-config.json"));

    [Fact]
    public void The_context_is_the_longest_position_in_real_tokens() => Assert.Equal(8192, Real.ContextTokens);

    [Fact]
    public void A_dynamic_rotary_base_ends_the_context_before_it_would_change()
    {
        HymbaConfig dynamic = Real with { RopeKind = RopeKind.DynamicNtk };

        Assert.Equal(2048 - 128, dynamic.ContextTokens);
        Assert.Equal(1, (dynamic with { OriginalMaxPositions = 100 }).ContextTokens);
        Assert.Equal(512, (dynamic with { MaxPositions = 512 }).ContextTokens);
    }
}
