using System.Diagnostics;
using Hymba.Kernels.Threading;

namespace Hymba.Kernels.Tests.Threading;

public sealed class WorkerPinningTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public void Each_worker_stays_on_a_core_of_its_own_and_the_caller_does_not()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.ProcessorCount > 1, "Affinities are read from /proc, and one core leaves no choice.");
        Assert.True(WorkerTeam.Shared.Pin());
        int threads = Math.Min(Environment.ProcessorCount, 4);
        string[] names = [.. Enumerable.Range(1, threads - 1).Select(number => $"hymba worker {number}")];
        string[] cores = [];
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < Patience && !AreSingle(cores, names.Length); cores = Affinities(names))
        {
            RangeSplit.Run(default(NoWork), 64, 1, threads);
        }

        Assert.True(AreSingle(cores, names.Length), string.Join("; ", cores));
        Assert.Matches("[-,]", Allowed("/proc/thread-self"));
    }

    private static bool AreSingle(string[] cores, int workers)
        => cores.Length == workers && cores.All(core => int.TryParse(core, out _)) && cores.Distinct().Count() == workers;

    private static string[] Affinities(string[] names) =>
    [
        .. Directory.GetDirectories("/proc/self/task").Where(task => names.Contains(File.ReadAllText(Path.Combine(task, "comm")).TrimEnd('\n'))).Select(Allowed),
    ];

    private static string Allowed(string task)
        => File.ReadLines(Path.Combine(task, "status")).First(line => line.StartsWith("Cpus_allowed_list:", StringComparison.Ordinal)).Split('\t')[1];

    private readonly struct NoWork : IRangeJob
    {
        public void Run(int start, int end)
        {
        }
    }
}
