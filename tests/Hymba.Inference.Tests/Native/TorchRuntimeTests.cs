using System.Diagnostics;
using Hymba.Inference.Native;
using Microsoft.Extensions.Logging.Abstractions;
using TorchSharp;

namespace Hymba.Inference.Tests.Native;

public sealed class TorchRuntimeTests
{
    [Fact]
    public void EnsureLoaded_makes_tensors_work()
    {
        TorchRuntime.EnsureLoaded(NullLogger.Instance);

        using torch.Tensor sum = torch.ones(2).sum();

        Assert.Equal(2f, sum.item<float>());
    }

    [Fact]
    public void Callers_at_once_all_succeed() =>
        Parallel.For(0, 16, static _ => TorchRuntime.EnsureLoaded(NullLogger.Instance));

    [Fact]
    public async Task Processes_at_once_share_an_empty_cache()
    {
        DirectoryInfo cache = Directory.CreateTempSubdirectory("hymba-processes-");
        try
        {
            string[] outputs = await Task.WhenAll(RunLoad(cache.FullName), RunLoad(cache.FullName));

            Assert.All(outputs, static output => Assert.Matches(@"Total: 1, Errors: 0, Failed: 0, Skipped: 0", output));

            // Empty where the system's C++ library is new enough.
            string[] files = Directory.GetFiles(cache.FullName, "*", SearchOption.AllDirectories);
            Assert.True(files.Length <= 1, string.Join(' ', files));
        }
        finally
        {
            cache.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Cache_that_cannot_be_written_is_reported_with_the_cure()
    {
        string output = await RunLoad("/proc");
        Assert.SkipWhen(output.Contains("Failed: 0", StringComparison.Ordinal), "This system's C++ library needs no adapted copy.");

        Assert.Contains("Hymba.Inference.NativeLibraryException", output, StringComparison.Ordinal);
        Assert.Contains("Set the environment variable XDG_CACHE_HOME", output, StringComparison.Ordinal);
    }

    // Runs this class's first test in a process of its own.
    private static async Task<string> RunLoad(string cacheHome)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The adapted library is a matter of Linux alone.");
        string program = Path.ChangeExtension(typeof(TorchRuntimeTests).Assembly.Location, null);
        string test = $"{typeof(TorchRuntimeTests).FullName}.{nameof(EnsureLoaded_makes_tensors_work)}";
        ProcessStartInfo start = new(program, ["-method", test, "-noColor"]) { RedirectStandardOutput = true };
        start.Environment["XDG_CACHE_HOME"] = cacheHome;
        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return output;
    }
}
