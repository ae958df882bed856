using Hymba.Inference.Generation;
using Hymba.Inference.Native;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hymba.Inference.Tests.Generation;

/// <summary>Runs alone: it counts the process's tensors and blocks of memory.</summary>
[Collection(nameof(MemoryTests))]
public sealed class ModelLoaderTests
{
    [Fact]
    public void Loading_that_fails_late_leaves_no_weights_behind()
    {
        TorchRuntime.EnsureLoaded(NullLogger.Instance);
        var options = new HymbaEngineOptions { ModelPath = RepositoryFiles.Fixture("golden/tiny-a"), Threads = 1 };
        // What earlier tests left to the collector is not counted.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        long before = MemoryTests.TensorsAndBlocks();
        Assert.Throws<InvalidDataException>(() => ModelLoader.Load(options, null, new FailingLogger(), CancellationToken.None));
        Assert.Equal(before, MemoryTests.TensorsAndBlocks());
    }

    private sealed class FailingLogger : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            => throw new InvalidDataException();
    }
}
