using System.Text.Json;
using Hymba.Inference.Forward;
using Hymba.Inference.Model;
using static TorchSharp.torch;

namespace Hymba.Inference.Tests.Golden;

public sealed class GradientGoldenTests
{
    public static TheoryData<string, bool> Paths
        => new(GoldenModel.Names.SelectMany(name => new[] { (name.Data, false), (name.Data, true) }));

    [Theory]
    [MemberData(nameof(Paths))]
    public void Loss_and_gradients_match(string name, bool fused)
    {
        GoldenModel golden = GoldenModel.Get(name);
        JsonElement testCase = Assert.Single(golden.Cases("loss"));
        using HymbaWeights weights = golden.LoadWeights(trainable: true);
        using var forward = new TorchForward(weights, new AssociativeScan(), fused);
        using IDisposable scope = NewDisposeScope();

        Tensor hidden = forward.RunBatch(GoldenModel.Ids(testCase), 1).squeeze(0);
        int[] labels = [.. GoldenModel.Rows(testCase, "labels")[0].Skip(1)];
        int[] counted = [.. Enumerable.Range(0, labels.Length).Where(i => labels[i] >= 0)];
        Assert.Equal(testCase.GetProperty("counted_targets").GetInt32(), counted.Length);
        Tensor rows = hidden.index_select(0, tensor(counted.Select(i => (long)i).ToArray()));
        float[] shares = [.. counted.Select(_ => 1f / counted.Length)];
        Tensor loss = forward.WeightedLoss(rows, [.. counted.Select(i => labels[i])], shares);
        Assert.Equal(testCase.GetProperty("loss").GetSingle(), loss.item<float>(), golden.Tolerance);

        loss.backward();
        CheckGradients(golden, testCase, weights);
    }

    private static void CheckGradients(GoldenModel golden, JsonElement testCase, HymbaWeights weights)
    {
        if (testCase.TryGetProperty("grad", out JsonElement grads))
        {
            foreach (JsonProperty grad in grads.EnumerateObject())
            {
                float[] expected = golden.Stored(grad.Value).Values;
                float scale = Math.Max(1f, expected.Max(Math.Abs));
                GoldenLogits.Near(expected, HostValues.Read(weights.Named[grad.Name].Tensor.grad!), scale * golden.Tolerance, grad.Name);
            }

            foreach (JsonProperty norm in testCase.GetProperty("grad_norms").EnumerateObject())
            {
                float expected = norm.Value.GetSingle();
                float actual = weights.Named[norm.Name].Tensor.grad!.norm().item<float>();
                Assert.True(Math.Abs(expected - actual) <= golden.Tolerance * Math.Max(1f, expected), $"{norm.Name}: {expected} and {actual}");
            }

            Assert.Equal(weights.Named.Count, testCase.GetProperty("grad_norms").EnumerateObject().Count());
        }
    }
}
