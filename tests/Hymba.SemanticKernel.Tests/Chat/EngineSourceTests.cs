using Hymba.Inference;
using Hymba.SemanticKernel.Chat;

namespace Hymba.SemanticKernel.Tests.Chat;

public sealed class EngineSourceTests
{
    [Fact]
    public async Task A_load_that_failed_is_tried_again()
    {
        int loads = 0;
        HymbaEngine engine = await TinyModel.EngineAsync();
        var source = new EngineSource((_, _) => ++loads == 1 ? throw new ModelLoadException("m", ["gone"]) : Task.FromResult(engine));
        await Assert.ThrowsAsync<ModelLoadException>(() => source.GetAsync(CancellationToken.None));
        Assert.IsType<ModelLoadException>(source.Failure);
        Assert.Same(engine, (await source.GetAsync(CancellationToken.None)).Engine);
        Assert.Null(source.Failure);
        Assert.Equal(2, loads);
    }

    [Fact]
    public async Task Who_waits_for_a_load_learns_that_the_engine_is_disposed()
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var source = new EngineSource(async (_, token) =>
        {
            begun.SetResult();
            await Task.Delay(Timeout.Infinite, token);
            throw new InvalidOperationException();
        });
        Task<LoadedEngine> waiting = source.GetAsync(CancellationToken.None);
        await begun.Task;
        await source.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => source.GetAsync(CancellationToken.None));
    }
}
