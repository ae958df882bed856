namespace Hymba.Kernels.Tests;

/// <summary>
/// One scan's inputs, with guards around what it writes, an oracle in double precision, and runs over any piece of the tokens.
/// </summary>
internal sealed class ScanCase
{
    private const float Guard = -12345.5f;
    private readonly int _tokens;
    private readonly int _channels;
    private readonly int _states;
    private readonly int _offset;
    private readonly int _stride;
    private readonly float[] _wide;

    /// <summary>x lies at a column offset inside rows that are wider by padding; delta, gate and output are packed.</summary>
    public ScanCase(int tokens, int channels, int states, bool gated, int offset = 0, int padding = 0, int seed = 1)
    {
        (_tokens, _channels, _states, _offset, _stride) = (tokens, channels, states, offset, channels + padding);
        Delta = Numbers.Uniform(tokens * channels, 0.001f, 0.5f, seed);
        _wide = Numbers.Uniform(offset + (tokens * _stride), -2f, 2f, seed + 1);
        InputMatrix = Numbers.Uniform(tokens * states, -1f, 1f, seed + 2);
        OutputMatrix = Numbers.Uniform(tokens * states, -1f, 1f, seed + 3);
        Decay = Numbers.Uniform(channels * states, -16f, -0.05f, seed + 4);
        Skip = Numbers.Uniform(channels, -1f, 1f, seed + 5);
        Gate = gated ? Numbers.Uniform(tokens * channels, -6f, 6f, seed + 6) : [];
        InitialState = Numbers.Uniform(channels * states, -1f, 1f, seed + 7);
    }

    public float[] Delta { get; }

    public float[] InputMatrix { get; }

    public float[] OutputMatrix { get; }

    public float[] Decay { get; }

    public float[] Skip { get; }

    public float[] Gate { get; }

    public float[] InitialState { get; }

    public float Input(int token, int channel) => _wide[_offset + (token * _stride) + channel];

    public void SetInput(int token, int channel, float value) => _wide[_offset + (token * _stride) + channel] = value;

    /// <summary>Runs the tokens in pieces that end at the given tokens and at the last.</summary>
    public (float[] Output, float[] State) Run(KernelTier tier, int threads = 1, params int[] cuts)
    {
        float[] state = [.. InitialState, Guard];
        float[] output = new float[(_tokens * _channels) + 1];
        Array.Fill(output, Guard);
        int start = 0;
        foreach (int end in cuts.Append(_tokens))
        {
            Piece(start, end, state.AsSpan(0, state.Length - 1), output.AsSpan(start * _channels, (end - start) * _channels), threads, tier);
            start = end;
        }

        Assert.Equal(Guard, state[^1]);
        Assert.Equal(Guard, output[^1]);
        return (output[..^1], state[..^1]);
    }

    private void Piece(int start, int end, Span<float> state, Span<float> output, int threads, KernelTier tier)
    {
        float[] expected = state.ToArray(), before = new float[expected.Length];
        SelectiveScan.Run(
            new SelectiveScanArguments
            {
                Tokens = end - start,
                Channels = _channels,
                States = _states,
                Delta = new(Delta.AsSpan(start * _channels), _channels),
                Input = new(_wide.AsSpan(_offset + (start * _stride)), _stride),
                InputMatrix = new(InputMatrix.AsSpan(start * _states), _states),
                OutputMatrix = new(OutputMatrix.AsSpan(start * _states), _states),
                Decay = Decay,
                Skip = Skip,
                Gate = Gate.Length == 0 ? default : new(Gate.AsSpan(start * _channels), _channels),
                State = state,
                StateBefore = before,
                Output = output,
                OutputStride = _channels,
            },
            threads,
            tier);

        Assert.Equal(expected, before);
    }

    /// <summary>
    /// The scan in double, and beside each value the sum of the magnitudes that went into it: what a float32 error scales with.
    /// </summary>
    public (double[] Output, double[] OutputScale, double[] State, double[] StateScale) Oracle()
    {
        double[] state = [.. InitialState.Select(s => (double)s)], stateScale = [.. state.Select(Math.Abs)];
        double[] output = new double[_tokens * _channels], outputScale = new double[_tokens * _channels];
        for (int t = 0; t < _tokens; t++)
        {
            for (int c = 0; c < _channels; c++)
            {
                int at = (t * _channels) + c;
                double dt = Delta[at], x = Input(t, c);
                double y = Skip[c] * x, scale = Math.Abs(y);
                for (int n = 0; n < _states; n++)
                {
                    int s = (c * _states) + n;
                    double kept = Math.Exp(dt * Decay[s]), added = dt * x * InputMatrix[(t * _states) + n];
                    state[s] = (kept * state[s]) + added;
                    stateScale[s] = (kept * stateScale[s]) + Math.Abs(added);
                    y += state[s] * OutputMatrix[(t * _states) + n];
                    scale += stateScale[s] * Math.Abs(OutputMatrix[(t * _states) + n]);
                }

                double gate = Gate.Length == 0 ? 1 : Gate[at] / (1 + Math.Exp(-Gate[at]));
                output[at] = y * gate;
                outputScale[at] = scale * Math.Abs(gate);
            }
        }

        return (output, outputScale, state, stateScale);
    }
}
