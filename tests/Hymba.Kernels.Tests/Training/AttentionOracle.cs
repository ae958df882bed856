namespace Hymba.Kernels.Tests.Training;

/// <summary>Attention of one sequence in double precision, forward and backward, straight from the definition.</summary>
internal sealed record AttentionOracle(int Tokens, int Heads, int KeyHeads, int KeySize, int ValueSize, int? Window, int Prefix)
{
    public double Scale => 1 / Math.Sqrt(KeySize);

    public (double[] Output, double[] LogSumExp) Forward(double[] q, double[] k, double[] v)
    {
        double[] output = new double[Tokens * Heads * ValueSize], logSumExp = new double[Heads * Tokens];
        for (int h = 0; h < Heads; h++)
        {
            for (int i = 0; i < Tokens; i++)
            {
                int[] keys = Visible(i);
                double[] scores = [.. keys.Select(j => Score(q, k, h, i, j))];
                double most = scores.Max(), sum = scores.Sum(s => Math.Exp(s - most));
                logSumExp[(h * Tokens) + i] = most + Math.Log(sum);
                for (int n = 0; n < keys.Length; n++)
                {
                    for (int d = 0; d < ValueSize; d++)
                    {
                        output[At(i, h, Heads, ValueSize) + d] += Math.Exp(scores[n] - most) / sum * v[ValueAt(keys[n], h) + d];
                    }
                }
            }
        }

        return (output, logSumExp);
    }

    public (double[] Query, double[] Key, double[] Value) Backward(double[] q, double[] k, double[] v, double[] outputGradient)
    {
        (double[] output, double[] logSumExp) = Forward(q, k, v);
        double[] dq = new double[q.Length], dk = new double[k.Length], dv = new double[v.Length];
        for (int h = 0; h < Heads; h++)
        {
            for (int i = 0; i < Tokens; i++)
            {
                int at = At(i, h, Heads, ValueSize), query = At(i, h, Heads, KeySize);
                double delta = Dot(outputGradient, at, output, at, ValueSize);
                foreach (int j in Visible(i))
                {
                    double p = Math.Exp(Score(q, k, h, i, j) - logSumExp[(h * Tokens) + i]);
                    double ds = p * (Dot(outputGradient, at, v, ValueAt(j, h), ValueSize) - delta) * Scale;
                    for (int d = 0; d < ValueSize; d++)
                    {
                        dv[ValueAt(j, h) + d] += p * outputGradient[at + d];
                    }

                    for (int d = 0; d < KeySize; d++)
                    {
                        dq[query + d] += ds * k[KeyAt(j, h) + d];
                        dk[KeyAt(j, h) + d] += ds * q[query + d];
                    }
                }
            }
        }

        return (dq, dk, dv);
    }

    private static int At(int token, int head, int heads, int size) => ((token * heads) + head) * size;

    private static double Dot(double[] a, int aStart, double[] b, int bStart, int count)
        => Enumerable.Range(0, count).Sum(d => a[aStart + d] * b[bStart + d]);

    private int[] Visible(int i) => [.. Enumerable.Range(0, i + 1).Where(j => Window is null || i - j <= Window || j < Prefix)];

    private double Score(double[] q, double[] k, int h, int i, int j)
        => Scale * Dot(q, At(i, h, Heads, KeySize), k, KeyAt(j, h), KeySize);

    private int KeyAt(int token, int head) => At(token, head / (Heads / KeyHeads), KeyHeads, KeySize);

    private int ValueAt(int token, int head) => At(token, head / (Heads / KeyHeads), KeyHeads, ValueSize);
}
