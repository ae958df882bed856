using System.Buffers.Binary;
using Hymba.Inference.Native;

namespace Hymba.Inference.Tests.Native;

public sealed class ElfCompletenessTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void Whole_file_passes()
    {
        File.WriteAllBytes(_path, new ElfImageBuilder().Build());

        ElfCompleteness.Require(_path);
    }

    [Theory]
    [InlineData(999, "it has 999 bytes and should have 1000 or more")]
    [InlineData(100, "it has 100 bytes and should have 176 or more")]
    public void Cut_file_is_named_with_both_lengths(int length, string expected)
    {
        File.WriteAllBytes(_path, new ElfImageBuilder().Build()[..length]);

        string message = Assert.Throws<NativeLibraryException>(() => ElfCompleteness.Require(_path)).Message;

        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.Contains(_path, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(32)]
    [InlineData(ElfImageBuilder.FirstProgramHeader + 8)]
    [InlineData(ElfImageBuilder.FirstProgramHeader + 32)]
    public void Absurd_offsets_and_sizes_count_as_cut(int at)
    {
        byte[] image = new ElfImageBuilder().Build();
        BinaryPrimitives.WriteUInt64LittleEndian(image.AsSpan(at), ulong.MaxValue);
        File.WriteAllBytes(_path, image);

        Assert.Throws<NativeLibraryException>(() => ElfCompleteness.Require(_path));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(63)]
    public void Header_that_is_no_header_is_left_to_the_loader(int length)
    {
        File.WriteAllBytes(_path, new ElfImageBuilder().Build()[..length]);

        ElfCompleteness.Require(_path);
    }

    [Fact]
    public void Missing_file_is_a_typed_error() =>
        Assert.Throws<NativeLibraryException>(() => ElfCompleteness.Require(_path + ".none"));
}
