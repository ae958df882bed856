using System.Text.Json;
using Hymba.Inference.Generation;

namespace Hymba.Inference.Tests.Golden;

public sealed class GenerateGoldenTests
{
    [Theory]
    [MemberData(nameof(GoldenModel.Names), MemberType = typeof(GoldenModel))]
    public void Decoded_logits_follow_the_training_mask(string name)
    {
        GoldenModel golden = GoldenModel.Get(name);
        using LoadedModel model = golden.LoadModel();
        foreach (JsonElement testCase in golden.Cases("generate"))
        {
            int[] ids = [.. testCase.GetProperty("output_ids").EnumerateArray().Select(id => id.GetInt32())];
            int prompt = GoldenModel.Ids(testCase).Length, steps = testCase.GetProperty("new_tokens").GetInt32();
            int fed = prompt + steps - 1;
            float[] logits = Sequences.Logits(model, ids[..fed], [prompt, .. Enumerable.Repeat(1, steps - 1)]);
            JsonElement expected = testCase.TryGetProperty("uncached", out JsonElement uncached) ? uncached : testCase.GetProperty("cached");
            GoldenLogits.AssertEqual(golden, expected, logits.AsSpan((prompt - 1) * model.Config.VocabularySize));
        }
    }

    [Theory]
    [MemberData(nameof(GoldenModel.Names), MemberType = typeof(GoldenModel))]
    public void Greedy_ids_match(string name)
    {
        GoldenModel golden = GoldenModel.Get(name);
        using LoadedModel model = golden.LoadModel();
        int cases = 0;
        foreach (JsonElement testCase in golden.Cases("generate"))
        {
            int[] prompt = GoldenModel.Ids(testCase);
            int[] expected = [.. testCase.GetProperty("cached_vs_uncached").GetProperty("greedy_ids_uncached").EnumerateArray().Select(id => id.GetInt32())];
            var request = new GenerationRequest
            {
                PromptTokens = prompt,
                MaxNewTokens = expected.Length - prompt.Length,
                IgnoreEndTokens = true,
            };
            GenerationResult result = Sessions.Run(model, request);
            Assert.Equal(expected[prompt.Length..], result.TokenIds);
            Assert.Equal(FinishReason.Length, result.FinishReason);
            cases++;
        }

        Assert.True(cases >= 3);
    }
}
