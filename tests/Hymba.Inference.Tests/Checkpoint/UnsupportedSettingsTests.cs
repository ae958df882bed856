using Hymba.Inference.Checkpoint;

namespace Hymba.Inference.Tests.Checkpoint;

public sealed class UnsupportedSettingsTests
{
    [Theory]
    [InlineData("model_type", "\"mamba\"", "model_type is \"mamba\"; supported: \"hymba\".")]
    [InlineData("model_type", "absent", "model_type is missing; supported: \"hymba\".")]
    [InlineData("memory_tokens_interspersed_every", "8", "memory_tokens_interspersed_every is 8; supported: 0.")]
    [InlineData("kq_norm", "\"rms\"", "kq_norm is \"rms\"; supported: \"none\".")]
    [InlineData("num_experts", "4", "num_experts is 4; supported: 1.")]
    [InlineData("num_experts", "absent", "num_experts is missing; supported: 1.")]
    [InlineData("num_experts_per_tok", "2", "num_experts_per_tok is 2; supported: 1.")]
    [InlineData("attn_hidden_size", "800", "attn_hidden_size is 800; supported: -1 or 1600.")]
    [InlineData("kq_head_dim", "32", "kq_head_dim is 32; supported: -1 or 64.")]
    [InlineData("v_head_dim", "64", "v_head_dim is 64; supported: 128.")]
    [InlineData("v_head_dim", "-1", "v_head_dim is -1; supported: 128.")]
    [InlineData("v_head_dim", "absent", "v_head_dim is missing; supported: 128.")]
    [InlineData("num_mamba", "2", "num_mamba is 2; supported: 1.")]
    [InlineData("kv_weight_reuse", "true", "kv_weight_reuse is true; supported: false.")]
    [InlineData("kv_reuse_every_i_layer", "2", "kv_reuse_every_i_layer is 2; supported: -1.")]
    [InlineData("mamba_proj_bias", "true", "mamba_proj_bias is true; supported: false.")]
    [InlineData("rope", "false", "rope is false; supported: true.")]
    [InlineData("rope", "absent", "rope is missing; supported: true.")]
    [InlineData("rope", "1", "rope is 1; supported: true.")]
    [InlineData("hidden_act", "\"gelu\"", "hidden_act is \"gelu\"; supported: \"silu\".")]
    [InlineData("layer_type", "[\"h\",\"m\"]", "layer_type is [\"h\",\"m\"]; supported: \"h\" for every layer.")]
    [InlineData("layer_type", "[\"h\",\"h\"]", "layer_type lists 2 layers, num_hidden_layers is 32.")]
    [InlineData("layer_type", "\"h\"", "layer_type is \"h\"; supported: \"h\" for every layer.")]
    [InlineData("conv_dim", "{\"0\":1600}", "conv_dim is {\"0\":1600}; supported: mamba_expand * hidden_size = 3200 for every layer.")]
    [InlineData("conv_dim", "3200", "conv_dim is 3200; supported: mamba_expand * hidden_size = 3200 for every layer.")]
    public void Names_the_setting_its_value_and_the_supported_one(string key, string json, string expected)
    {
        ModelLoadException error = Assert.Throws<ModelLoadException>(() => HymbaConfigReader.Parse("config.json", ConfigText.RealWith(key, json)));

        Assert.Equal([expected], error.Errors);
    }

    [Theory]
    [InlineData("attn_hidden_size", "1600")]
    [InlineData("kq_head_dim", "64")]
    [InlineData("kq_norm", "null")]
    [InlineData("kq_norm", "absent")]
    [InlineData("num_experts_per_tok", "absent")]
    [InlineData("attn_implementation", "\"flash_attention_2\"")]
    [InlineData("attn_implementation_new", "\"sdpa\"")]
    [InlineData("use_mamba_kernels", "false")]
    [InlineData("some_key_of_tomorrow", "{}")]
    public void Lets_pass_what_changes_nothing(string key, string json)
        => Assert.Equal(1600, HymbaConfigReader.Parse("config.json", ConfigText.RealWith(key, json)).HiddenSize);

    [Fact]
    public void Two_refused_settings_are_reported_together()
    {
        byte[] json = ConfigText.Real(config =>
        {
            config["num_mamba"] = 3;
            config["kq_norm"] = "rms";
        });

        Assert.Equal(2, Assert.Throws<ModelLoadException>(() => HymbaConfigReader.Parse("config.json", json)).Errors.Count);
    }
}
