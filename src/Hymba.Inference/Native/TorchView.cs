using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Hymba.Kernels;
using Hymba.Kernels.Decode;
using Microsoft.Extensions.Logging.Abstractions;
using TorchSharp;
using static TorchSharp.torch;

namespace Hymba.Inference.Native;

/// <summary>Tensors over memory that is not libtorch's: TorchSharp itself makes them of managed arrays only. Thread-safe.</summary>
internal static class TorchView
{
    // libtorch tells through a delegate when the last tensor over some memory is gone; until then the delegate must live.
    private static readonly ConcurrentDictionary<Release, NativeBlock> Kept = new();

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate void Release(nint memory);

    /// <summary>A tensor on the CPU whose numbers are the memory's; loads libtorch where that has not been done.</summary>
    /// <param name="block">Stays until the tensor, all views of it and what gradients keep of it are gone, even if its owner disposes of it before.</param>
    /// <param name="memory">A part of the block.</param>
    /// <param name="shape">The sizes.</param>
    /// <param name="dtype">The element.</param>
    /// <returns>The tensor, in no dispose scope.</returns>
    /// <exception cref="NativeLibraryException">libtorch cannot be loaded.</exception>
    public static Tensor Of(NativeBlock block, NativeArray<byte> memory, long[] shape, ScalarType dtype)
    {
        TorchRuntime.EnsureLoaded(NullLogger.Instance);
        bool isHeld = false;
        block.DangerousAddRef(ref isHeld);
        Release release = null!;
        release = _ => Forget(release);
        Kept[release] = block;
        nint handle = 0;
        try
        {
            handle = NewTensor(
                memory.Address, release, shape, shape.Length, (sbyte)dtype, (sbyte)dtype, (int)DeviceType.CPU, deviceIndex: -1, requiresGrad: 0);
            CheckForErrors();
        }
        finally
        {
            if (handle == 0)
            {
                Forget(release);
            }
        }

        return Tensor.UnsafeCreateTensor(handle).DetachFromDisposeScope();
    }

    private static void Forget(Release release)
    {
        if (Kept.TryRemove(release, out NativeBlock? block))
        {
            block.DangerousRelease();
        }
    }

    [DllImport("LibTorchSharp", EntryPoint = "THSTensor_new")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static extern nint NewTensor(
        nint data, Release release, long[] sizes, int dimensions, sbyte memoryType, sbyte tensorType, int deviceType, int deviceIndex, byte requiresGrad);
}
