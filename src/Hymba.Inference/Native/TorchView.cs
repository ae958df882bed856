using System.Runtime.InteropServices;
using Hymba.Kernels.Decode;
using Microsoft.Extensions.Logging.Abstractions;
using TorchSharp;
using static TorchSharp.torch;

namespace Hymba.Inference.Native;

/// <summary>Tensors over memory that is not libtorch's: TorchSharp itself makes them of managed arrays only. Thread-safe.</summary>
internal static class TorchView
{
    // libtorch says when the last tensor over some memory is gone. It does so through this delegate, which must live as long as the process.
    private static readonly Release KeepMemory = static _ => { };

    private static readonly nint KeepMemoryPointer = Marshal.GetFunctionPointerForDelegate(KeepMemory);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate void Release(nint memory);

    /// <summary>A tensor on the CPU whose numbers are the memory's; loads libtorch where that has not been done.</summary>
    /// <param name="memory">Borrowed; must outlive the tensor and all views of it.</param>
    /// <param name="shape">The sizes.</param>
    /// <param name="dtype">The element.</param>
    /// <returns>The tensor, in no dispose scope.</returns>
    /// <exception cref="NativeLibraryException">libtorch cannot be loaded.</exception>
    public static Tensor Of(NativeArray<byte> memory, long[] shape, ScalarType dtype)
    {
        TorchRuntime.EnsureLoaded(NullLogger.Instance);
        nint handle = NewTensor(
            memory.Address, KeepMemoryPointer, shape, shape.Length, (sbyte)dtype, (sbyte)dtype, (int)DeviceType.CPU, deviceIndex: -1, requiresGrad: 0);
        if (handle == 0)
        {
            CheckForErrors();
        }

        return Tensor.UnsafeCreateTensor(handle).DetachFromDisposeScope();
    }

    [DllImport("LibTorchSharp", EntryPoint = "THSTensor_new")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static extern nint NewTensor(
        nint data, nint release, long[] sizes, int dimensions, sbyte memoryType, sbyte tensorType, int deviceType, int deviceIndex, byte requiresGrad);
}
