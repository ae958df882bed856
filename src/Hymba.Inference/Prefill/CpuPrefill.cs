using Hymba.Inference.Decoding;
using Hymba.Inference.Forward;
using Hymba.Inference.Model;
using Hymba.Inference.Native;
using Hymba.Inference.State;
using Hymba.Kernels.Prefill;
using static TorchSharp.torch;

namespace Hymba.Inference.Prefill;

/// <summary>Forward passes of many tokens on the CPU, which continue the same <see cref="SequenceState"/> as the other passes. One thread at a time.</summary>
internal abstract class CpuPrefill : IDisposable
{
    // Weights of which a processor's caches keep most from one pass over them to the next.
    private const long CachedBytes = 32 << 20;

    /// <summary>Whether chunks of a model go through libtorch. Small ones do not: loading it would take most of their start.</summary>
    /// <param name="weightBytes">Bytes of all weights.</param>
    public static bool UsesTorch(long weightBytes) => weightBytes > CachedBytes;

    /// <summary>
    /// Prepares the pass through libtorch's matrix products for a model that decodes on the CPU, with kernels over buffers that are kept between them.
    /// </summary>
    /// <param name="weights">Borrowed; must outlive this.</param>
    /// <param name="decoder">For the small vectors of the layers; must outlive this.</param>
    /// <param name="rotary">Shared with the other passes.</param>
    /// <param name="threads">The most threads.</param>
    public static CpuPrefill CreateWithTorch(HymbaWeights weights, CpuDecoder decoder, RotaryTable rotary, int threads)
        => weights.Dtype == ScalarType.BFloat16 && BlockProduct.HasBfloat16
            ? new CpuPrefillPass<Bfloat16Element, ushort>(weights, decoder.Layers, rotary, ScalarType.BFloat16, threads)
            : new CpuPrefillPass<SingleElement, float>(weights, decoder.Layers, rotary, ScalarType.Float32, threads);

    /// <summary>Continues one sequence by a chunk of any length.</summary>
    /// <param name="state">The sequence; moves on by the chunk.</param>
    /// <param name="tokens">At least one id, each within the vocabulary.</param>
    /// <returns>The residual stream after the last layer, [T, D]; good until the next call.</returns>
    /// <exception cref="ContextOverflowException">The state has no room for them.</exception>
    /// <exception cref="InvalidTokenException">An id lies outside the vocabulary.</exception>
    public abstract ReadOnlySpan<float> Continue(SequenceState state, ReadOnlySpan<int> tokens);

    /// <summary>The state after the memory tokens, with which every sequence starts.</summary>
    public abstract SequenceState CreateInitialState();

    /// <inheritdoc/>
    public abstract void Dispose();
}
