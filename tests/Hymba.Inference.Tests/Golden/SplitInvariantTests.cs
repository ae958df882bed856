using CsCheck;
using Hymba.Inference.Generation;

namespace Hymba.Inference.Tests.Golden;

public sealed class SplitInvariantTests
{
    [Theory]
    [MemberData(nameof(GoldenModel.Names), MemberType = typeof(GoldenModel))]
    public void Any_split_gives_the_full_forward(string name)
    {
        GoldenModel golden = GoldenModel.Get(name);
        using LoadedModel model = golden.LoadModel();
        int longest = 3 * model.Config.SlidingWindow;
        Gen<(int[] Tokens, int[] Cuts)> sequences =
            from tokens in Gen.Int[0, model.Config.VocabularySize - 1].Array[2, longest]
            from cuts in Gen.Int[1, tokens.Length - 1].Array[0, 12]
            select (tokens, cuts);

        sequences.Sample(
            sequence =>
            {
                float[] whole = Sequences.Logits(model, sequence.Tokens, [sequence.Tokens.Length]);
                int[] borders = [0, .. sequence.Cuts.Distinct().Order(), sequence.Tokens.Length];
                float[] split = Sequences.Logits(model, sequence.Tokens, borders.Zip(borders.Skip(1), (a, b) => b - a));
                GoldenLogits.Near(whole, split, golden.Tolerance, "split " + string.Join(',', borders));
            },
            iter: name == "tiny-real-vocab" ? 8 : 30,
            threads: 1,
            seed: "0000KOIKoeU2");
    }

    [Theory]
    [MemberData(nameof(GoldenModel.Names), MemberType = typeof(GoldenModel))]
    public void Token_by_token_over_the_window_gives_the_full_forward(string name)
    {
        GoldenModel golden = GoldenModel.Get(name);
        using LoadedModel model = golden.LoadModel();
        var random = new Random(5);
        int[] tokens = [.. Enumerable.Range(0, (2 * model.Config.SlidingWindow) + 7).Select(_ => random.Next(model.Config.VocabularySize))];
        float[] whole = Sequences.Logits(model, tokens, [tokens.Length]);
        float[] steps = Sequences.Logits(model, tokens, Enumerable.Repeat(1, tokens.Length));
        GoldenLogits.Near(whole, steps, golden.Tolerance, "single steps");
    }
}
