using System.Buffers.Binary;
using Hymba.Inference.Native;

namespace Hymba.Inference.Tests.Native;

public sealed class ElfVersionPatcherTests
{
    private const string RealVersion = "GLIBCXX_3.4.32";
    private const string RealMarker = "_ZSt21ios_base_library_initv";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Only_the_weak_flag_of_the_version_changes(bool gnuHash)
    {
        byte[] image = new ElfImageBuilder { GnuHash = gnuHash }.Build();

        byte[] patched = ElfVersionPatcher.MakeOptional(image, ElfImageBuilder.Version, ElfImageBuilder.Marker);

        Assert.Equal([(ElfImageBuilder.SecondVersion + 4, 2)], Differences(image, patched));
    }

    [Fact]
    public void Real_library_changes_in_one_byte()
    {
        byte[] image = RealLibrary();

        byte[] patched = ElfVersionPatcher.MakeOptional(image, RealVersion, RealMarker);

        (int _, byte value) = Assert.Single(Differences(image, patched));
        Assert.Equal(2, value);
    }

    [Fact]
    public void Version_that_a_real_function_needs_is_refused()
    {
        // condition_variable::wait carries this one.
        string message = Refusal(RealLibrary(), "GLIBCXX_3.4.30", RealMarker);

        Assert.Contains("truly needs the version GLIBCXX_3.4.30", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Second_symbol_with_the_version_is_refused()
    {
        byte[] image = new ElfImageBuilder { OtherSymbolVersion = 7 }.Build();

        Assert.Contains("symbol number 2 truly needs the version LIBX_2", Refusal(image), StringComparison.Ordinal);
    }

    [Fact]
    public void Hidden_bit_does_not_hide_a_second_symbol()
    {
        byte[] image = new ElfImageBuilder { OtherSymbolVersion = 0x8007 }.Build();

        Assert.Contains("symbol number 2", Refusal(image), StringComparison.Ordinal);
    }

    [Fact]
    public void Marker_that_is_called_is_refused()
    {
        byte[] image = new ElfImageBuilder { RelocatedSymbol = 1 }.Build();

        Assert.Contains("it calls the symbol _marker", Refusal(image), StringComparison.Ordinal);
    }

    [Fact]
    public void Version_that_the_file_does_not_ask_for_is_named()
    {
        string message = Refusal(new ElfImageBuilder().Build(), "LIBX_3", ElfImageBuilder.Marker);

        Assert.Contains("does not ask for the version LIBX_3", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 0, "magic")]
    [InlineData(4, 1, "64-bit")]
    [InlineData(5, 2, "little-endian")]
    [InlineData(54, 55, "55 bytes instead of 56")]
    [InlineData(56, 1, "no dynamic segment")]
    [InlineData(39, 0xFF, "program header at offset")]
    [InlineData(ElfImageBuilder.FirstProgramHeader + 56 + 14, 1, "dynamic segment at offset")]
    [InlineData(ElfImageBuilder.FirstProgramHeader + 22, 1, "in no loadable segment")]
    [InlineData(ElfImageBuilder.FirstProgramHeader + 15, 0xFF, "outside the file of 1000 bytes")]
    [InlineData(ElfImageBuilder.Dynamic, 0x55, "names no string table")]
    [InlineData(ElfImageBuilder.Dynamic + 0x22, 0, "names no hash table")]
    [InlineData(ElfImageBuilder.Dynamic + 0x7A, 1, "relocation table with 65560 bytes")]
    [InlineData(ElfImageBuilder.VersionNeeds + 11, 0xFF, "outside the file")]
    [InlineData(ElfImageBuilder.FirstVersion + 12, 1, "1 bytes apart")]
    [InlineData(ElfImageBuilder.FirstVersion + 8, 38, "same symbol version twice")]
    public void Damage_is_named(int offset, byte value, string expected)
    {
        byte[] image = new ElfImageBuilder().Build();
        image[offset] = value;

        Assert.Contains(expected, Refusal(image), StringComparison.Ordinal);
    }

    [Fact]
    public void Endlessly_shared_version_lists_end()
    {
        // Every need, 16 bytes after the one before, hangs on to the same long list.
        byte[] image = new byte[1 << 20];
        new ElfImageBuilder().Build().CopyTo(image, 0);
        BinaryPrimitives.WriteUInt64LittleEndian(image.AsSpan(ElfImageBuilder.FirstProgramHeader + 32), (ulong)image.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(image.AsSpan(ElfImageBuilder.Dynamic + 0x48), 0x10000 + 0x400);
        BinaryPrimitives.WriteUInt64LittleEndian(image.AsSpan(ElfImageBuilder.Dynamic + 0x58), ulong.MaxValue);
        for (int need = 0x400; need + 16 <= image.Length; need += 16)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(image.AsSpan(need + 2), ushort.MaxValue);
            BinaryPrimitives.WriteUInt32LittleEndian(image.AsSpan(need + 8), 0);
            BinaryPrimitives.WriteUInt32LittleEndian(image.AsSpan(need + 12), 16);
        }

        Assert.Contains("more than 32767 symbol versions", Refusal(image), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_truncation_is_a_typed_error()
    {
        byte[] image = new ElfImageBuilder().Build();
        for (int length = 0; length < image.Length; length++)
        {
            byte[] cut = image[..length];
            Assert.Throws<NativeLibraryException>(() => ElfVersionPatcher.MakeOptional(cut, ElfImageBuilder.Version, ElfImageBuilder.Marker));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Mutations_give_success_or_a_typed_error(bool gnuHash)
    {
        byte[] image = new ElfImageBuilder { GnuHash = gnuHash }.Build();
        Random random = new(20240917);

        int refused = Mutate(image, image.Length, 50_000, random, ElfImageBuilder.Version, ElfImageBuilder.Marker);

        Assert.InRange(refused, 1_000, 49_000);
    }

    [Fact]
    public void Mutations_of_the_real_library_give_success_or_a_typed_error()
    {
        // The file header, the version list and the dynamic segment with what lies around them.
        byte[] image = RealLibrary();
        Random random = new(20240918);

        int refused = Mutate(image, 0x400, 300, random, RealVersion, RealMarker);

        Assert.InRange(refused, 1, 299);
    }

    // Returns how many mutations were refused; anything but success or the typed error fails the test.
    private static int Mutate(byte[] image, int range, int times, Random random, string version, string marker)
    {
        byte[] extremes = [0x00, 0x01, 0x7F, 0x80, 0xFF];
        int refused = 0;
        for (int i = 0; i < times; i++)
        {
            byte[] before = image[..range];
            for (int changes = random.Next(1, 6); changes > 0; changes--)
            {
                int start = random.Next(range);
                int length = Math.Min(random.Next(2) == 0 ? 1 : 8, range - start);
                byte value = random.Next(2) == 0 ? extremes[random.Next(extremes.Length)] : (byte)random.Next(256);
                image.AsSpan(start, length).Fill(value);
            }

            try
            {
                ElfVersionPatcher.MakeOptional(image, version, marker);
            }
            catch (NativeLibraryException)
            {
                refused++;
            }

            before.CopyTo(image, 0);
        }

        return refused;
    }

    private static string Refusal(byte[] image, string version = ElfImageBuilder.Version, string marker = ElfImageBuilder.Marker) =>
        Assert.Throws<NativeLibraryException>(() => ElfVersionPatcher.MakeOptional(image, version, marker)).Message;

    private static (int Offset, byte Value)[] Differences(byte[] before, byte[] after)
    {
        Assert.Equal(before.Length, after.Length);
        return [.. Enumerable.Range(0, before.Length).Where(i => before[i] != after[i]).Select(i => (i, after[i]))];
    }

    private static byte[] RealLibrary()
    {
        string? path = NativeFiles.Find("libLibTorchSharp.so", NativeFiles.Folders());
        Assert.SkipWhen(path is null, "The output folder holds no Linux library of TorchSharp.");
        return File.ReadAllBytes(path);
    }
}
