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
}
