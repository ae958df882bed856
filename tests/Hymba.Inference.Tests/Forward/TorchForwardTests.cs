using Hymba.Inference.Generation;
using Hymba.Inference.Tests.Generation;
using Hymba.Inference.Tests.Golden;
using static TorchSharp.torch;

namespace Hymba.Inference.Tests.Forward;

public sealed class TorchForwardTests
{
    // Single rounding errors of float32 logits of size 1 to 10, through seven layers.
    private const float Tolerance = 2e-4f;

    [Theory]
    [MemberData(nameof(VariantModels.Names), MemberType = typeof(VariantModels))]
    public async Task Any_split_gives_the_full_forward(string variant)
    {
        using LoadedModel model = await VariantModels.LoadAsync(variant);
        int[] tokens = Requests.Tokens(1, 60, model.Config.VocabularySize);
        float[] whole = Sequences.Logits(model, tokens, [60]);
        Assert.True(whole.Max() - whole.Min() > 0.5f, "The model says nothing.");
        int[][] splits = [[.. Enumerable.Repeat(1, 60)], [1, 59], [59, 1], [2, 17, 1, 1, 30, 9], [20, 20, 20]];
        foreach (int[] split in splits)
        {
            GoldenLogits.Near(whole, Sequences.Logits(model, tokens, split), Tolerance, string.Join(',', split));
        }
    }

    [Theory]
    [MemberData(nameof(VariantModels.Names), MemberType = typeof(VariantModels))]
    public async Task Both_scans_and_the_batch_agree(string variant)
    {
        using LoadedModel kernel = await VariantModels.LoadAsync(variant);
        using LoadedModel associative = await VariantModels.LoadAsync(variant, associative: true);
        int[] tokens = Requests.Tokens(2, 100, kernel.Config.VocabularySize);
        float[] expected = Sequences.Logits(kernel, tokens, [100]);
        GoldenLogits.Near(expected, Sequences.Logits(associative, tokens, [100]), Tolerance, "one pass");
        GoldenLogits.Near(expected, Sequences.Logits(associative, tokens, [70, 1, 29]), Tolerance, "three passes");

        using IDisposable guard = no_grad();
        using IDisposable scope = NewDisposeScope();
        int[] batch = [.. tokens, .. tokens.AsSpan(0, 3), .. new int[97]];
        Tensor hidden = kernel.Forward.RunBatch(batch, 2);
        GoldenLogits.Near(expected, kernel.Forward.Logits(hidden.select(0, 0)).data<float>().ToArray(), Tolerance, "first row");
        float[] second = kernel.Forward.Logits(hidden.select(0, 1).narrow(0, 0, 3)).data<float>().ToArray();
        GoldenLogits.Near(expected.AsSpan(0, second.Length), second, Tolerance, "padded row");
    }

    [Theory]
    [InlineData(ScalarType.BFloat16)]
    [InlineData(ScalarType.Float16)]
    public async Task Sixteen_bit_models_stay_near_float32(ScalarType type)
    {
        using LoadedModel exact = await VariantModels.LoadAsync("own head");
        using LoadedModel half = await VariantModels.LoadAsync("own head", dtype: type);
        int[] tokens = Requests.Tokens(3, 50, exact.Config.VocabularySize);
        float[] expected = Sequences.Logits(exact, tokens, [50]);
        float[] actual = Sequences.Logits(half, tokens, [20, 1, 1, 28]);
        Assert.InRange(expected.Zip(actual, (a, b) => Math.Abs(a - b)).Average(), 1e-5f, 0.1f);
    }
}
