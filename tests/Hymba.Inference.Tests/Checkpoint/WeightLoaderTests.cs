using Hymba.Inference.Checkpoint;
using Hymba.Inference.Model;
using Hymba.Inference.Native;
using Microsoft.Extensions.Logging.Abstractions;
using static TorchSharp.torch;

namespace Hymba.Inference.Tests.Checkpoint;

public sealed class WeightLoaderTests
{
    public WeightLoaderTests() => TorchRuntime.EnsureLoaded(NullLogger.Instance);

    public static TheoryData<string, ScalarType> StoredAndWanted => new MatrixTheoryData<string, ScalarType>(
        ["BF16", "F16", "F32"], [ScalarType.BFloat16, ScalarType.Float16, ScalarType.Float32]);

    [Theory]
    [MemberData(nameof(StoredAndWanted))]
    public async Task In_memory_are_the_numbers_that_libtorch_would_make_of_the_file(string stored, ScalarType wanted)
    {
        Assert.True(SafetensorsDtypeNames.TryParse(stored, out SafetensorsDtype dtype));
        using var folder = new TemporaryDirectory();
        await RandomCheckpoint.WriteAsync(
            RepositoryFiles.Fixture("golden/tiny-a/config.json"), dtype, 3, folder["out"], cancellationToken: TestContext.Current.CancellationToken);
        using HymbaCheckpoint checkpoint = HymbaCheckpoint.Open(folder["out"]);
        using HymbaWeights weights = WeightLoader.Load(checkpoint, wanted, CPU, threads: 2, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(checkpoint.Entries.Keys, weights.Named.Keys);
        Assert.Equal(WeightArena.WeightBytes(checkpoint.Config, wanted, null), weights.Named.Values.Sum(weight => (weight.ByteSize + 63) / 64 * 64));
        foreach ((string name, LazyTensor weight) in weights.Named)
        {
            using IDisposable scope = NewDisposeScope();
            Tensor expected = WeightLoader.LoadTensor(checkpoint, name, HymbaWeights.StorageDtype(name, wanted), CPU);
            Assert.Equal(expected.dtype, weight.Dtype);
            Assert.Equal(expected.shape, weight.Shape);
            Assert.True(expected.bytes.SequenceEqual(weight.Bytes), name);
        }
    }
}
