using System.Text.Json.Nodes;
using Hymba.Inference.Adapters;
using Hymba.Inference.Checkpoint;
using Hymba.Inference.Model;
using Hymba.Inference.Native;
using Hymba.Inference.Tests.Checkpoint;
using Hymba.Inference.Tests.Golden;
using Microsoft.Extensions.Logging.Abstractions;
using static TorchSharp.torch;

namespace Hymba.Inference.Tests.Adapters;

public sealed class LoraAdapterTests
{
    public LoraAdapterTests() => TorchRuntime.EnsureLoaded(NullLogger.Instance);

    private static readonly string Tiny = GoldenModel.Get("tiny-a").Directory;
    private static readonly HymbaConfig Config = HymbaConfigReader.Read(Path.Combine(Tiny, CheckpointFiles.ConfigName));
    private static readonly string First = AdapterBuilder.Weights(Config)[0];

    [Theory]
    [InlineData(HymbaDataType.Float32)]
    [InlineData(HymbaDataType.BFloat16)]
    public async Task A_second_factor_of_zeros_changes_no_bit(HymbaDataType type)
    {
        using var folder = new TemporaryDirectory();
        AdapterBuilder.Write(folder, Config, (name, i) => name.Contains("lora_A", StringComparison.Ordinal) ? i % 7 : 0);
        Assert.Equal(await LogitsAsync(null, type), await LogitsAsync(folder.Path, type));
    }

    [Fact]
    public void The_update_is_alpha_over_r_times_the_product()
    {
        using var folder = new TemporaryDirectory();
        AdapterBuilder.Write(folder, Config, Value);
        using HymbaCheckpoint checkpoint = HymbaCheckpoint.Open(Tiny);
        using LoraAdapter adapter = LoraAdapter.Open(folder.Path, Config);
        CancellationToken token = TestContext.Current.CancellationToken;
        using HymbaWeights plain = WeightLoader.Load(checkpoint, ScalarType.Float32, CPU, cancellationToken: token);
        using HymbaWeights merged = WeightLoader.Load(checkpoint, ScalarType.Float32, CPU, adapter: adapter, cancellationToken: token);
        long columns = plain.Named[First].Shape[1];
        float[] before = plain.Named[First].Widen(), after = merged.Named[First].Widen();
        for (int i = 0; i < before.Length; i++)
        {
            (int row, int column) = ((int)(i / columns), (int)(i % columns));
            double update = 4.0 * Enumerable.Range(0, AdapterBuilder.Rank).Sum(k => (double)Value(LoraNames.Second(First), (row * AdapterBuilder.Rank) + k)
                * Value(LoraNames.First(First), (int)(k * columns) + column));
            Assert.Equal(before[i] + update, after[i], 1e-5);
        }

        IEnumerable<string> others = plain.Named.Keys.Except(adapter.Weights);
        Assert.All(others, name => Assert.Equal(plain.Named[name].Widen(), merged.Named[name].Widen()));
    }

