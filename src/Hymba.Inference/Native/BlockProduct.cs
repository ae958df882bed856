using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using Hymba.Kernels;

namespace Hymba.Inference.Native;

/// <summary>
/// libtorch's product of small blocks in bfloat16, summed in float32: oneDNN's kernel alone, without what an operation on tensors does before and behind it. It has
/// no C interface, so it is found by its C++ name; another version of libtorch that has another one, and systems that name it otherwise, do without. Thread-safe.
/// </summary>
internal static class BlockProduct
{
    private const string Library = "torch_cpu";
    private const string MultiplyName = "_ZN2at6native7cpublas6brgemmEllllllbPKN3c108BFloat16ES5_Pfb";
    private const string ReleaseName = "_ZN2at6native7cpublas14brgemm_releaseEb";

    // Whoever limits oneDNN's instructions takes this kernel away, and then it ends the process.
    private static readonly string[] Limits = ["ONEDNN_MAX_CPU_ISA", "DNNL_MAX_CPU_ISA"];

    private static readonly Lazy<bool> Exists = new(Find);

    /// <summary>Whether the processor multiplies bfloat16 and libtorch has the kernel. Loads libtorch.</summary>
    public static bool IsSupported => Exists.Value;

    /// <summary>C = A B, or C += A B.</summary>
    /// <param name="rows">Rows of A and C.</param>
    /// <param name="columns">Columns of B and C.</param>
    /// <param name="depth">Columns of A and rows of B, even.</param>
    /// <param name="a">[rows, aStride], bfloat16.</param>
    /// <param name="aStride">Elements from row to row.</param>
    /// <param name="b">[depth / 2, bStride], two rows of B in each element.</param>
    /// <param name="bStride">Elements from one pair of rows to the next.</param>
    /// <param name="c">[rows, cStride], float32.</param>
    /// <param name="cStride">Elements from row to row.</param>
    /// <param name="adds">Whether the product is added to what is there.</param>
    public static void Multiply(int rows, int columns, int depth, nint a, int aStride, nint b, int bStride, nint c, int cStride, bool adds)
        => Multiply(rows, columns, depth, aStride, bStride, cStride, (byte)(adds ? 1 : 0), a, b, c, isPaired: 1);

    /// <summary>Ends a row of products on this thread: processors with matrix registers get them back.</summary>
    public static void Release() => Release(isPaired: 1);

    private static bool Find()
    {
        if (KernelTiers.Current != KernelTier.Vector512 || !X86Base.IsSupported || Limits.Any(name => Environment.GetEnvironmentVariable(name) is { Length: > 0 }))
        {
            return false;
        }

        // AVX512_BF16.
        const int Leaf = 7, SubLeaf = 1, Bit = 5;
        bool multiplies = ((X86Base.CpuId(Leaf, SubLeaf).Eax >> Bit) & 1) != 0;
        return multiplies
            && NativeLibrary.TryLoad(Library, typeof(BlockProduct).Assembly, null, out nint library)
            && NativeLibrary.TryGetExport(library, MultiplyName, out _)
            && NativeLibrary.TryGetExport(library, ReleaseName, out _);
    }

    [DllImport(Library, EntryPoint = MultiplyName)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static extern void Multiply(
        long rows, long columns, long depth, long aStride, long bStride, long cStride, byte adds, nint a, nint b, nint c, byte isPaired);

    [DllImport(Library, EntryPoint = ReleaseName)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static extern void Release(byte isPaired);
}
