using System.Runtime.InteropServices;
using Hymba.Inference.Forward.Fused;
using Hymba.Inference.Model;
using Hymba.Kernels;
using Hymba.Kernels.Decode;
using Hymba.Kernels.Training;
using static TorchSharp.torch;

namespace Hymba.Inference.Forward;

/// <summary>
/// Cosines and sines of the rotary position embedding, memory tokens included (config keys <c>rope_theta</c>, <c>rope_type</c>). Pairs are
/// (j, j + Dk/2). Grows with the positions that are asked for: a config's context may be far longer than any prompt. One thread at a time.
/// </summary>
internal sealed class RotaryTable : IDisposable
{
    private const int FirstPositions = 1024;

    private readonly float[] _frequencies; // [Dk/2]
    private readonly Device _device;
    private LazyTensor _cos; // [P, 1, Dk/2] f32
    private LazyTensor _sin; // [P, 1, Dk/2] f32

    public RotaryTable(HymbaConfig config, Device device)
    {
        _frequencies = Frequencies(config);
        _device = device;
        (_cos, _sin) = Create(FirstPositions);
    }

    /// <summary>Rotates x [B, T, heads, Dk] whose first token stands at <paramref name="position"/>; the result is float32.</summary>
    public Tensor Rotate(Tensor x, int position)
    {
        Reach(position + x.shape[1]);
        Tensor cos = _cos.Tensor.narrow(0, position, x.shape[1]);
        Tensor sin = _sin.Tensor.narrow(0, position, x.shape[1]);
        long half = x.shape[3] / 2;
        x = x.to(ScalarType.Float32);
        Tensor first = x.narrow(3, 0, half);
        Tensor second = x.narrow(3, half, half);
        return cat([first.mul(cos).sub(second.mul(sin)), second.mul(cos).add(first.mul(sin), KeptScalar.One)], 3);
    }

    /// <summary>As <see cref="Rotate"/>, through our differentiable kernel: x is [B, T, heads*Dk] on the CPU, and so is the result.</summary>
    public Tensor RotateFused(Tensor x, int position)
    {
        Reach(position + x.shape[1]);
        Tensor cos = _cos.Tensor.narrow(0, position, x.shape[1]).squeeze(1);
        Tensor sin = _sin.Tensor.narrow(0, position, x.shape[1]).squeeze(1);
        return FusedRotary.Run(x.to(ScalarType.Float32), cos, sin);
    }

    /// <summary>Cosines and sines of consecutive positions, [count, Dk/2] each; for a table on the CPU. Valid until a position further on is asked for.</summary>
    public (NativeArray<float> Cosines, NativeArray<float> Sines) Values(int position, int count)
    {
        Reach(position + count);
        int half = _frequencies.Length;
        return (Part(_cos), Part(_sin));

        NativeArray<float> Part(LazyTensor table) => NativeArray<float>.Of(table.Bytes).Slice(position * half, count * half);
    }

    /// <summary>Rotates the heads of tokens that follow each other in place; for a table on the CPU.</summary>
    /// <param name="x">[tokens, heads * Dk] f32.</param>
    /// <param name="heads">Heads of a token.</param>
    /// <param name="position">Of the first token.</param>
    /// <param name="tokens">How many.</param>
    public void RotateSteps(WritableRows x, int heads, int position, int tokens)
    {
        (NativeArray<float> cosines, NativeArray<float> sines) = Values(position, tokens);
        RotaryGradient.Run(
            tokens, heads, 2 * _frequencies.Length, x, cosines.Values, sines.Values, backward: false, x, KernelTiers.Current);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _cos.Dispose();
        _sin.Dispose();
    }

    private void Reach(long positions)
    {
        if (positions > _cos.Shape[0])
        {
            (LazyTensor cos, LazyTensor sin) = Create((int)Math.Max(positions, 2 * _cos.Shape[0]));
            Dispose();
            (_cos, _sin) = (cos, sin);
        }
    }

    private (LazyTensor Cos, LazyTensor Sin) Create(int positions)
    {
        int half = _frequencies.Length;
        var cos = new float[positions * half];
        var sin = new float[positions * half];
        for (int p = 0; p < positions; p++)
        {
            for (int j = 0; j < half; j++)
            {
                // The angle is rounded to float32 before its cosine, as in the reference: at far positions the rounding is visible.
                float angle = p * _frequencies[j];
                cos[(p * half) + j] = (float)Math.Cos(angle);
                sin[(p * half) + j] = (float)Math.Sin(angle);
            }
        }

        return (Store(cos), Store(sin));

        LazyTensor Store(float[] values)
        {
            LazyTensor table = LazyTensor.Zeros([positions, 1, half], ScalarType.Float32, _device);
            if (_device.type == TorchSharp.DeviceType.CPU)
            {
                values.CopyTo(MemoryMarshal.Cast<byte, float>(table.Bytes));
            }
            else
            {
                using Tensor host = tensor(values, [positions, 1, half]);
                table.Tensor.copy_(host);
            }

            return table;
        }
    }

    private static float[] Frequencies(HymbaConfig config)
    {
        int size = config.KeyHeadSize;
        double theta = config.RopeTheta;
        if (config.RopeKind == RopeKind.Ntk)
        {
            double stretch = (2.0 * config.MaxPositions / config.OriginalMaxPositions) - 1.0;
            theta *= Math.Pow(stretch, size / (double)(size - 2));
        }

        return [.. Enumerable.Range(0, size / 2).Select(j => 1f / (float)Math.Pow(theta, 2 * j / (double)size))];
    }
}
