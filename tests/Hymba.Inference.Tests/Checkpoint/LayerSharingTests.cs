using Hymba.Inference.Checkpoint;

namespace Hymba.Inference.Tests.Checkpoint;

public sealed class LayerSharingTests
{
    [Theory]
    [InlineData("global_attn_idx", "[0,32]", "global_attn_idx is [0,32]; it must be a list of whole numbers from 0 to 31.")]
    [InlineData("global_attn_idx", "[-1]", "global_attn_idx is [-1]")]
    [InlineData("global_attn_idx", "[0,15,15]", "global_attn_idx lists layer 15 twice.")]
    [InlineData("global_attn_idx", "0", "global_attn_idx is 0; it must be a list")]
    [InlineData("global_attn_idx", "absent", "global_attn_idx is missing.")]
    [InlineData("global_attn_idx", "null", "global_attn_idx is null")]
    [InlineData("kv_reuse_group", "[[1,32]]", "kv_reuse_group[0] is [1,32]; it must be a list of whole numbers from 0 to 31.")]
    [InlineData("kv_reuse_group", "[[1,2],[2,3]]", "kv_reuse_group lists layer 2 twice.")]
    [InlineData("kv_reuse_group", "[[1,1]]", "kv_reuse_group lists layer 1 twice.")]
    [InlineData("kv_reuse_group", "[[2,1]]", "kv_reuse_group[0] = [2, 1] must be in ascending order")]
    [InlineData("kv_reuse_group", "[[1,2],[]]", "kv_reuse_group[1] = [] is empty")]
    [InlineData("kv_reuse_group", "[[14,15]]", "kv_reuse_group[0] = [14, 15] mixes global layers")]
    [InlineData("kv_reuse_group", "[[0,1]]", "kv_reuse_group[0] = [0, 1] mixes global layers")]
    [InlineData("kv_reuse_group", "[1,2]", "kv_reuse_group[0] is 1; it must be a list")]
    [InlineData("kv_reuse_group", "7", "kv_reuse_group is 7; it must be a list of lists of layers.")]
    public void Refuses_what_does_not_fit(string key, string json, string expected)
    {
        ModelLoadException error = Assert.Throws<ModelLoadException>(() => HymbaConfigReader.Parse("config.json", ConfigText.RealWith(key, json)));

        Assert.Contains(error.Errors, sentence => sentence.Contains(expected, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("null", 0)]
    [InlineData("[]", 0)]
    [InlineData("[[3]]", 1)]
    [InlineData("[[0,15,31],[1,2]]", 2)]
    [InlineData("[[1,5,9]]", 1)]
    public void Takes_groups_of_one_kind(string json, int groups)
        => Assert.Equal(groups, HymbaConfigReader.Parse("config.json", ConfigText.RealWith("kv_reuse_group", json)).KeyValueGroups.Count);

    [Fact]
    public void A_model_without_global_layers_is_possible()
        => Assert.Empty(HymbaConfigReader.Parse("config.json", ConfigText.RealWith("global_attn_idx", "[]")).GlobalLayers);
}
