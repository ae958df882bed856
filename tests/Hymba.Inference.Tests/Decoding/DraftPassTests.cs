using System.Runtime.InteropServices;
using CsCheck;
using Hymba.Inference.Decoding;
using Hymba.Inference.Generation;
using Hymba.Inference.Model;
using Hymba.Inference.Native;
using Hymba.Inference.State;
using Hymba.Kernels;
using Microsoft.Extensions.Logging.Abstractions;
using static TorchSharp.torch;

namespace Hymba.Inference.Tests.Decoding;

public sealed class DraftPassTests
{
    public DraftPassTests() => TorchRuntime.EnsureLoaded(NullLogger.Instance);

    public static TheoryData<string, HymbaDataType> Models
    {
        get
        {
            var models = new TheoryData<string, HymbaDataType>();
            foreach (HymbaDataType type in new[] { HymbaDataType.Float32, HymbaDataType.BFloat16, HymbaDataType.Int8, HymbaDataType.Int4 })
            {
                models.Add("tiny-a", type);
                models.Add("tiny-b", type);
            }

            return models;
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Any_number_of_tokens_and_of_kept_ones_gives_the_bits_of_single_steps(string name, HymbaDataType type)
    {
        using LoadedModel model = Load(name, type);
        using IDisposable guard = no_grad();

        // Before the window is full, while it fills up, and behind it, where every token takes an older one's slot.
        foreach (int before in new[] { 3, model.Config.SlidingWindow - 3, (2 * model.Config.SlidingWindow) + 5 })
        {
            using SequenceState start = Stepped(model, before);
            for (int count = 1; count <= DraftPass.MaxTokens; count++)
            {
                foreach (int kept in new[] { 1, (count + 1) / 2, count }.Distinct())
                {
                    AssertSameAsSteps(model, start, before, count, kept);
                }
            }
        }
    }

    [Theory]
    [InlineData(HymbaDataType.BFloat16)]
    [InlineData(HymbaDataType.Int4)]
    public void Chunks_steps_and_passes_in_any_order_give_the_bits_of_chunks_and_steps(HymbaDataType type)
    {
        using LoadedModel model = Load("tiny-a", type);
        using IDisposable guard = no_grad();
        Gen.Select(Gen.Int[0, 2], Gen.Int[1, DraftPass.MaxTokens], Gen.Int[0, DraftPass.MaxTokens]).Array[1, 12].Sample(
            plan =>
            {
                using IDisposable scope = NewDisposeScope();
                using SequenceState expected = model.InitialState.Copy(200), actual = model.InitialState.Copy(200);
                float[] logits = new float[model.Config.VocabularySize], rows = new float[DraftPass.MaxTokens * logits.Length];
                foreach ((int kind, int count, int drop) in plan)
                {
                    int kept = kind == 2 ? Math.Max(1, count - drop) : count;
                    int[] tokens = Tokens(expected.Tokens, count);
                    if (kind == 0)
                    {
                        model.Forward.Continue(expected, tokens);
                        model.Forward.Continue(actual, tokens);
                        continue;
                    }

                    Array.ForEach(tokens[..kept], token => model.Decoder!.Step(expected, token, logits));
                    model.DraftPass!.Run(actual, tokens, rows);
                    model.DraftPass.Keep(actual, kept);
                }

                AssertSameState(model.Config, expected, actual);
            },
            iter: 25,
            threads: 1,
            seed: "0000KOIKoeU2");
    }

    [Theory]
    [InlineData(HymbaDataType.Float32)]
    [InlineData(HymbaDataType.Int4)]
    public void Steps_and_passes_know_the_largest_logits(HymbaDataType type)
    {
        using LoadedModel model = Load("tiny-b", type);
        using IDisposable guard = no_grad();
        using SequenceState state = model.InitialState.Copy(20);
        int vocabulary = model.Config.VocabularySize, blocks = BlockPeaks.Count(vocabulary);
        float[] logits = new float[vocabulary], peaks = new float[blocks], rows = new float[3 * vocabulary], all = new float[3 * blocks];
        model.Decoder!.Step(state, 5, logits, peaks);
        model.DraftPass!.Run(state, [6, 7, 8], rows, all);

        Assert.Equal(logits.Chunk(BlockPeaks.Size).Select(block => block.Max()), peaks);
        Assert.Equal(rows.Chunk(vocabulary).SelectMany(row => row.Chunk(BlockPeaks.Size)).Select(block => block.Max()), all);
    }

    [Fact]
    public void A_pass_allocates_no_managed_memory()
    {
        using LoadedModel model = Load("tiny-b", HymbaDataType.BFloat16);
        using IDisposable guard = no_grad();
        using SequenceState state = model.InitialState.Copy(40);
        float[] rows = new float[DraftPass.MaxTokens * model.Config.VocabularySize];
        int[] tokens = Tokens(0, 8);
        DraftPass pass = model.DraftPass!;
        for (int i = 0; i < 2; i++)
        {
            pass.Run(state, tokens, rows);
            pass.Keep(state, 3);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        pass.Run(state, tokens, rows);
        pass.Keep(state, 3);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        using LoadedModel model = Load("tiny-a", HymbaDataType.BFloat16);
        using IDisposable guard = no_grad();
        using SequenceState state = model.InitialState.Copy(3);
        float[] rows = new float[9 * model.Config.VocabularySize];
        DraftPass pass = model.DraftPass!;

        Assert.Throws<ArgumentOutOfRangeException>(() => pass.Run(state, [], rows));
        Assert.Throws<ArgumentOutOfRangeException>(() => pass.Run(state, new int[9], rows));
        Assert.Throws<ContextOverflowException>(() => pass.Run(state, [1, 2, 3, 4], rows));
        pass.Run(state, [1, 2, 3], rows);
        Assert.Throws<ArgumentOutOfRangeException>(() => pass.Keep(state, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => pass.Keep(state, 4));
    }

    private static void AssertSameAsSteps(LoadedModel model, SequenceState start, int before, int count, int kept)
    {
        using SequenceState expected = start.Copy(before + count + 1), actual = start.Copy(before + count + 1);
        int vocabulary = model.Config.VocabularySize;
        float[] steps = new float[(kept + 1) * vocabulary], rows = new float[count * vocabulary], next = new float[vocabulary];
        int[] tokens = Tokens(before, count + 1);
        for (int i = 0; i < kept; i++)
        {
            model.Decoder!.Step(expected, tokens[i], steps.AsSpan(i * vocabulary, vocabulary));
        }

        model.DraftPass!.Run(actual, tokens.AsSpan(0, count), rows);
        model.DraftPass.Keep(actual, kept);

        Assert.True(Bits(steps.AsSpan(0, kept * vocabulary)).SequenceEqual(Bits(rows.AsSpan(0, kept * vocabulary))), $"logits of {count} tokens behind {before}");
        AssertSameState(model.Config, expected, actual);

        // Nor is anything left behind that only the next token would meet.
        model.Decoder!.Step(expected, 7, steps.AsSpan(kept * vocabulary, vocabulary));
        model.Decoder.Step(actual, 7, next);
        Assert.True(Bits(steps.AsSpan(kept * vocabulary)).SequenceEqual(Bits(next)), $"the token after {kept} of {count}");
    }

    private static void AssertSameState(HymbaConfig config, SequenceState expected, SequenceState actual)
    {
        Assert.Equal(expected.Position, actual.Position);
        foreach (LayerPlan plan in LayerPlan.For(config))
        {
            Assert.True(Bits(expected.Scan(plan.Index).StateValues).SequenceEqual(Bits(actual.Scan(plan.Index).StateValues)), $"scan state of layer {plan.Index}");
            Assert.True(
                Bits(expected.Scan(plan.Index).ConvInputValues).SequenceEqual(Bits(actual.Scan(plan.Index).ConvInputValues)), $"convolution of layer {plan.Index}");
            if (plan.IsProducer)
            {
                (KeyValueCache left, KeyValueCache right) = (expected.KeyValues(plan.Index), actual.KeyValues(plan.Index));
                Assert.Equal(left.Count, right.Count);
                using IDisposable scope = NewDisposeScope();
                Assert.True(left.View().Keys.equal(right.View().Keys).all().item<bool>(), $"keys of layer {plan.Index}");
                Assert.True(left.View().Values.equal(right.View().Values).all().item<bool>(), $"values of layer {plan.Index}");
            }
        }
    }

    private static SequenceState Stepped(LoadedModel model, int tokens)
    {
        SequenceState state = model.InitialState.Copy(tokens);
        float[] logits = new float[model.Config.VocabularySize];
        Array.ForEach(Tokens(0, tokens), token => model.Decoder!.Step(state, token, logits));
        return state;
    }

    private static int[] Tokens(int first, int count) => [.. Enumerable.Range(first, count).Select(i => 3 + (i * 37 % 200))];

    private static ReadOnlySpan<int> Bits(ReadOnlySpan<float> values) => MemoryMarshal.Cast<float, int>(values);

    private static LoadedModel Load(string name, HymbaDataType type)
    {
        var options = new HymbaEngineOptions { ModelPath = RepositoryFiles.Fixture($"golden/{name}"), DataType = type, Threads = 1, PrefixCacheBytes = 0 };
        return ModelLoader.Load(options, null, NullLogger.Instance, CancellationToken.None);
    }
}
