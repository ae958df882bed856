using System.Text;
using Hymba.Inference.Checkpoint;
using Hymba.Inference.Model;

namespace Hymba.Inference.Tests.Checkpoint;

public sealed class HymbaConfigReaderTests
{
    [Fact]
    public void Reads_the_real_config()
    {
        HymbaConfig config = HymbaConfigReader.Read(RepositoryFiles.Fixture("hymba-1.5b-config.json"));

        Assert.Equal((1600, 32, 25, 5, 2), (config.HiddenSize, config.LayerCount, config.QueryHeads, config.KeyValueHeads, config.InnerExpansion));
        Assert.Equal((64, 3200, 128), (config.KeyHeadSize, config.InnerSize, config.ValueHeadSize));
        Assert.Equal((16, 4, 100), (config.StateSize, config.ConvKernel, config.TimeStepRank));
        Assert.Equal((128, 1024, 5504, 32001), (config.MemoryTokens, config.SlidingWindow, config.MlpSize, config.VocabularySize));
        Assert.Equal((MlpActivation.Silu, RopeKind.Ntk), (config.MlpActivation, config.RopeKind));
        Assert.Equal((1e-6, 10000.0), (config.NormEpsilon, config.RopeTheta));
        Assert.Equal((8192, 2048), (config.MaxPositions, config.OriginalMaxPositions));
        Assert.True(config.HasConvBias && config.HasInnerNorms && config.TiedHead);
        Assert.Equal([0, 15, 31], config.GlobalLayers);
        Assert.Equal([16, 17, 18], config.KeyValueGroups[7]);
        Assert.Equal((1, "bfloat16"), (config.BosTokenId, config.TorchDtype));
        Assert.Equal([2], config.EosTokenIds);
        Assert.Equal(17, LayerPlan.For(config).Count(layer => layer.IsProducer));
    }

    [Theory]
    [InlineData("tiny-a")]
    [InlineData("tiny-b")]
    [InlineData("tiny-real-vocab")]
    public void Reads_the_golden_configs(string golden)
        => Assert.True(HymbaConfigReader.Read(RepositoryFiles.Fixture($"golden/{golden}/config.json")).LayerCount >= 4);

