using System.Runtime.InteropServices;
using Hymba.Inference.Checkpoint;
using Hymba.Inference.Model;
using Hymba.Inference.Native;
using Microsoft.Extensions.Logging.Abstractions;
using static TorchSharp.torch;

namespace Hymba.Inference.Tests.Model;

public class WeightArenaTests
{
    public WeightArenaTests() => TorchRuntime.EnsureLoaded(NullLogger.Instance);

    [Theory]
    [InlineData(null)]
    [InlineData(HymbaDataType.Int8)]
    [InlineData(HymbaDataType.Int4)]
    public void Has_room_for_every_tensor_and_cuts_them_apart(HymbaDataType? quantized)
    {
        HymbaConfig config = HymbaConfigReader.Read(RepositoryFiles.Fixture("golden/tiny-b/config.json"));
        using WeightArena arena = WeightArena.For(config, ScalarType.BFloat16, quantized);
        var cuts = new List<Tensor>();
        foreach ((string name, long[] shape) in TensorNames.Expected(config))
        {
            bool isRounded = quantized is not null && HymbaWeights.IsQuantizable(name);
            if (!isRounded)
            {
                cuts.Add(arena.Take(shape, HymbaWeights.StorageDtype(name, ScalarType.BFloat16)));
                Assert.Equal(shape, cuts[^1].shape);
            }

            if (isRounded || (quantized is not null && name == HymbaWeights.HeadName(config)))
            {
                cuts.Add(arena.Take([QuantizedMatrix.PackedBytes(isRounded ? quantized!.Value : HymbaDataType.Int8, shape)], ScalarType.Byte));
            }
        }

        for (int i = 0; i < cuts.Count; i++)
        {
            cuts[i].bytes.Fill((byte)(i + 1));
        }

        Assert.All(cuts, (cut, i) => Assert.False(cut.bytes.ContainsAnyExcept((byte)(i + 1))));
        Assert.Throws<ExternalException>(() => arena.Take([1 << 22], ScalarType.BFloat16));
        cuts.ForEach(cut => cut.Dispose());
    }

    [Fact]
    public void Tensors_outlive_the_arena()
    {
        WeightArena arena = WeightArena.For(
            HymbaConfigReader.Read(RepositoryFiles.Fixture("golden/tiny-b/config.json")), ScalarType.Float32, null);
        using Tensor cut = arena.Take([3, 5], ScalarType.Float32);
        arena.Dispose();

        cut.fill_(2);

        Assert.Equal(30, cut.sum().item<float>());
    }
}
