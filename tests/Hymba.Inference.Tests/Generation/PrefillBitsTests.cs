using Hymba.Inference.Generation;
using Hymba.Inference.Tests.Golden;
using static TorchSharp.torch;

namespace Hymba.Inference.Tests.Generation;

/// <summary>The logits of a request must depend on its tokens and borders alone.</summary>
public sealed class PrefillBitsTests
{
    public static TheoryData<ScalarType, int, bool> TypesAndChunks => new MatrixTheoryData<ScalarType, int, bool>(
        [ScalarType.Float32, ScalarType.BFloat16, ScalarType.Float16], [1, 16, 256], [true, false]);

    [Theory]
    [MemberData(nameof(TypesAndChunks))]
    public void Room_and_cache_hits_change_no_bit(ScalarType type, int chunk, bool useTorch)
    {
        using LoadedModel model = GoldenModel.Get("tiny-b").LoadModel(type, chunkTokens: chunk, chunksUseTorch: useTorch);
        GenerationRequest request = Requests.Random(2, 70, 6, 512, 1, 33, 69, 70);
        IReadOnlyList<int[]> cold = Run(model, request, 0), warm = Run(model, request, 69), roomy = Run(model, request with { MaxNewTokens = 100 }, 69);
        using LoadedModel fresh = GoldenModel.Get("tiny-b").LoadModel(type, chunkTokens: chunk, prefixCacheBytes: 0, chunksUseTorch: useTorch);
        IReadOnlyList<int[]> roomyCold = Run(fresh, request with { MaxNewTokens = 100 }, 0);
        for (int i = 0; i < 6; i++)
        {
            Assert.Equal(cold[i], warm[i]);
            Assert.Equal(cold[i], roomy[i]);
            Assert.Equal(cold[i], roomyCold[i]);
        }
    }

    private static IReadOnlyList<int[]> Run(LoadedModel model, GenerationRequest request, int cached)
    {
        var logits = new RecordedLogits();
        Assert.Equal(cached, Sessions.Run(model, logits.Watch(request)).Usage.CachedTokens);
        return logits.Rows;
    }
}