    [Theory]
    [InlineData("hidden_size", "0", "hidden_size is 0; it must be a whole number from 1 to 1048576")]
    [InlineData("hidden_size", "-1600", "hidden_size is -1600")]
    [InlineData("hidden_size", "1600.5", "hidden_size is 1600.5")]
    [InlineData("hidden_size", "\"1600\"", "hidden_size is \"1600\"")]
    [InlineData("hidden_size", "99999999999999", "hidden_size is 99999999999999")]
    [InlineData("hidden_size", "absent", "hidden_size is missing")]
    [InlineData("hidden_size", "1601", "hidden_size 1601 is not divisible by num_attention_heads 25")]
    [InlineData("hidden_size", "1575", "is odd")]
    [InlineData("num_hidden_layers", "1025", "num_hidden_layers is 1025; it must be a whole number from 1 to 1024")]
    [InlineData("num_key_value_heads", "4", "num_attention_heads 25 is not divisible by num_key_value_heads 4")]
    [InlineData("num_key_value_heads", "0", "num_key_value_heads is 0")]
    [InlineData("num_key_value_heads", "null", "num_key_value_heads is null")]
    [InlineData("vocab_size", "1048577", "vocab_size is 1048577")]
    [InlineData("intermediate_size", "absent", "intermediate_size is missing")]
    [InlineData("mamba_d_conv", "0", "mamba_d_conv is 0")]
    [InlineData("mamba_d_state", "0", "mamba_d_state is 0")]
    [InlineData("mamba_d_state", "257", "mamba_d_state is 257; it must be a whole number from 1 to 256")]
    [InlineData("max_position_embeddings", "1048577", "max_position_embeddings is 1048577")]
    [InlineData("max_position_embeddings", "1024", "max_position_embeddings is 1024; with rope_type \"ntk\" it must be above half of")]
    [InlineData("mamba_dt_rank", "0", "mamba_dt_rank is 0")]
    [InlineData("mamba_dt_rank", "\"automatic\"", "mamba_dt_rank is \"automatic\"")]
    [InlineData("mamba_conv_bias", "1", "mamba_conv_bias is 1; it must be true or false")]
    [InlineData("num_memory_tokens", "-1", "num_memory_tokens is -1")]
    [InlineData("sliding_window", "-1", "sliding_window is -1")]
    [InlineData("sliding_window", "null", "sliding_window is null")]
    [InlineData("rms_norm_eps", "0", "rms_norm_eps is 0; it must be a number above 0")]
    [InlineData("rope_theta", "-1", "rope_theta is -1")]
    [InlineData("rope_theta", "1e999", "rope_theta is 1e999")]
    [InlineData("max_position_embeddings", "0", "max_position_embeddings is 0")]
    [InlineData("orig_max_position_embeddings", "null", "orig_max_position_embeddings is null")]
    [InlineData("bos_token_id", "32001", "bos_token_id is 32001; it must be a whole number from 0 to 32000")]
    [InlineData("eos_token_id", "[2,32001]", "eos_token_id is [2,32001]")]
    [InlineData("eos_token_id", "[]", "eos_token_id is an empty list")]
    [InlineData("eos_token_id", "-1", "eos_token_id is -1")]
    [InlineData("torch_dtype", "\"int8\"", "torch_dtype is \"int8\"")]
    [InlineData("rope_type", "\"linear\"", "rope_type is \"linear\"; supported: null, \"default\", \"ntk\", \"dynamic_ntk\"")]
    [InlineData("mlp_hidden_act", "\"gelu\"", "mlp_hidden_act is \"gelu\"; supported: \"silu\", \"relu2\"")]
    public void Refuses_wrong_values(string key, string json, string expected)
    {
        ModelLoadException error = Assert.Throws<ModelLoadException>(() => HymbaConfigReader.Parse("config.json", ConfigText.RealWith(key, json)));

        Assert.Contains(error.Errors, sentence => sentence.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void Reports_everything_at_once_and_no_consequences()
    {
        byte[] json = ConfigText.Real(config =>
        {
            config["hidden_size"] = 0;
            config["rope"] = false;
            config["rope_theta"] = "x";
            config.Remove("sliding_window");
        });

        ModelLoadException error = Assert.Throws<ModelLoadException>(() => HymbaConfigReader.Parse("config.json", json));

        Assert.Equal(
            [
                "hidden_size is 0; it must be a whole number from 1 to 1048576.",
                "rope is false; supported: true.",
                "sliding_window is missing.",
                "rope_theta is \"x\"; it must be a number above 0.",
            ],
            error.Errors);
        Assert.Contains("4 problems", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fills_in_the_originals_defaults()
    {
        string[] optional =
        [
            "mamba_d_state", "mamba_d_conv", "mamba_expand", "mamba_dt_rank", "mamba_conv_bias", "mamba_inner_layernorms", "rms_norm_eps",
            "rope_theta", "rope_type", "num_memory_tokens", "kv_reuse_group", "mlp_hidden_act", "tie_word_embeddings", "bos_token_id",
            "eos_token_id", "torch_dtype", "orig_max_position_embeddings", "hidden_act", "kq_norm", "kq_head_dim", "attn_hidden_size",
            "layer_type", "conv_dim", "num_mamba", "kv_weight_reuse", "kv_reuse_every_i_layer", "mamba_proj_bias",
            "memory_tokens_interspersed_every", "num_experts_per_tok",
        ];
        byte[] json = ConfigText.Real(config => Array.ForEach(optional, key => config.Remove(key)));

        HymbaConfig config = HymbaConfigReader.Parse("config.json", json);

        Assert.Equal((16, 4, 2, 100), (config.StateSize, config.ConvKernel, config.InnerExpansion, config.TimeStepRank));
        Assert.Equal((0, 8192, 8192), (config.MemoryTokens, config.MaxPositions, config.OriginalMaxPositions));
        Assert.Equal((RopeKind.Default, MlpActivation.Silu), (config.RopeKind, config.MlpActivation));
        Assert.Equal((false, "float32"), (config.TiedHead, config.TorchDtype));
        Assert.Empty(config.KeyValueGroups);
    }

    [Theory]
    [InlineData("null", RopeKind.Default)]
    [InlineData("\"default\"", RopeKind.Default)]
    [InlineData("\"ntk\"", RopeKind.Ntk)]
    [InlineData("\"dynamic_ntk\"", RopeKind.DynamicNtk)]
    public void Knows_the_rotary_kinds(string json, RopeKind expected)
        => Assert.Equal(expected, HymbaConfigReader.Parse("config.json", ConfigText.RealWith("rope_type", json)).RopeKind);

    [Fact]
    public void Knows_the_other_spellings()
    {
        Assert.Equal([2, 7], HymbaConfigReader.Parse("c", ConfigText.RealWith("eos_token_id", "[2, 7]")).EosTokenIds);
        Assert.Equal(100, HymbaConfigReader.Parse("c", ConfigText.RealWith("mamba_dt_rank", "\"auto\"")).TimeStepRank);
        Assert.Equal(5, HymbaConfigReader.Parse("c", ConfigText.Small(config => config["mamba_dt_rank"] = "auto")).TimeStepRank);
        Assert.Equal(MlpActivation.ReluSquared, HymbaConfigReader.Parse("c", ConfigText.RealWith("mlp_hidden_act", "\"relu2\"")).MlpActivation);
        Assert.Equal(0, HymbaConfigReader.Parse("c", ConfigText.RealWith("num_memory_tokens", "0")).MemoryTokens);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"hidden_size\": NaN}")]
    [InlineData("{\"hidden_size\":1,\"hidden_size\":2}")]
    [InlineData("{\"model_type\":\"\\ud800\"}")]
    [InlineData("{\"torch_dtype\":\"\\ud800\"}")]
    [InlineData("{\"global_attn_idx\":{\"a\":[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]}}")]
    public void Refuses_what_is_no_config(string text)
        => Assert.Throws<ModelLoadException>(() => HymbaConfigReader.Parse("config.json", Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void A_missing_file_is_an_error()
        => Assert.Throws<ModelLoadException>(() => HymbaConfigReader.Read(RepositoryFiles.Fixture("none.json")));

    [Fact]
    public void Mutated_configs_end_in_success_or_in_a_typed_error()
    {
        byte[] text = File.ReadAllBytes(RepositoryFiles.Fixture("hymba-1.5b-config.json"));
        var random = new Random(7);
        int refused = 0;
        for (int round = 0; round < 2000; round++)
        {
            byte[] mutant = [.. text];
            mutant[random.Next(mutant.Length)] = (byte)"0123456789-[]{}\",:ex "[random.Next(21)];
            mutant[random.Next(mutant.Length)] = (byte)random.Next(256);
            try
            {
                HymbaConfigReader.Parse("fuzz", mutant);
            }
            catch (ModelLoadException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 500, 2000);
    }
}
