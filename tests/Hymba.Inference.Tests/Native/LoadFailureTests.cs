using System.Runtime.InteropServices;
using Hymba.Inference.Native;

namespace Hymba.Inference.Tests.Native;

public sealed class LoadFailureTests
{
    private const string Opening = "Unable to load shared library '/app/libLibTorchSharp.so' or one of its dependencies. Consider using strace:\n";
    private const string TooOld = Opening
        + "/lib/x86_64-linux-gnu/libstdc++.so.6: version `GLIBCXX_3.4.32' not found (required by /app/libLibTorchSharp.so)\n";

    private static readonly TorchPlatform Linux = new("linux", Architecture.X64, IsMusl: false);

    [Theory]
    [InlineData(TooOld, true)]
    [InlineData("/lib/libstdc++.so.6: Version »GLIBCXX_3.4.32« nicht gefunden (benötigt von /app/libLibTorchSharp.so)", true)]
    [InlineData("/lib/libstdc++.so.6: version `GLIBCXX_3.4.30' not found (required by /app/libLibTorchSharp.so)", false)]
    [InlineData("/lib/libstdc++.so.6: version `GLIBCXX_3.4.321' not found (required by /app/libLibTorchSharp.so)", false)]
    [InlineData("/lib/libstdc++.so.6: version `GLIBCXX_3.4.32' not found (required by /app/libtorch_cpu.so)", false)]
    [InlineData("/app/libLibTorchSharp.so: undefined symbol: _ZSt21ios_base_library_initv, version GLIBCXX_3.4.32", false)]
    [InlineData("libtorch.so: cannot open shared object file: No such file or directory", false)]
    public void Only_the_missing_version_of_this_library_is_recognised(string message, bool expected) =>
        Assert.Equal(expected, LoadFailure.IsMissingVersion(message, "GLIBCXX_3.4.32", "libLibTorchSharp.so"));

    [Theory]
    [InlineData("libtorch_cpu.so: cannot open shared object file: No such file or directory", "Add the package libtorch-cpu-linux-x64, version 2.10.0")]
    [InlineData("libc10.so: Kann die Datei nicht öffnen: Datei nicht gefunden", "libc10.so (libtorch) is missing. Add the package")]
    [InlineData("libgomp-98b21ff3.so.1: cannot open shared object file: No such file or directory", "(OpenMP) is missing. It comes with libtorch")]
    [InlineData("libcuda.so.1: cannot open shared object file: No such file or directory", "no NVIDIA driver")]
    [InlineData("libcudart.so.12: cannot open shared object file: No such file or directory", "libcudart.so.12 (CUDA) is missing")]
    [InlineData("libcudnn.so.9: cannot open shared object file: No such file or directory", "TorchSharp-cuda-linux")]
    [InlineData("libtorch_cuda.so: cannot open shared object file: No such file or directory", "(CUDA) is missing")]
    [InlineData("libnccl.so.2: cannot open shared object file: No such file or directory", "(CUDA) is missing")]
    [InlineData("libstdc++.so.6: cannot open shared object file: No such file or directory", "apt-get install libstdc++6")]
    [InlineData("libLibTorchSharp.so: cannot open shared object file: No such file or directory", "comes with the package TorchSharp")]
    [InlineData("/lib/libc.so.6: version `GLIBC_2.34' not found (required by /app/libc10.so)", "(glibc) is too old, it lacks GLIBC_2.34. Run on Debian 12")]
    [InlineData("/lib/libstdc++.so.6: version `GLIBCXX_3.4.30' not found (required by /app/x.so)", "(libstdc++) is too old, it lacks GLIBCXX_3.4.30")]
    [InlineData("/lib/libstdc++.so.6: version `CXXABI_1.3.13' not found (required by /app/x.so)", "(libstdc++) is too old, it lacks CXXABI_1.3.13")]
    [InlineData("/c/lib.so: failed to map segment from shared object: Operation not permitted", "noexec mount")]
    [InlineData("/app/libc10.so: file too short", "damaged or made for another processor")]
    [InlineData("/app/libc10.so: invalid ELF header", "publish the application again for linux-x64")]
    [InlineData("something else", "libtorch is missing or incomplete")]
    public void Missing_thing_and_cure_are_named(string loaderLine, string expected)
    {
        DllNotFoundException cause = new(Opening + loaderLine + "\n");

        NativeLibraryException error = LoadFailure.Explain("/app/libLibTorchSharp.so", cause, Linux);

        Assert.StartsWith("The native library '/app/libLibTorchSharp.so' cannot be loaded: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.EndsWith("The loader says: " + loaderLine, error.Message, StringComparison.Ordinal);
        Assert.Same(cause, error.InnerException);
    }

    [Theory]
    [InlineData("linux", Architecture.X64, true, "musl")]
    [InlineData("linux", Architecture.Arm64, false, "no libtorch package for linux-arm64")]
    [InlineData("osx", Architecture.X64, false, "Apple silicon only")]
    [InlineData("win", Architecture.X86, false, "64-bit process")]
    public void Unsupported_system_comes_before_the_loaders_words(string family, Architecture processor, bool musl, string expected)
    {
        DllNotFoundException cause = new("libtorch.so: cannot open shared object file");

        NativeLibraryException error = LoadFailure.Explain("LibTorchSharp", cause, new TorchPlatform(family, processor, musl));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Add the package", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Failed_initialisation_is_explained_by_its_cause()
    {
        TypeInitializationException cause = new("TorchSharp.torch", new NotSupportedException("No libtorch.\nGiving up."));

        NativeLibraryException error = LoadFailure.Explain("LibTorchSharp", cause, new TorchPlatform("osx", Architecture.Arm64, IsMusl: false));

        Assert.Contains("Add the package libtorch-cpu-osx-arm64", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("The loader says: Giving up.", error.Message, StringComparison.Ordinal);
    }
}
