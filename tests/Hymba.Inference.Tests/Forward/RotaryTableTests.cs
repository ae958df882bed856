using Hymba.Inference.Checkpoint;
using Hymba.Inference.Forward;
using Hymba.Inference.Model;
using Hymba.Inference.Native;
using Hymba.Inference.Tests.Checkpoint;
using Microsoft.Extensions.Logging.Abstractions;
using static TorchSharp.torch;

namespace Hymba.Inference.Tests.Forward;

public sealed class RotaryTableTests
{
    public RotaryTableTests() => TorchRuntime.EnsureLoaded(NullLogger.Instance);

    [Theory]
    [InlineData("default", 1)]
    [InlineData("dynamic_ntk", 1)]
    [InlineData("ntk", 7)] // 2 * 1024 / 256 - 1
    public void Turns_pairs_by_position_and_frequency(string kind, double stretch)
    {
        double theta = 10000 * Math.Pow(stretch, 16 / 14.0);
        using var table = new RotaryTable(Config(kind, 1024), CPU);
        using IDisposable scope = NewDisposeScope();
        foreach (int position in new[] { 0, 5, 1023, 3000 })
        {
            float[] turned = table.Rotate(cat([ones(1, 1, 1, 8), zeros(1, 1, 1, 8)], 3), position).data<float>().ToArray();
            for (int j = 0; j < 8; j++)
            {
                double angle = position / Math.Pow(theta, j / 8.0);
                Assert.Equal(Math.Cos(angle), turned[j], 1e-3);
                Assert.Equal(Math.Sin(angle), turned[j + 8], 1e-3);
            }
        }
    }

    [Fact]
    public void A_long_context_costs_nothing_before_it_is_used()
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        new RotaryTable(Config("default", 1 << 20), CPU).Dispose();
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    private static HymbaConfig Config(string kind, int positions) => HymbaConfigReader.Parse("config.json", ConfigText.Small(config =>
    {
        config["rope_type"] = kind;
        config["max_position_embeddings"] = positions;
    }));
}
