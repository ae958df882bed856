using Hymba.Inference.Decoding;
using Hymba.Inference.Forward;
using Hymba.Inference.Model;
using Hymba.Inference.Native;
using Hymba.Inference.Prefill;
using Hymba.Inference.Queueing;
using Hymba.Inference.State;
using Hymba.Inference.Text;
using Microsoft.Extensions.Logging.Abstractions;
using static TorchSharp.torch;

namespace Hymba.Inference.Generation;

/// <summary>A model ready to generate: weights, forward pass, the state after the memory tokens, prefix cache, tokenizer. Owns them.</summary>
internal sealed class LoadedModel : IEngineReplica
{
    private readonly TorchForward _forward;
    private readonly int _threads;
    private DraftPass? _draftPass;
    private bool _usesTorch;

    /// <summary>Prepares a model; libtorch is loaded only where it is needed for that.</summary>
    /// <param name="weights">Taken over.</param>
    /// <param name="scan">Of the pass through libtorch.</param>
    /// <param name="tokenizer">Null for none.</param>
    /// <param name="prefixCacheBytes">The most bytes of snapshots.</param>
    /// <param name="prefillChunkTokens">The longest chunk.</param>
    /// <param name="contextLimit">The context that was chosen; null: the model's.</param>
    /// <param name="initialState">The state after the memory tokens, taken over; null: computed.</param>
    /// <param name="threads">The most threads; null: one for every processor.</param>
    /// <param name="chunksUseTorch">Whether chunks on the CPU go through libtorch; null: for large models.</param>
    /// <exception cref="NativeLibraryException">libtorch is needed, and cannot be loaded.</exception>
    public LoadedModel(
        HymbaWeights weights,
        IScan scan,
        HymbaTokenizer? tokenizer,
        long prefixCacheBytes,
        int prefillChunkTokens,
        int? contextLimit = null,
        SequenceState? initialState = null,
        int? threads = null,
        bool? chunksUseTorch = null)
    {
        Weights = weights;
        Config = weights.Config with { ContextLimit = contextLimit };
        Tokenizer = tokenizer;
        PrefillChunkTokens = prefillChunkTokens;
        _threads = threads ?? Environment.ProcessorCount;
        _forward = new TorchForward(weights, scan);
        Decoder = CpuDecoder.TryCreate(weights, _forward.Rotary, _threads);
        Prefill = CreatePrefill(chunksUseTorch ?? CpuPrefill.UsesTorch(weights.ByteSize));
        PrefixCache = new PrefixCache(prefixCacheBytes);
        InitialState = initialState ?? Prefill?.CreateInitialState() ?? CreateInitialState();
    }

    /// <summary>Sizes of the model, and the context that was chosen.</summary>
    public HymbaConfig Config { get; }

    public HymbaWeights Weights { get; }

    /// <summary>The pass through libtorch, which the first use loads, with as many threads as the model has on the thread that asks.</summary>
    /// <exception cref="NativeLibraryException">It cannot be loaded.</exception>
    public TorchForward Forward
    {
        get
        {
            UseTorch();
            return _forward;
        }
    }

    /// <summary>Single steps on the CPU; null where <see cref="Forward"/> takes them too.</summary>
    public CpuDecoder? Decoder { get; }

    /// <summary>Chunks on the CPU; null where <see cref="Forward"/> takes them too.</summary>
    public CpuPrefill? Prefill { get; }

    /// <summary>Passes over several tokens on trial, made when first asked for; null where <see cref="Decoder"/> is.</summary>
    public DraftPass? DraftPass => _draftPass ??= Decoder is null ? null : new DraftPass(Decoder.Model, Weights.Dtype);

    /// <summary>Whether requests that say nothing about it speculate.</summary>
    public bool Speculates { get; init; }

    /// <summary>The state after the memory tokens, the same for every request: copied, never advanced.</summary>
    public SequenceState InitialState { get; }

    public PrefixCache PrefixCache { get; }

    /// <summary>Null when the checkpoint has no tokenizer files.</summary>
    public HymbaTokenizer? Tokenizer { get; }

    /// <summary>The longest prefill chunk.</summary>
    public int PrefillChunkTokens { get; }

    /// <inheritdoc/>
    public IGenerationSession Start(GenerationRequest request) => new GenerationSession(this, request, TimeProvider.System);

    /// <summary>Continues one sequence by a chunk of any length.</summary>
    /// <param name="state">The sequence; moves on by the chunk.</param>
    /// <param name="tokens">At least one id, each within the vocabulary.</param>
    /// <param name="logits">[V], gets those of the last token; empty where nobody needs them.</param>
    public void Continue(SequenceState state, ReadOnlySpan<int> tokens, Span<float> logits)
    {
        if (Decoder is CpuDecoder decoder && Prefill is CpuPrefill prefill)
        {
            ReadOnlySpan<float> rows = prefill.Continue(state, tokens);
            if (!logits.IsEmpty)
            {
                decoder.Finish(rows[^Config.HiddenSize..], logits);
            }

            return;
        }

        TorchForward forward = Forward;
        using IDisposable guard = no_grad();
        using IDisposable scope = NewDisposeScope();
        Tensor hidden = forward.Continue(state, tokens);
        if (!logits.IsEmpty)
        {
            HostValues.Read(forward.Logits(hidden.select(1, hidden.shape[1] - 1))).CopyTo(logits);
        }
    }

    /// <summary>Continues one sequence by a chunk of any length and gives libtorch what comes out.</summary>
    /// <param name="state">The sequence; moves on by the chunk.</param>
    /// <param name="tokens">At least one id, each within the vocabulary.</param>
    /// <returns>The residual stream after the last layer, [1, T, D] f32, of the caller's dispose scope.</returns>
    public Tensor Continue(SequenceState state, ReadOnlySpan<int> tokens)
    {
        TorchForward forward = Forward;
        return Prefill is CpuPrefill prefill
            ? tensor(prefill.Continue(state, tokens).ToArray(), [1, tokens.Length, Config.HiddenSize])
            : forward.Continue(state, tokens);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Prefill?.Dispose();
        PrefixCache.Dispose();
        InitialState.Dispose();
        Decoder?.Dispose();
        _forward.Dispose();
        Weights.Dispose();
    }

    private CpuPrefill? CreatePrefill(bool useTorch)
    {
        if (Decoder is null)
        {
            return null;
        }

        if (!useTorch)
        {
            return new FewRowPrefill(Weights, Decoder.Model, DraftPass!);
        }

        UseTorch();
        return CpuPrefill.CreateWithTorch(Weights, Decoder, _forward.Rotary, _threads);
    }

    private SequenceState CreateInitialState()
    {
        TorchForward forward = Forward;
        using IDisposable guard = no_grad();
        return forward.CreateInitialState();
    }

    private void UseTorch()
    {
        if (!_usesTorch)
        {
            TorchRuntime.EnsureLoaded(NullLogger.Instance);
            set_num_threads(_threads);
            _usesTorch = true;
        }
    }
}
