using System.Runtime.InteropServices;
using Hymba.Inference.Native;
using Microsoft.Extensions.Logging.Abstractions;
using TorchSharp;

namespace Hymba.Inference.Tests.Native;

public sealed class TorchPlatformTests
{
    [Theory]
    [InlineData("linux", Architecture.X64, "libtorch-cpu-linux-x64", "TorchSharp-cuda-linux")]
    [InlineData("win", Architecture.X64, "libtorch-cpu-win-x64", "TorchSharp-cuda-windows")]
    [InlineData("win", Architecture.Arm64, "libtorch-cpu-win-arm64", "to the application")]
    [InlineData("osx", Architecture.Arm64, "libtorch-cpu-osx-arm64", "to the application.")]
    public void Supported_systems_have_a_package(string family, Architecture processor, string package, string advice)
    {
        TorchPlatform platform = new(family, processor, IsMusl: false);

        Assert.Null(platform.Unsupported);
        Assert.Equal(package, platform.LibtorchPackage);
        Assert.Contains(advice, platform.AddLibtorch, StringComparison.Ordinal);
    }

    [Fact]
    public void Libtorch_version_is_the_one_that_TorchSharp_names()
    {
        TorchRuntime.EnsureLoaded(NullLogger.Instance);

        Assert.StartsWith(TorchPlatform.LibtorchVersion, torch.__version__, StringComparison.Ordinal);
    }
}
