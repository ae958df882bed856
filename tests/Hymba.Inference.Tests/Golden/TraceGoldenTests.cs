using System.Text.Json;
using Hymba.Inference.Forward;
using Hymba.Inference.Generation;
using static TorchSharp.torch;

namespace Hymba.Inference.Tests.Golden;

public sealed class TraceGoldenTests
{
    [Theory]
    [MemberData(nameof(ForwardGoldenTests.NamesAndScans), MemberType = typeof(ForwardGoldenTests))]
    public void Every_stage_matches(string name, bool associative)
    {
        GoldenModel golden = GoldenModel.Get(name);
        using LoadedModel model = golden.LoadModel(associative: associative);
        JsonElement testCase = Assert.Single(golden.Cases("trace"));
        int[] rows = [.. testCase.GetProperty("rows").EnumerateArray().Select(r => r.GetInt32())];
        int compared = 0;

        using IDisposable guard = no_grad();
        using IDisposable scope = NewDisposeScope();
        Tensor last = model.Forward.RunBatch(GoldenModel.Ids(testCase), 1, Compare);
        JsonElement hidden = testCase.GetProperty("hidden");
        int memory = model.Config.MemoryTokens;
        AssertRows(golden, hidden[hidden.GetArrayLength() - 1], last, rows, memory, "last hidden");
        AssertRows(
            golden,
            testCase.GetProperty("final_norm"),
            RmsNorm.Apply(last, model.Weights.FinalNorm.Tensor, model.Config.NormEpsilon),
            rows,
            memory,
            "final norm");

        int stages = testCase.GetProperty("stages").EnumerateObject().Sum(layer => layer.Value.EnumerateObject().Count());
        Assert.Equal(stages + model.Config.LayerCount, compared);

        void Compare(int layer, string stage, Tensor value)
        {
            JsonElement stored;
            if (stage == Stages.LayerInput)
            {
                stored = testCase.GetProperty("hidden")[layer];
            }
            else if (!testCase.GetProperty("stages").TryGetProperty($"{layer}", out JsonElement stored1) || !stored1.TryGetProperty(stage, out stored))
            {
                return;
            }

            AssertRows(golden, stored, value, rows, skipped: 0, $"layer {layer} {stage}");
            compared++;
        }
    }

    private static void AssertRows(GoldenModel golden, JsonElement stored, Tensor value, int[] rows, int skipped, string what)
    {
        (long[] shape, float[] expected) = golden.Stored(stored);
        int width = (int)(shape.Aggregate(1L, (a, b) => a * b) / rows.Length);
        ReadOnlySpan<float> actual = HostValues.Read(value.reshape(-1, width));
        for (int i = 0; i < rows.Length; i++)
        {
            if (rows[i] >= skipped)
            {
                GoldenLogits.Near(
                    expected.AsSpan(i * width, width), actual.Slice((rows[i] - skipped) * width, width), golden.Tolerance, $"{what}, row {rows[i]}");
            }
        }
    }
}
