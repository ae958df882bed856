using System.Diagnostics;
using Hymba.Inference.Generation;

namespace Hymba.Inference.Tests.Native;

public sealed class WithoutTorchTests
{
    // Set for a process that runs one test only: the others of this one have long loaded the library.
    private const string Alone = "HYMBA_TEST_ALONE";

    [Fact]
    public async Task Small_models_never_load_libtorch()
    {
        string program = Path.ChangeExtension(typeof(WithoutTorchTests).Assembly.Location, OperatingSystem.IsWindows() ? "exe" : null);
        string test = $"{typeof(WithoutTorchTests).FullName}.{nameof(Loads_and_generates_in_every_type)}";
        ProcessStartInfo start = new(program, ["-method", test, "-noColor"]) { RedirectStandardOutput = true };
        start.Environment[Alone] = "1";
        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(output.Contains("Total: 1, Errors: 0, Failed: 0, Skipped: 0", StringComparison.Ordinal), output);
    }

    [Fact]
    public async Task Loads_and_generates_in_every_type()
    {
        foreach (HymbaDataType type in (HymbaDataType[])[HymbaDataType.BFloat16, HymbaDataType.Float32, HymbaDataType.Int8, HymbaDataType.Int4])
        {
            var options = new HymbaEngineOptions { ModelPath = RepositoryFiles.Fixture("golden/tiny-b"), DataType = type, Threads = 2, Speculate = true };
            using HymbaEngine engine = await HymbaEngine.LoadAsync(options, cancellationToken: TestContext.Current.CancellationToken);
            var request = new GenerationRequest
            {
                PromptTokens = [.. Enumerable.Range(0, 40).Select(i => 3 + (i % 6))],
                SnapshotPositions = [20],
                MaxNewTokens = 12,
                IgnoreEndTokens = true,
            };
            GenerationResult first = await engine.GenerateAsync(request, TestContext.Current.CancellationToken);
            GenerationResult second = await engine.GenerateAsync(request, TestContext.Current.CancellationToken);

            Assert.Equal(12, first.Tokens.Count);
            Assert.Equal(20, second.Usage.CachedTokens);
            Assert.Equal(first.Tokens.Select(token => token.Id), second.Tokens.Select(token => token.Id));
        }

        Assert.False(Environment.GetEnvironmentVariable(Alone) == "1" && IsTorchLoaded());
    }

    private static bool IsTorchLoaded()
        => Process.GetCurrentProcess().Modules.Cast<ProcessModule>().Any(module => module.ModuleName.Contains("torch_cpu", StringComparison.OrdinalIgnoreCase));
}
