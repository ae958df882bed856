using Hymba.Inference;
using Hymba.Inference.Adapters;
using Hymba.Inference.Checkpoint;
using Hymba.Inference.Text;
using Hymba.Training.Data;
using Hymba.Training.Model;
using Hymba.Training.Output;

namespace Hymba.Training.Tests.Runs;

[Collection("Training runs")]
public sealed class FineTuningRunTests
{
    private static readonly LoraOptions Lora = new() { Rank = 4, Alpha = 8 };

    [Fact]
    public void All_weights_learn_a_handful_of_conversations()
    {
        using var run = new TinyRun();
        IReadOnlyList<double> losses = run.Train("out", TinyRun.Options(12, 0.01));
        Assert.True(losses[^1] < 0.2 * losses[0], $"{losses[0]} became {losses[^1]}");
        using HymbaCheckpoint before = HymbaCheckpoint.Open(TinyRun.Model), after = HymbaCheckpoint.Open(run["out/model"]);
        Assert.All(before.Entries.Keys, name => Assert.Equal(before.Entry(name).Dtype, after.Entry(name).Dtype));
        string[] changed = [.. Changed(before, after)];
        Assert.All(["in_proj", "up_proj", "A_log.0"], part => Assert.Contains(changed, name => name.Contains(part, StringComparison.Ordinal)));
        Assert.Equal(HymbaTokenizer.Load(TinyRun.Model).VocabularySize, HymbaTokenizer.Load(run["out/model"]).VocabularySize);
    }

    [Fact]
    public void An_adapter_learns_them_and_nothing_else_changes()
    {
        using var run = new TinyRun();
        byte[] original = File.ReadAllBytes(Path.Combine(TinyRun.Model, CheckpointFiles.WeightsName));
        IReadOnlyList<double> losses = run.Train("out", TinyRun.Options(12, 0.02), Lora);
        Assert.True(losses[^1] < 0.3 * losses[0], $"{losses[0]} became {losses[^1]}");
        Assert.Equal(original, File.ReadAllBytes(Path.Combine(TinyRun.Model, CheckpointFiles.WeightsName)));
        Assert.False(Directory.Exists(run["out/model"]));

        using HymbaCheckpoint model = HymbaCheckpoint.Open(TinyRun.Model);
        using (LoraAdapter adapter = LoraAdapter.Open(run["out/adapter"], model.Config))
        {
            Assert.Equal((4, 8.0), (adapter.Config.Rank, adapter.Config.Alpha));
            Assert.Equal(2 * model.Config.LayerCount, adapter.Weights.Count);
        }

        int count = AdapterMerge.Write(TinyRun.Model, run["out/adapter"], run["merged"], TestContext.Current.CancellationToken);
        using HymbaCheckpoint merged = HymbaCheckpoint.Open(run["merged"]);
        string[] changed = [.. Changed(model, merged)];
        Assert.Equal(count, changed.Length);
        Assert.All(changed, name => Assert.Contains(LoraTargets.Of(name), LoraTargets.Default));
    }

