using System.Buffers.Binary;
using Hymba.Inference.Checkpoint;

namespace Hymba.Inference.Tests.Checkpoint;

/// <summary>Whatever a file holds, opening it ends in success or in <see cref="ModelLoadException"/>, within bounded memory.</summary>
public sealed class SafetensorsFuzzTests
{
    private const int Seed = 20240817;

    // Some fragments that are more likely than single bytes to reach the later checks.
    private static readonly string[] Fragments =
        ["[", "]", "{", "}", "\"", ",", ":", "-1", "0", "9223372036854775807", "1e999", "null", "\"dtype\":\"F64\"", "\"shape\":[0]", "\\ud800", "\u0000", "\"F8_E4M3\""];

    private static readonly byte[] Golden = File.ReadAllBytes(RepositoryFiles.Fixture("golden/tiny-a/model.safetensors"));

    private static readonly int GoldenHeaderBytes = (int)BinaryPrimitives.ReadUInt64LittleEndian(Golden);

    [Fact]
    public void Mutated_headers_never_crash_the_parser()
    {
        var random = new Random(Seed);
        int refused = 0;
        for (int round = 0; round < 3000; round++)
        {
            byte[] header = Golden.AsSpan(sizeof(ulong), GoldenHeaderBytes).ToArray();
            int mutations = random.Next(1, 4);
            for (int i = 0; i < mutations; i++)
            {
                header = Mutate(header, random);
            }

            refused += Opens(() => SafetensorsHeaderReader.Parse("fuzz", header, 0, Golden.Length - GoldenHeaderBytes)) ? 0 : 1;
        }

        Assert.InRange(refused, 1000, 3000);
    }

    [Fact]
    public void Mutated_files_never_crash_the_reader()
    {
        using var folder = new TemporaryDirectory();
        var random = new Random(Seed + 1);
        byte[] small = SafetensorsBytes.File($"{{{SafetensorsBytes.Entry("a", "F32", "[2,3]", 0, 24)}}}", 24);
        for (int round = 0; round < 400; round++)
        {
            byte[] bytes = random.Next(3) == 0 ? RandomBytes(random, random.Next(0, 200)) : Mutate(small, random);
            string path = folder.Write("fuzz.safetensors", bytes);
            Opens(() =>
            {
                using SafetensorsFile file = SafetensorsFile.Open(path);
                foreach (SafetensorsEntry entry in file.Entries.Values)
                {
                    file.Read(entry, new byte[entry.ByteLength]);
                }
            });
        }
    }

    [Theory]
    [InlineData(ulong.MaxValue)]
    [InlineData(long.MaxValue)]
    [InlineData(1UL << 63)]
    [InlineData(100_000_001UL)]
    [InlineData(99_999_999UL)]
    [InlineData(int.MaxValue)]
    [InlineData(1UL << 32)]
    [InlineData(0UL)]
    [InlineData(1UL)]
    public void Absurd_header_lengths_allocate_nothing(ulong length)
    {
        using var folder = new TemporaryDirectory();
        string path = folder.Write("x.safetensors", SafetensorsBytes.File("{}", length, 100));

        long before = GC.GetAllocatedBytesForCurrentThread();
        ModelLoadException error = Assert.Throws<ModelLoadException>(() => SafetensorsFile.Open(path));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        Assert.Contains("header", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_above_the_formats_limit_is_refused_even_where_the_file_is_that_long()
    {
        using var folder = new TemporaryDirectory();
        string path = folder.Write("x.safetensors", SafetensorsBytes.File("{}", 100_000_001, 0));
        using (FileStream file = File.OpenWrite(path))
        {
            file.SetLength(100_000_100);
        }

        ModelLoadException error = Assert.Throws<ModelLoadException>(() => SafetensorsFile.Open(path));

        Assert.Contains("announce a header of 100000001 bytes", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Deeply_nested_json_is_refused_with_little_memory()
    {
        byte[] header = new byte[8 << 20];
        Array.Fill(header, (byte)'[');
        "{\"a\":"u8.CopyTo(header);

        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<ModelLoadException>(() => SafetensorsHeaderReader.Parse("deep", header, 0, 0));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void Every_truncation_is_refused()
    {
        using var folder = new TemporaryDirectory();
        byte[] whole = SafetensorsBytes.File($"{{{SafetensorsBytes.Entry("a", "F32", "[2,3]", 0, 24)}}}", 24);
        for (int length = 0; length < whole.Length; length++)
        {
            string path = folder.Write("x.safetensors", whole.AsSpan(0, length));

            Assert.Throws<ModelLoadException>(() => SafetensorsFile.Open(path));
        }
    }

    private static bool Opens(Action open)
    {
        try
        {
            open();
            return true;
        }
        catch (ModelLoadException)
        {
            return false;
        }
    }

    private static byte[] Mutate(byte[] bytes, Random random)
    {
        int at = random.Next(bytes.Length);
        int length = Math.Min(random.Next(1, 40), bytes.Length - at);
        ReadOnlySpan<byte> head = bytes.AsSpan(0, at);
        ReadOnlySpan<byte> rest = bytes.AsSpan(at);
        return random.Next(5) switch
        {
            0 => [.. head, (byte)random.Next(256), .. rest[1..]],
            1 => [.. head, .. rest[length..]],
            2 => [.. head, .. rest[..length], .. rest],
            3 => [.. head, .. System.Text.Encoding.UTF8.GetBytes(Fragments[random.Next(Fragments.Length)]), .. rest],
            _ => [.. head, (byte)('0' + random.Next(10)), .. rest[1..]],
        };
    }

    private static byte[] RandomBytes(Random random, int length)
    {
        byte[] bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }
}