    [Fact]
    public async Task A_merged_adapter_changes_the_logits()
    {
        using var folder = new TemporaryDirectory();
        AdapterBuilder.Write(folder, Config, Value);
        Assert.NotEqual(await LogitsAsync(null, HymbaDataType.Float32), await LogitsAsync(folder.Path, HymbaDataType.Float32));
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_told_at_once()
    {
        using var folder = new TemporaryDirectory();
        AdapterBuilder.Write(
            folder,
            Config,
            (_, _) => 0,
            json =>
            {
                json["bias"] = "all";
                json["use_dora"] = true;
                json["use_rslora"] = true;
                json["rank_pattern"] = new JsonObject { ["in_proj"] = 4 };
                json["init_lora_weights"] = "pissa_niter_4";
            },
            tensors =>
            {
                tensors.RemoveAt(1);
                tensors.Add(new SafetensorsTensor("base_model.model.lm_head.lora_A.weight", SafetensorsDtype.F32, [2, 2]));
                tensors.Add(new SafetensorsTensor("base_model.model.model.layers.0.mamba.conv1d.lora_A.weight", SafetensorsDtype.F32, [2, 2]));
                tensors.Add(new SafetensorsTensor("stray", SafetensorsDtype.I32, [2]));
            });
        var options = new HymbaEngineOptions { ModelPath = Tiny, AdapterPath = folder.Path };
        var error = await Assert.ThrowsAsync<ModelLoadException>(
            () => HymbaEngine.LoadAsync(options, cancellationToken: TestContext.Current.CancellationToken));
        string[] parts =
        [
            "bias is \"all\"", "use_dora is true", "use_rslora is true", "rank_pattern is", "init_lora_weights", "lm_head", "conv1d", "'stray' is I32",
            "'stray' belongs to no weight", $"{LoraNames.Second(First)} is missing",
        ];
        Assert.All(parts, part => Assert.Contains(error.Errors, line => line.Contains(part, StringComparison.Ordinal)));
        Assert.Equal(parts.Length, error.Errors.Count);
    }

    [Theory]
    [InlineData("r", "3", "model and rank call for [3,")]
    [InlineData("r", "0", "r is 0")]
    [InlineData("r", null, "r is missing")]
    [InlineData("lora_alpha", "-1", "lora_alpha is -1")]
    [InlineData("peft_type", "\"IA3\"", "peft_type is \"IA3\"")]
    [InlineData("target_modules", "[\"in_proj\",\"out_proj\"]", "names 'out_proj'")]
    [InlineData("target_modules", "[]", "which target_modules does not name")]
    [InlineData("target_modules", "[1]", "must be a list of names")]
    [InlineData("modules_to_save", "[\"lm_head\"]", "modules_to_save is")]
    public void Wrong_settings_are_refused(string key, string? value, string part)
    {
        using var folder = new TemporaryDirectory();
        AdapterBuilder.Write(folder, Config, (_, _) => 0, json =>
        {
            json.Remove(key);
            if (value is not null)
            {
                json[key] = JsonNode.Parse(value);
            }
        });
        Assert.Contains(part, Assert.Throws<ModelLoadException>(() => LoraAdapter.Open(folder.Path, Config)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_that_change_nothing_are_taken()
    {
        using var folder = new TemporaryDirectory();
        AdapterBuilder.Write(folder, Config, (_, _) => 0, json =>
        {
            json["use_dora"] = false;
            json["rank_pattern"] = new JsonObject();
            json["modules_to_save"] = null;
            json["init_lora_weights"] = true;
            json["lora_dropout"] = 0.1;
            json["target_modules"] = ".*in_proj";
            json["something_new"] = 1;
        });
        using LoraAdapter adapter = LoraAdapter.Open(folder.Path, Config);
        Assert.Equal(AdapterBuilder.Weights(Config).Length, adapter.Weights.Count);
    }

    [Fact]
    public void Files_that_are_not_there_are_named()
    {
        using var folder = new TemporaryDirectory();
        Assert.Equal(2, Assert.Throws<ModelLoadException>(() => LoraAdapter.Open(folder.Path, Config)).Errors.Count);
        AdapterBuilder.Write(folder, Config, (_, _) => 0);
        folder.Write(LoraConfigFile.Name, "[");
        Assert.Contains("no JSON", Assert.Throws<ModelLoadException>(() => LoraAdapter.Open(folder.Path, Config)).Message, StringComparison.Ordinal);
        Assert.Contains(
            "AdapterPath is empty", Assert.Single(new HymbaEngineOptions { ModelPath = "x", AdapterPath = " " }.Validate()), StringComparison.Ordinal);
    }

    private static float Value(string name, int i) => ((((i * 37) + name.Length) % 11) - 5) * 0.01f;

    private static async Task<float[]> LogitsAsync(string? adapter, HymbaDataType type)
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        var options = new HymbaEngineOptions { ModelPath = Tiny, AdapterPath = adapter, DataType = type, Threads = 1 };
        await using HymbaEngine engine = await HymbaEngine.LoadAsync(options, cancellationToken: token);
        var logits = new List<float>();
        await engine.ComputeLogitsAsync([1, 17, 200, 23], null, (_, rows) => logits.AddRange(rows), token);
        return [.. logits];
    }
}
