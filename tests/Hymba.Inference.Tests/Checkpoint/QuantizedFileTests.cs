using Hymba.Inference.Checkpoint;
using Hymba.Inference.Generation;
using Hymba.Inference.Model;
using Hymba.Inference.Native;
using Hymba.Inference.State;
using Microsoft.Extensions.Logging.Abstractions;
using static TorchSharp.torch;

namespace Hymba.Inference.Tests.Checkpoint;

public sealed class QuantizedFileTests
{
    public QuantizedFileTests() => TorchRuntime.EnsureLoaded(NullLogger.Instance);

    [Theory]
    [InlineData(HymbaDataType.Int8)]
    [InlineData(HymbaDataType.Int4)]
    public void Weights_from_the_file_are_those_that_loading_rounds(HymbaDataType type)
    {
        using var folder = new TemporaryDirectory();
        CopyModel(folder.Path);
        float[] rounded = Logits(folder.Path, type);
        Write(folder.Path, type);

        using (HymbaCheckpoint checkpoint = HymbaCheckpoint.Open(folder.Path))
        {
            using HymbaWeights? weights = TryLoad(checkpoint, type);
            Assert.NotNull(weights);
        }

        Assert.Equal(rounded, Logits(folder.Path, type));
    }

    [Fact]
    public void A_file_of_other_weights_or_of_another_type_is_not_used()
    {
        using var folder = new TemporaryDirectory();
        CopyModel(folder.Path);
        Write(folder.Path, HymbaDataType.Int8);
        using HymbaCheckpoint checkpoint = HymbaCheckpoint.Open(folder.Path);
        Assert.Null(TryLoad(checkpoint, HymbaDataType.Int4));
        File.Copy(QuantizedFile.PathOf(folder.Path, HymbaDataType.Int8), QuantizedFile.PathOf(folder.Path, HymbaDataType.Int4));
        Assert.Null(TryLoad(checkpoint, HymbaDataType.Int4));

        File.SetLastWriteTimeUtc(Path.Combine(folder.Path, "model.safetensors"), new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc));
        Assert.Null(TryLoad(checkpoint, HymbaDataType.Int8));
    }

    [Fact]
    public void A_damaged_file_is_refused_by_name()
    {
        using var folder = new TemporaryDirectory();
        CopyModel(folder.Path);
        Write(folder.Path, HymbaDataType.Int8);
        string path = QuantizedFile.PathOf(folder.Path, HymbaDataType.Int8);
        using (FileStream stream = File.OpenWrite(path))
        {
            stream.SetLength(stream.Length - 100);
        }

        using HymbaCheckpoint checkpoint = HymbaCheckpoint.Open(folder.Path);
        var error = Assert.Throws<ModelLoadException>(() => TryLoad(checkpoint, HymbaDataType.Int8));
        Assert.Equal(path, error.Path);
    }

    private static HymbaWeights? TryLoad(HymbaCheckpoint checkpoint, HymbaDataType type)
        => QuantizedFile.TryLoad(checkpoint, type, QuantizedFile.PathOf(checkpoint.Directory, type), 2, CancellationToken.None);

    private static void CopyModel(string folder)
    {
        foreach (string file in Directory.GetFiles(RepositoryFiles.Fixture("golden/tiny-b")).Where(file => Path.GetExtension(file) is ".json" or ".safetensors"))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }
    }

    private static void Write(string folder, HymbaDataType type)
    {
        using HymbaCheckpoint checkpoint = HymbaCheckpoint.Open(folder);
        QuantizedFile.Write(checkpoint, type, QuantizedFile.PathOf(folder, type), 2, null, CancellationToken.None);
    }

    private static float[] Logits(string folder, HymbaDataType type)
    {
        var options = new HymbaEngineOptions { ModelPath = folder, DataType = type, Threads = 1, PrefixCacheBytes = 0 };
        using LoadedModel model = ModelLoader.Load(options, null, NullLogger.Instance, CancellationToken.None);
        using IDisposable guard = no_grad();
        using SequenceState state = model.InitialState.Copy(8);
        float[] logits = new float[model.Config.VocabularySize];
        foreach (int token in new[] { 5, 9, 31, 7 })
        {
            model.Decoder!.Step(state, token, logits);
        }

        return logits;
    }
}
