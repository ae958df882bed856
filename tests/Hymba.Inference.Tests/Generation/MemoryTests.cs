using System.Globalization;
using Hymba.Inference.Generation;
using Hymba.Inference.Tests.Golden;
using Hymba.Kernels;
using static TorchSharp.torch;

namespace Hymba.Inference.Tests.Generation;

/// <summary>Runs alone: it counts the process's tensors, blocks of memory and pages.</summary>
[Collection(nameof(MemoryTests))]
[CollectionDefinition(nameof(MemoryTests), DisableParallelization = true)]
public sealed class MemoryTests
{
    [Fact]
    public void Stays_flat_over_200_generations_of_mixed_lengths()
    {
        using LoadedModel model = GoldenModel.Get("tiny-b").LoadModel(prefixCacheBytes: 4 << 20);
        Run(model, 0, 60);
        long tensors = TensorsAndBlocks(), resident = ResidentBytes();
        Run(model, 60, 260);

        // The prefix cache's snapshots come and go within its budget: 8 layers hold at most 30 tensors each.
        Assert.InRange(TensorsAndBlocks() - tensors, -2000, 60L * model.PrefixCache.Count);
        Assert.InRange(model.PrefixCache.ByteSize, 1, 4 << 20);
        Assert.True(ResidentBytes() - resident < 24 << 20, $"{resident} bytes before, {ResidentBytes()} after");
    }

    [Fact]
    public void A_state_does_not_grow_with_steps()
    {
        using LoadedModel model = GoldenModel.Get("tiny-a").LoadModel(prefixCacheBytes: 0);
        using var session = new GenerationSession(model, Requests.Random(1, 10, 300, 320), TimeProvider.System);
        session.Step(Sessions.Ignore);
        long before = TensorsAndBlocks();
        while (!session.Finished)
        {
            session.Step(Sessions.Ignore);
            Assert.Equal(before, TensorsAndBlocks());
        }
    }

    private static void Run(LoadedModel model, int from, int to)
    {
        for (int i = from; i < to; i++)
        {
            int prompt = 1 + (i * 37 % 150);
            Sessions.Run(model, Requests.Random(i, prompt, 1 + (i * 13 % 40), 512, prompt));
        }

        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
    }

    internal static long TensorsAndBlocks() => Tensor.TotalCount + NativeBlock.LiveCount;

    internal static long ResidentBytes()
    {
        if (!OperatingSystem.IsLinux())
        {
            return Environment.WorkingSet;
        }

        string line = File.ReadLines("/proc/self/status").First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
        return 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }
}
