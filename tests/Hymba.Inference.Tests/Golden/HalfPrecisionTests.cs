using System.Text.Json;
using Hymba.Inference.Generation;
using static TorchSharp.torch;

namespace Hymba.Inference.Tests.Golden;

public sealed class HalfPrecisionTests
{
    public static TheoryData<string, ScalarType> NamesAndTypes
        => [.. from name in GoldenModel.Names
               from type in new[] { ScalarType.BFloat16, ScalarType.Float16 }
               select new TheoryDataRow<string, ScalarType>(name.Data, type)];

    /// <summary>Where float32's best logit leads by more than 0.1, 16-bit computation must name the same token at 99 % of positions.</summary>
    [Theory]
    [MemberData(nameof(NamesAndTypes))]
    public void Best_tokens_agree_with_float32(string name, ScalarType type)
    {
        GoldenModel golden = GoldenModel.Get(name);
        using LoadedModel exact = golden.LoadModel();
        using LoadedModel half = golden.LoadModel(type);
        (int clear, int agreed) = (0, 0);
        foreach (JsonElement testCase in golden.Cases("forward").Concat(golden.Cases("generate")).Concat(golden.Cases("loss")))
        {
            foreach (int[] ids in testCase.TryGetProperty("output_ids", out JsonElement output)
                ? [[.. output.EnumerateArray().Select(id => id.GetInt32())]]
                : GoldenModel.Rows(testCase))
            {
                int prompt = Math.Max(1, ids.Length / 2);
                int[] split = [prompt, .. Enumerable.Repeat(1, ids.Length - prompt)];
                Count(Sequences.Logits(exact, ids, split), Sequences.Logits(half, ids, split), exact.Config.VocabularySize);
            }
        }

        TestContext.Current.SendDiagnosticMessage($"{name} {type}: {agreed} of {clear}");
        Assert.True(clear > 100);
        Assert.True(agreed >= 0.99 * clear, $"{agreed} of {clear} positions agree.");

        void Count(float[] expected, float[] actual, int vocabulary)
        {
            for (int row = 0; row < expected.Length / vocabulary; row++)
            {
                float[] best = [.. expected.AsSpan(row * vocabulary, vocabulary).ToArray().OrderDescending().Take(2)];
                if (best[0] - best[1] > 0.1f)
                {
                    clear++;
                    agreed += IndexOfMax(expected.AsSpan(row * vocabulary, vocabulary)) == IndexOfMax(actual.AsSpan(row * vocabulary, vocabulary)) ? 1 : 0;
                }
            }
        }
    }

    private static int IndexOfMax(ReadOnlySpan<float> row)
    {
        int best = 0;
        for (int i = 1; i < row.Length; i++)
        {
            best = row[i] > row[best] ? i : best;
        }

        return best;
    }
}
