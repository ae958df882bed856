using Hymba.Inference.Checkpoint;
using Hymba.Inference.Model;
using Hymba.Kernels.Decode;
using static TorchSharp.torch;

namespace Hymba.Inference.Tests.Model;

public class WeightArenaTests
{
    [Theory]
    [InlineData(null)]
    [InlineData(HymbaDataType.Int8)]
    [InlineData(HymbaDataType.Int4)]
    public void Has_room_for_every_weight_and_cuts_them_apart(HymbaDataType? quantized)
    {
        HymbaConfig config = HymbaConfigReader.Read(RepositoryFiles.Fixture("golden/tiny-b/config.json"));
        using MemoryArena arena = WeightArena.For(config, ScalarType.BFloat16, quantized);
        var cuts = new List<NativeArray<byte>>();
        foreach ((string name, long[] shape) in TensorNames.Expected(config))
        {
            bool isRounded = quantized is not null && HymbaWeights.IsQuantizable(name);
            if (!isRounded)
            {
                LazyTensor cut = arena.Take(shape, HymbaWeights.StorageDtype(name, ScalarType.BFloat16));
                Assert.Equal(shape, cut.Shape);
                Assert.Equal(cut.ByteSize, cut.Bytes.Length);
                cuts.Add(cut.Memory);
            }

            if (isRounded || (quantized is not null && name == HymbaWeights.HeadName(config)))
            {
                cuts.Add(arena.Take(QuantizedMatrix.PackedBytes(isRounded ? quantized!.Value : HymbaDataType.Int8, shape)));
            }
        }

        for (int layer = 0; layer < config.LayerCount; layer++)
        {
            cuts.Add(arena.Take(LayerWeights.DerivedBytes(config)));
        }

        for (int i = 0; i < cuts.Count; i++)
        {
            cuts[i].Values.Fill((byte)(i + 1));
        }

        Assert.All(cuts, (cut, i) => Assert.False(cut.Values.ContainsAnyExcept((byte)(i + 1))));
        Assert.All(cuts, cut => Assert.Equal(0, cut.Address % 64));
        Assert.Throws<ArgumentOutOfRangeException>(() => arena.Take(4 << 20));
    }
}
