using Hymba.Inference.Checkpoint;
using Hymba.Inference.Forward;
using Hymba.Inference.Generation;
using Hymba.Inference.Native;
using Hymba.Inference.State;
using Hymba.Inference.Tests.Checkpoint;
using Microsoft.Extensions.Logging.Abstractions;
using static TorchSharp.torch;

namespace Hymba.Inference.Tests.Generation;

public sealed class ComputedFilesTests
{
    public ComputedFilesTests() => TorchRuntime.EnsureLoaded(NullLogger.Instance);

    public static TheoryData<HymbaDataType, int> TypesAndFiles
        => new() { { HymbaDataType.Float32, 1 }, { HymbaDataType.BFloat16, 1 }, { HymbaDataType.Int8, 2 }, { HymbaDataType.Int4, 2 } };

    [Theory]
    [MemberData(nameof(TypesAndFiles))]
    public void A_cache_folder_is_filled_once_and_changes_no_bit(HymbaDataType type, int files)
    {
        using var folder = new TemporaryDirectory();
        using var cache = new TemporaryDirectory();
        CopyModel(folder.Path);
        float[] expected = Logits(folder.Path, type, cache: null);
        Assert.Empty(Directory.GetFiles(folder.Path, "model.*.safetensors"));

        Assert.Equal(expected, Logits(folder.Path, type, cache.Path));
        string[] kept = Directory.GetFiles(cache.Path, "*.safetensors", SearchOption.AllDirectories);
        Assert.Equal(files, kept.Length);
        DateTime[] times = [.. kept.Select(File.GetLastWriteTimeUtc)];

        Assert.Equal(expected, Logits(folder.Path, type, cache.Path));
        Assert.Equal(times, kept.Select(File.GetLastWriteTimeUtc));
    }

    [Fact]
    public void The_kept_state_is_the_one_that_is_used_until_the_checkpoint_changes()
    {
        using var folder = new TemporaryDirectory();
        CopyModel(folder.Path);
        KeepState(folder.Path, value: 0.25f);

        using (LoadedModel model = Load(folder.Path, HymbaDataType.Float32, cache: null))
        {
            Assert.Equal(0.25f, model.InitialState.Scan(0).StateValues[3]);
            Assert.Equal(model.Config.MemoryTokens, model.InitialState.Position);
        }

        File.SetLastWriteTimeUtc(Path.Combine(folder.Path, "model.safetensors"), new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc));
        using LoadedModel changed = Load(folder.Path, HymbaDataType.Float32, cache: null);
        Assert.NotEqual(0.25f, changed.InitialState.Scan(0).StateValues[3]);
    }

    [Fact]
    public void A_state_that_an_earlier_pass_computed_is_not_used()
    {
        using var folder = new TemporaryDirectory();
        CopyModel(folder.Path);
        string path = KeepState(folder.Path, value: 0.25f);

        byte[] bytes = File.ReadAllBytes(path);
        bytes.AsSpan(bytes.AsSpan().IndexOf("hymba_memory_pass\":\""u8)).Slice("hymba_memory_pass\":\"".Length)[0] = (byte)'1';
        File.WriteAllBytes(path, bytes);
        using LoadedModel earlier = Load(folder.Path, HymbaDataType.Float32, cache: null);
        Assert.NotEqual(0.25f, earlier.InitialState.Scan(0).StateValues[3]);
    }

    [Fact]
    public void A_damaged_state_is_refused_by_name()
    {
        using var folder = new TemporaryDirectory();
        CopyModel(folder.Path);
        string path = KeepState(folder.Path, value: 0.25f);

        using (FileStream stream = File.OpenWrite(path))
        {
            stream.SetLength(stream.Length - 10);
        }

        var error = Assert.Throws<ModelLoadException>(() => Load(folder.Path, HymbaDataType.Float32, cache: null));
        Assert.Equal(path, error.Path);
    }

    [Fact]
    public void A_cache_folder_that_cannot_be_written_costs_nothing_but_time()
    {
        using var folder = new TemporaryDirectory();
        CopyModel(folder.Path);
        string file = Path.Combine(folder.Path, "config.json");
        Assert.Equal(Logits(folder.Path, HymbaDataType.Int8, cache: null), Logits(folder.Path, HymbaDataType.Int8, Path.Combine(file, "cache")));
    }

    // As a file beside the model, and with a value that no pass computes.
    private static string KeepState(string folder, float value)
    {
        string path = MemoryStateFile.PathOf(folder, HymbaDataType.Float32);
        using LoadedModel model = Load(folder, HymbaDataType.Float32, cache: null);
        using HymbaCheckpoint checkpoint = HymbaCheckpoint.Open(folder);
        model.InitialState.Scan(0).StateValues.Fill(value);
        MemoryStateFile.Write(model.InitialState, checkpoint, HymbaDataType.Float32, path);
        return path;
    }

    private static void CopyModel(string folder)
    {
        foreach (string file in Directory.GetFiles(RepositoryFiles.Fixture("golden/tiny-b")).Where(file => Path.GetExtension(file) is ".json" or ".safetensors"))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }
    }

    private static float[] Logits(string folder, HymbaDataType type, string? cache)
    {
        using LoadedModel model = Load(folder, type, cache);
        using IDisposable guard = no_grad();
        using IDisposable scope = NewDisposeScope();
        using SequenceState state = model.InitialState.Copy(20);
        return HostValues.Read(model.Forward.Logits(model.Continue(state, [.. Enumerable.Range(3, 20)]))).ToArray();
    }

    private static LoadedModel Load(string folder, HymbaDataType type, string? cache)
    {
        var options = new HymbaEngineOptions { ModelPath = folder, DataType = type, Threads = 2, PrefixCacheBytes = 0, CacheDirectory = cache };
        return ModelLoader.Load(options, null, NullLogger.Instance, CancellationToken.None);
    }
}
