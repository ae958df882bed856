using System.Text.Json;
using Hymba.Inference.Forward;
using Hymba.Inference.Model;
using static TorchSharp.torch;

namespace Hymba.Inference.Tests.Golden;

public sealed class GradientGoldenTests
{
    [Theory]
    [MemberData(nameof(GoldenModel.Names), MemberType = typeof(GoldenModel))]
    public void Loss_and_gradients_match(string name)
    {
        GoldenModel golden = GoldenModel.Get(name);
        JsonElement testCase = Assert.Single(golden.Cases("loss"));
        using HymbaWeights weights = golden.LoadWeights(trainable: true);
        using var forward = new TorchForward(weights, new AssociativeScan());
        using IDisposable scope = NewDisposeScope();

        Tensor hidden = forward.RunBatch(GoldenModel.Ids(testCase), 1);
        Tensor logits = forward.Logits(hidden).squeeze(0);
        long[] labels = [.. GoldenModel.Rows(testCase, "labels")[0].Skip(1).Select(id => (long)id)];
        Assert.Equal(testCase.GetProperty("counted_targets").GetInt32(), labels.Count(label => label >= 0));
        Tensor loss = nn.functional.cross_entropy(logits.narrow(0, 0, labels.Length), tensor(labels), ignore_index: -100);
        Assert.Equal(testCase.GetProperty("loss").GetSingle(), loss.item<float>(), golden.Tolerance);

        loss.backward();
        if (testCase.TryGetProperty("grad", out JsonElement grads))
        {
            foreach (JsonProperty grad in grads.EnumerateObject())
            {
                float[] expected = golden.Stored(grad.Value).Values;
                float scale = Math.Max(1f, expected.Max(Math.Abs));
                GoldenLogits.Near(expected, HostValues.Read(weights.Named[grad.Name].grad!), scale * golden.Tolerance, grad.Name);
            }

            foreach (JsonProperty norm in testCase.GetProperty("grad_norms").EnumerateObject())
            {
                float expected = norm.Value.GetSingle();
                float actual = weights.Named[norm.Name].grad!.norm().item<float>();
                Assert.True(Math.Abs(expected - actual) <= golden.Tolerance * Math.Max(1f, expected), $"{norm.Name}: {expected} and {actual}");
            }

            Assert.Equal(weights.Named.Count, testCase.GetProperty("grad_norms").EnumerateObject().Count());
        }
    }
}
