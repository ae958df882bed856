using Hymba.Inference.Model;
using Hymba.Inference.State;
using Hymba.Kernels;
using static TorchSharp.torch;

namespace Hymba.Inference.Decoding;

/// <summary>
/// What it takes to have one layer's state after any of the tokens of a pass: the state before it and the inputs of its scan and its convolution. The scan
/// gives the same bits for any split of a sequence, so running it again over fewer tokens is exact.
/// </summary>
internal sealed class DraftedLayer
{
    private readonly HymbaConfig _config;
    private readonly float[] _window; // [C - 1, Di]
    private readonly float[] _state; // [Di, N]

    /// <summary>Room for passes of so many tokens.</summary>
    public DraftedLayer(HymbaConfig config, LayerPlan plan, int tokens, ScalarType cacheType)
    {
        _config = config;
        _window = new float[(config.ConvKernel - 1) * config.InnerSize];
        _state = new float[config.InnerSize * config.StateSize];
        Inputs = new float[tokens * config.InnerSize];
        Channels = new float[tokens * config.InnerSize];
        Parameters = new float[tokens * ParameterWidth(config)];
        Steps = new float[tokens * config.InnerSize];
        int element = cacheType.ElementBytes();
        Entries = plan.IsProducer
            ? new DraftedEntries(tokens, config.KeyValueHeads * config.KeyHeadSize * element, config.KeyValueHeads * config.ValueHeadSize * element)
            : null;
    }

    public float[] Inputs { get; } // [tokens, Di], of the convolution

    public float[] Channels { get; } // [tokens, Di], what comes out of it

    public float[] Parameters { get; } // [tokens, R + 2N]

    public float[] Steps { get; } // [tokens, Di]

    /// <summary>Null for a layer that reads another one's keys and values.</summary>
    public DraftedEntries? Entries { get; }

    /// <summary>Elements of a row of <see cref="Parameters"/>.</summary>
    public static int ParameterWidth(HymbaConfig config) => config.TimeStepRank + (2 * config.StateSize);

    /// <summary>Keeps the inputs before a pass; what the scan's state was, the scan keeps itself, each thread its channels.</summary>
    public void Save(ScanState state) => state.ConvInputValues.CopyTo(_window);

    /// <summary>Brings the state from the end of the pass to where it was after its first tokens.</summary>
    /// <param name="layer">The weights.</param>
    /// <param name="state">Of the sequence, after the whole pass.</param>
    /// <param name="kept">At least one token.</param>
    /// <param name="unused">[kept, Di], for the scan's output.</param>
    /// <param name="threads">The most threads.</param>
    public void TakeBack(DecoderLayer layer, ScanState state, int kept, Span<float> unused, int threads)
    {
        int width = _config.InnerSize, remembered = _config.ConvKernel - 1, old = Math.Max(0, remembered - kept);
        Span<float> window = state.ConvInputValues;
        _window.AsSpan((remembered - old) * width, old * width).CopyTo(window);
        Inputs.AsSpan((kept - (remembered - old)) * width, (remembered - old) * width).CopyTo(window[(old * width)..]);
        _state.CopyTo(state.StateValues);
        SelectiveScan.Run(Arguments(layer, state, kept, default, unused, isTrial: false), threads);
    }

    /// <summary>The scan over the first tokens of the pass.</summary>
    /// <param name="layer">The weights.</param>
    /// <param name="state">Of the sequence, updated.</param>
    /// <param name="tokens">How many.</param>
    /// <param name="gate">[tokens, Di], or nothing.</param>
    /// <param name="output">[tokens, Di].</param>
    /// <param name="isTrial">Whether the state before is kept.</param>
    public SelectiveScanArguments Arguments(DecoderLayer layer, ScanState state, int tokens, ReadOnlyRows gate, Span<float> output, bool isTrial)
    {
        HymbaConfig c = _config;
        int width = ParameterWidth(c);
        return new SelectiveScanArguments
        {
            Tokens = tokens,
            Channels = c.InnerSize,
            States = c.StateSize,
            Delta = new ReadOnlyRows(Steps, c.InnerSize),
            Input = new ReadOnlyRows(Channels, c.InnerSize),
            InputMatrix = new ReadOnlyRows(Parameters.AsSpan(c.TimeStepRank), width),
            OutputMatrix = new ReadOnlyRows(Parameters.AsSpan(c.TimeStepRank + c.StateSize), width),
            Decay = layer.Decay,
            Skip = layer.Skip,
            Gate = gate,
            State = state.StateValues,
            StateBefore = isTrial ? _state : default,
            Output = output,
            OutputStride = c.InnerSize,
        };
    }
}
