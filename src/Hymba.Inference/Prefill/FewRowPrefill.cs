using Hymba.Inference.Decoding;
using Hymba.Inference.Model;
using Hymba.Inference.State;

namespace Hymba.Inference.Prefill;

/// <summary>
/// Chunks of a small model, a few tokens at a time through the kernels of decoding: where all weights stay in the cache, larger products gain nothing that libtorch's
/// calls do not cost again. Every token gets the bits that <see cref="CpuDecoder.Step"/> would give it, however a prompt is cut.
/// </summary>
/// <param name="weights">Borrowed; must outlive this.</param>
/// <param name="model">Of the decoder.</param>
/// <param name="pass">Shared with whoever drafts, between whose passes this one's come.</param>
internal sealed class FewRowPrefill(HymbaWeights weights, DecoderModel model, DraftPass pass) : CpuPrefill
{
    private float[] _rows = []; // [T, D]

    /// <inheritdoc/>
    public override ReadOnlySpan<float> Continue(SequenceState state, ReadOnlySpan<int> tokens)
    {
        state.RequireRoom(tokens.Length);

        Span<float> rows = Rows(tokens.Length);
        model.Embedding.Read(tokens, model.Config.VocabularySize, rows);
        Run(state, rows);
        return rows;
    }

    /// <inheritdoc/>
    public override SequenceState CreateInitialState()
    {
        var state = SequenceState.Create(model.Config, weights.Dtype, weights.Device, capacityTokens: 0);
        if (weights.MemoryTokens is LazyTensor memory)
        {
            Span<float> rows = Rows(model.Config.MemoryTokens);
            NumberTypes.Widen(memory.Dtype, memory.Bytes, rows);
            Run(state, rows);
        }

        return state;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
    }

    private Span<float> Rows(int tokens)
    {
        int length = tokens * model.Config.HiddenSize;
        if (_rows.Length < length)
        {
            _rows = new float[length];
        }

        return _rows.AsSpan(0, length);
    }

    private void Run(SequenceState state, Span<float> rows)
    {
        int most = DraftPass.MaxTokens * model.Config.HiddenSize;
        for (int start = 0; start < rows.Length; start += most)
        {
            pass.Advance(state, rows.Slice(start, Math.Min(most, rows.Length - start)));
        }
    }
}
