using System.Runtime.InteropServices;
using Hymba.Inference.Model;
using Hymba.Inference.Native;
using Microsoft.Extensions.Logging.Abstractions;
using static TorchSharp.torch;

namespace Hymba.Inference.Tests.Model;

public sealed class LazyTensorTests
{
    private static readonly Device Cpu = new(TorchSharp.DeviceType.CPU);

    public LazyTensorTests() => TorchRuntime.EnsureLoaded(NullLogger.Instance);

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.BFloat16)]
    [InlineData(ScalarType.Float16)]
    public void Memory_and_tensor_are_the_same_numbers(ScalarType type)
    {
        using LazyTensor numbers = LazyTensor.Zeros([2, 3], type, Cpu);
        Assert.False(numbers.Bytes.ContainsAnyExcept((byte)0));
        Assert.Equal([2, 3], numbers.Tensor.shape);
        Assert.Equal((type, TorchSharp.DeviceType.CPU), (numbers.Tensor.dtype, numbers.Tensor.device_type));
        using Tensor written = tensor(new float[] { 1, 2, 3, 4, 5, 6.5f }, [2, 3]), row = numbers.Tensor[1];
        numbers.Tensor.copy_(written);
        Assert.Equal([1, 2, 3, 4, 5, 6.5f], numbers.Widen());

        numbers.Bytes.Clear();
        Assert.Equal(0f, row.to(ScalarType.Float32).abs().sum().item<float>());
        Assert.Equal((6L, 6L * type.ElementBytes()), (numbers.Elements, numbers.ByteSize));
    }

    [Fact]
    public void The_tensor_outlives_the_scope_in_which_it_was_asked_for()
    {
        using LazyTensor numbers = LazyTensor.Zeros([4], ScalarType.Float32, Cpu);
        using (NewDisposeScope())
        {
            numbers.Tensor.fill_(2);
        }

        Assert.Equal(8f, numbers.Tensor.sum().item<float>());
    }

    [Fact]
    public void What_libtorch_still_uses_outlives_its_owner()
    {
        using IDisposable scope = NewDisposeScope();
        LazyTensor numbers = LazyTensor.Zeros([1000], ScalarType.Float32, Cpu);
        Values(numbers).Fill(3);
        Tensor leaf = ones([1000], requires_grad: true), product = leaf.mul(numbers.Tensor), part = numbers.Tensor.narrow(0, 10, 5);
        numbers.Dispose();
        using (LazyTensor other = LazyTensor.Zeros([1000], ScalarType.Float32, Cpu))
        {
            Values(other).Fill(7);
            product.sum().backward();
            Assert.Equal(3000f, leaf.grad!.sum().item<float>());
            Assert.Equal(15f, part.sum().item<float>());
        }
    }

    [Fact]
    public void Threads_that_ask_at_once_get_one_tensor()
    {
        using LazyTensor numbers = LazyTensor.Zeros([4], ScalarType.Float32, Cpu);
        var tensors = new Tensor[16];
        Parallel.For(0, tensors.Length, i => tensors[i] = numbers.Tensor);
        Assert.All(tensors, tensor => Assert.Same(numbers.Tensor, tensor));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_copy_is_independent(bool ofTensor)
    {
        using LazyTensor original = ofTensor ? new LazyTensor(zeros(5)) : LazyTensor.Zeros([5], ScalarType.Float32, Cpu);
        original.Tensor.fill_(3);
        using LazyTensor copy = original.Copy();
        original.Tensor.fill_(4);
        Assert.Equal([3, 3, 3, 3, 3], copy.Tensor.data<float>().ToArray());
    }

    [Fact]
    public void Of_a_tensor_it_has_shape_type_memory_and_gradients()
    {
        using var numbers = new LazyTensor(ones(2, 2, dtype: ScalarType.BFloat16, requires_grad: true));
        using var fixedNumbers = new LazyTensor(ones(2));
        Assert.Equal([2, 2], numbers.Shape);
        Assert.Equal((ScalarType.BFloat16, TorchSharp.DeviceType.CPU), (numbers.Dtype, numbers.Device.type));
        Assert.Equal([1, 1, 1, 1], numbers.Widen());
        Assert.Equal((true, false), (numbers.IsTrainable, fixedNumbers.IsTrainable));
    }

    private static Span<float> Values(LazyTensor numbers) => MemoryMarshal.Cast<byte, float>(numbers.Bytes);
}
