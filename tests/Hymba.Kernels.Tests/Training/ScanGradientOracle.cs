namespace Hymba.Kernels.Tests.Training;

/// <summary>The training scan and its gradient in double precision, from plain arrays.</summary>
internal sealed class ScanGradientOracle(int tokens, int channels, int states)
{
    public const int Inputs = 8;

    /// <summary>delta, bias, x, B, C, A, D, z.</summary>
    public double[][] Values { get; init; } = [];

    /// <summary>The length of an input.</summary>
    public int Length(int input) => input switch
    {
        0 or 2 or 7 => tokens * channels,
        1 or 6 => channels,
        3 or 4 => tokens * states,
        _ => channels * states,
    };

    public double[] Forward()
    {
        double[] output = new double[tokens * channels];
        for (int c = 0; c < channels; c++)
        {
            double[] state = new double[states];
            for (int t = 0; t < tokens; t++)
            {
                int at = (t * channels) + c;
                double dt = Softplus(Values[0][at] + Values[1][c]), x = Values[2][at], y = Values[6][c] * x;
                for (int n = 0; n < states; n++)
                {
                    state[n] = (Math.Exp(dt * Values[5][(c * states) + n]) * state[n]) + (dt * x * Values[3][(t * states) + n]);
                    y += state[n] * Values[4][(t * states) + n];
                }

                output[at] = y * Values[7][at] * Sigmoid(Values[7][at]);
            }
        }

        return output;
    }

    /// <summary>The gradients of sum(out * weights) by every input, and beside each the sum of the magnitudes that went into it.</summary>
    public (double[][] Gradients, double[][] Scales) Backward(double[] weights)
    {
        double[][] to = [.. Enumerable.Range(0, Inputs).Select(i => new double[Length(i)])];
        double[][] scale = [.. Enumerable.Range(0, Inputs).Select(i => new double[Length(i)])];
        for (int c = 0; c < channels; c++)
        {
            Channel(c, weights, to, scale);
        }

        return (to, scale);
    }

    public static double Softplus(double x) => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)));

    public static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    private void Channel(int c, double[] weights, double[][] to, double[][] scale)
    {
        double[] state = new double[(tokens + 1) * states], adjoint = new double[states], adjointScale = new double[states];
        double[] y = new double[tokens];
        for (int t = 0; t < tokens; t++)
        {
            int at = (t * channels) + c;
            double dt = Softplus(Values[0][at] + Values[1][c]), x = Values[2][at];
            y[t] = Values[6][c] * x;
            for (int n = 0; n < states; n++)
            {
                int s = (t * states) + n;
                state[s + states] = (Math.Exp(dt * Values[5][(c * states) + n]) * state[s]) + (dt * x * Values[3][s]);
                y[t] += state[s + states] * Values[4][s];
            }
        }

        for (int t = tokens - 1; t >= 0; t--)
        {
            int at = (t * channels) + c;
            double raw = Values[0][at] + Values[1][c], dt = Softplus(raw), x = Values[2][at], z = Values[7][at], sigma = Sigmoid(z);
            double dy = weights[at] * z * sigma;
            double yScale = Math.Abs(Values[6][c] * x);
            double byDt = 0, byDtScale = 0;
            void Add(int input, int index, double value, double magnitude)
            {
                to[input][index] += value;
                scale[input][index] += magnitude;
            }

            Add(6, c, dy * x, Math.Abs(dy * x));
            Add(2, at, dy * Values[6][c], Math.Abs(dy * Values[6][c]));
            for (int n = 0; n < states; n++)
            {
                int s = (t * states) + n, rate = (c * states) + n;
                double b = Values[3][s], cc = Values[4][s], a = Values[5][rate], kept = Math.Exp(dt * a);
                double g = adjoint[n] + (dy * cc), gScale = adjointScale[n] + Math.Abs(dy * cc);
                yScale += Math.Abs(state[s + states] * cc);
                Add(4, s, dy * state[s + states], Math.Abs(dy * state[s + states]));
                Add(3, s, g * dt * x, gScale * Math.Abs(dt * x));
                Add(2, at, g * dt * b, gScale * Math.Abs(dt * b));
                Add(5, rate, g * kept * state[s] * dt, gScale * Math.Abs(kept * state[s] * dt));
                byDt += (g * b * x) + (g * kept * state[s] * a);
                byDtScale += gScale * (Math.Abs(b * x) + Math.Abs(kept * state[s] * a));
                (adjoint[n], adjointScale[n]) = (g * kept, gScale * kept);
            }

            Add(0, at, byDt * Sigmoid(raw), byDtScale * Sigmoid(raw));
            Add(1, c, byDt * Sigmoid(raw), byDtScale * Sigmoid(raw));
            double slope = sigma * (1 + (z * (1 - sigma)));
            Add(7, at, weights[at] * y[t] * slope, Math.Abs(weights[at]) * yScale * (Math.Abs(slope) + sigma));
        }
    }
}