    [Fact]
    public async Task The_engine_with_an_adapter_computes_what_the_merged_checkpoint_does()
    {
        using var run = new TinyRun();
        run.Train("out", TinyRun.Options(4, 0.02), Lora with { Targets = [.. LoraTargets.Known] });
        AdapterMerge.Write(TinyRun.Model, run["out/adapter"], run["merged"], TestContext.Current.CancellationToken);
        float[] merged = await LogitsAsync(run["merged"], null), live = await LogitsAsync(TinyRun.Model, run["out/adapter"]);
        Assert.Equal(merged, live);
        Assert.NotEqual(await LogitsAsync(TinyRun.Model, null), live);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_run_that_was_stopped_ends_with_the_same_bits(bool withAdapter)
    {
        using var run = new TinyRun();
        LoraOptions? lora = withAdapter ? Lora : null;
        TrainingOptions options = TinyRun.Options(6, 0.005);
        run.Train("whole", options, lora);
        Assert.ThrowsAny<OperationCanceledException>(() => run.Run("parts", options, lora, resume: false, stopAfter: 3));
        Assert.Equal(3, run.Run("parts", options, lora, resume: true, stopAfter: null).Count);
        string file = withAdapter ? $"adapter/{LoraAdapter.WeightsName}" : $"model/{CheckpointFiles.WeightsName}";
        Assert.Equal(File.ReadAllBytes(run[$"whole/{file}"]), File.ReadAllBytes(run[$"parts/{file}"]));
        Assert.Equal(7, File.ReadLines(run["parts/log.csv"]).Count());
    }

    [Fact]
    public void A_saved_adapter_of_another_shape_is_not_gone_on_with()
    {
        using var run = new TinyRun();
        run.Train("out", TinyRun.Options(1, 0.01), Lora);
        var error = Assert.Throws<ModelLoadException>(
            () => run.Run("out", TinyRun.Options(2, 0.01), Lora with { Alpha = 4 }, resume: true, stopAfter: null));
        Assert.Contains("alpha 8", error.Message, StringComparison.Ordinal);
        Assert.Contains("alpha 4", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_model_keeps_its_own_number_type()
    {
        using var run = new TinyRun();
        string config = Path.Combine(TinyRun.Model, CheckpointFiles.ConfigName);
        await RandomCheckpoint.WriteAsync(config, SafetensorsDtype.BF16, 1, run["half"], cancellationToken: TestContext.Current.CancellationToken);
        run.Train("out", TinyRun.Options(1, 0.01), model: run["half"]);
        using HymbaCheckpoint tuned = HymbaCheckpoint.Open(run["out/model"]);
        Assert.Equal("bfloat16", tuned.Config.TorchDtype);
        Assert.All(tuned.Entries.Values, entry => Assert.Equal(SafetensorsDtype.BF16, entry.Dtype));
    }

    [Fact]
    public void Epochs_decide_the_steps()
    {
        using var run = new TinyRun();
        TrainingOptions options = TinyRun.Options(1, 0.01) with { BatchTokens = 20, PassTokens = 20 };
        int once = run.Train("a", options, Lora, epochs: 1).Count, twice = run.Train("b", options, Lora, epochs: 2).Count;
        Assert.InRange(once, 2, 6);
        Assert.InRange(twice, (2 * once) - 1, 2 * once);
    }

    [Fact]
    public void Data_that_cannot_be_used_leaves_nothing_behind()
    {
        using var run = new TinyRun();
        var silent = new TinyRun.Repeated(
            TinyRun.Turns("a", "b"), Example.OfConversation("chat", new ChatPrompt([new ChatTurn(ChatTurnRole.User, "alone")])));
        var endless = new TinyRun.Repeated(TinyRun.Turns("a", "b"), TinyRun.Turns(string.Concat(Enumerable.Repeat("word ", 2000)), "b"));
        Refuse<TrainingDataException>("no reply", () => run.Train("out", TinyRun.Options(1, 0.01), data: silent, count: 2));
        Refuse<TrainingDataException>("context is", () => run.Train("out", TinyRun.Options(1, 0.01), Lora, endless, count: 2));
        Refuse<InvalidOptionsException>("known are in_proj", () => run.Train("out", TinyRun.Options(1, 0.01), Lora with { Targets = ["q_proj"] }));
        Refuse<InvalidOptionsException>("rank is 0", () => run.Train("out", TinyRun.Options(1, 0.01), Lora with { Rank = 0 }));
        Refuse<ModelLoadException>("does not exist", () => run.Train("out", TinyRun.Options(1, 0.01), model: run["none"]));

        void Refuse<T>(string part, Action action)
            where T : Exception
        {
            Assert.Contains(part, Assert.Throws<T>(action).Message, StringComparison.Ordinal);
            Assert.Empty(Directory.EnumerateFileSystemEntries(run.Path));
        }
    }

    private static async Task<float[]> LogitsAsync(string model, string? adapter)
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        var options = new HymbaEngineOptions { ModelPath = model, AdapterPath = adapter, DataType = HymbaDataType.BFloat16, Threads = 1 };
        await using HymbaEngine engine = await HymbaEngine.LoadAsync(options, cancellationToken: token);
        var logits = new List<float>();
        await engine.ComputeLogitsAsync([1, 17, 4000, 23, 99], null, (_, rows) => logits.AddRange(rows), token);
        return [.. logits];
    }

    private static IEnumerable<string> Changed(HymbaCheckpoint a, HymbaCheckpoint b)
        => a.Entries.Keys.Where(name => !Bytes(a, name).AsSpan().SequenceEqual(Bytes(b, name)));

    private static byte[] Bytes(HymbaCheckpoint checkpoint, string name)
    {
        byte[] bytes = new byte[checkpoint.Entry(name).ByteLength];
        checkpoint.Read(name, bytes);
        return bytes;
    }
}
