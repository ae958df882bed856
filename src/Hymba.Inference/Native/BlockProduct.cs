using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using Hymba.Kernels;

namespace Hymba.Inference.Native;

/// <summary>
/// libtorch's product of small blocks in bfloat16, summed in float32: oneDNN's kernel alone, without what an operation on tensors does before and behind it. It has
/// no C interface, so it is found by its C++ name; systems that name it otherwise do without. An error in it would end the process, as it cannot be caught: hence
/// the narrow conditions, and hence few sizes, for each is compiled once on every thread. docs/adr has the reasons. Thread-safe.
/// </summary>
internal static class BlockProduct
{
    private const string Library = "torch_cpu";
    private const string Name = "_ZN2at6native7cpublas6brgemmEllllllbPKN3c108BFloat16ES5_Pfb";

    // Of the processor's leaf 7: AVX512_VNNI, which oneDNN's bfloat16 kernel counts on, AMX_TILE, AVX512_BF16 (in the subleaf 1).
    private const int Vnni = 1 << 11;
    private const int MatrixRegisters = 1 << 24;
    private const int Bfloat16 = 1 << 5;

    // Whoever limits oneDNN's instructions takes this kernel away.
    private static readonly string[] Limits = ["ONEDNN_MAX_CPU_ISA", "DNNL_MAX_CPU_ISA"];

    private static readonly Lazy<bool> Exists = new(Find);

    /// <summary>Whether the processor multiplies bfloat16. Where it does not, libtorch is many times slower than with float32.</summary>
    public static bool HasBfloat16 => Avx512BW.IsSupported && (X86Base.CpuId(7, 1).Eax & Bfloat16) != 0;

    /// <summary>
    /// Whether the kernel is there and may be used. Loads libtorch. Not with matrix registers (AMX): what oneDNN does for those has not been tried.
    /// </summary>
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

    private static bool Find()
        => KernelTiers.Current == KernelTier.Vector512
            && HasBfloat16
            && (X86Base.CpuId(7, 0).Ecx & Vnni) != 0
            && (X86Base.CpuId(7, 0).Edx & MatrixRegisters) == 0
            && !Limits.Any(name => Environment.GetEnvironmentVariable(name) is { Length: > 0 })
            && NativeLibrary.TryLoad(Library, typeof(BlockProduct).Assembly, null, out nint library)
            && NativeLibrary.TryGetExport(library, Name, out _);

    [DllImport(Library, EntryPoint = Name)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static extern void Multiply(
        long rows, long columns, long depth, long aStride, long bStride, long cStride, byte adds, nint a, nint b, nint c, byte isPaired);
}
