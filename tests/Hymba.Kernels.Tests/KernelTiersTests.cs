namespace Hymba.Kernels.Tests;

public sealed class KernelTiersTests
{
    [Theory]
    [InlineData("scalar", KernelTier.Scalar)]
    [InlineData("128", KernelTier.Vector128)]
    [InlineData("256", KernelTier.Vector256)]
    [InlineData("512", KernelTier.Vector512)]
    public void Choose_takes_the_forced_tier(string forced, object expected)
        => Assert.Equal((KernelTier)expected, KernelTiers.Choose(forced, _ => true));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Choose_takes_the_widest_available_tier_when_nothing_is_forced(string? forced)
        => Assert.Equal(KernelTier.Vector256, KernelTiers.Choose(forced, tier => tier <= KernelTier.Vector256));

    [Fact]
    public void Choose_refuses_a_tier_that_is_not_available_and_says_which_is()
    {
        var error = Assert.Throws<InvalidOperationException>(() => KernelTiers.Choose("512", tier => tier <= KernelTier.Vector128));

        Assert.Equal("HYMBA_FORCE_TIER asks for '512', which this processor does not run: the widest it runs is Vector128.", error.Message);
    }

    [Theory]
    [InlineData("avx2")]
    [InlineData("Scalar")]
    [InlineData(" 256")]
    public void Choose_refuses_an_unknown_value_and_lists_the_known_ones(string forced)
    {
        var error = Assert.Throws<InvalidOperationException>(() => KernelTiers.Choose(forced, _ => true));

        Assert.Equal($"HYMBA_FORCE_TIER is '{forced}': it takes scalar, 128, 256 or 512.", error.Message);
    }

    [Fact]
    public void Current_obeys_the_environment()
        => Assert.Equal(
            KernelTiers.Choose(Environment.GetEnvironmentVariable(KernelTiers.ForceVariable), KernelTiers.IsAccelerated),
            KernelTiers.Current);
}
