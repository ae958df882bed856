using System.Text;
using Hymba.Inference.Checkpoint;
using static Hymba.Inference.Tests.Checkpoint.SafetensorsBytes;

namespace Hymba.Inference.Tests.Checkpoint;

public sealed class SafetensorsHeaderReaderTests
{
    private const long DataStart = 1000;

    public static TheoryData<string, string> BadHeaders => new()
    {
        { $"{{{Entry("a", "F31", "[2]", 0, 8)}}}", "unknown dtype 'F31'" },
        { $"{{{Entry("a", "f32", "[2]", 0, 8)}}}", "unknown dtype 'f32'" },
        { $"{{{Entry("a", "F32", "[-2]", 0, 8)}}}", "shape must hold whole numbers" },
        { $"{{{Entry("a", "F32", "[2.0]", 0, 8)}}}", "shape must hold whole numbers" },
        { $"{{{Entry("a", "F32", "[\"2\"]", 0, 8)}}}", "shape must hold whole numbers" },
        { $"{{{Entry("a", "F32", "[99999999999999999999]", 0, 8)}}}", "shape must hold whole numbers" },
        { $"{{{Entry("a", "F32", "[4611686018427387904,4611686018427387904]", 0, 8)}}}", "overflows" },
        { $"{{{Entry("a", "F32", "[4294967296,4294967296,4294967296,4294967296]", 0, 8)}}}", "overflows" },
        { $"{{{Entry("a", "F32", "[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,2]", 0, 8)}}}", "more than 16 numbers" },
        { $"{{{Entry("a", "F32", "2", 0, 8)}}}", "shape must be a list" },
        { $"{{{Entry("a", "F32", "[3]", 0, 8)}}}", "needs 12 bytes, but its data_offsets span 8" },
        { $"{{{Entry("a", "F32", "[2]", 0, 16)}}}", "needs 8 bytes, but its data_offsets span 16" },
        { $"{{{Entry("a", "F32", "[2]", 8, 0)}}}", "lies at bytes 8 to 0" },
        { $"{{{Entry("a", "F32", "[1000]", 0, 4000)}}}", "lies at bytes 0 to 4000 of the data, which is 16 bytes long" },
        { $"{{{Entry("a", "F32", "[2]", -8, 0)}}}", "data_offsets must hold whole numbers" },
        { $"{{{Entry("a", "F32", "[2]", 0, 8)},{Entry("a", "F32", "[2]", 8, 16)}}}", "'a' appears twice" },
        { $"{{{Entry("a", "F32", "[2]", 0, 8)},{Entry("b", "F32", "[2]", 4, 12)}}}", "no gaps and no overlaps" },
        { $"{{{Entry("a", "F32", "[2]", 0, 8)},{Entry("b", "F32", "[1]", 12, 16)}}}", "no gaps and no overlaps" },
        { $"{{{Entry("a", "F32", "[2]", 8, 16)}}}", "no gaps and no overlaps" },
        { $"{{{Entry("a", "F32", "[2]", 0, 8)}}}", "8 bytes behind the last tensor" },
        { "{}", "16 bytes behind the last tensor" },
        { """{"a":{"dtype":"F32","shape":[4]}}""", "needs dtype, shape and two data_offsets" },
        { """{"a":{"dtype":"F32","shape":[4],"data_offsets":[16]}}""", "needs dtype, shape and two data_offsets" },
        { """{"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16,16]}}""", "more than 2 numbers" },
        { """{"a":{"dtype":"F32","dtype":"F32","shape":[4],"data_offsets":[0,16]}}""", "repeated key 'dtype'" },
        { """{"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16],"x":1}}""", "unknown or repeated key 'x'" },
        { """{"a":{"dtype":null,"shape":[4],"data_offsets":[0,16]}}""", "dtype must be a string" },
        { """{"a":[]}""", "must be described by an object" },
        { """{"__metadata__":{"x":1}}""", "must hold a string" },
        { """{"__metadata__":{},"__metadata__":{}}""", "__metadata__ appears twice" },
        { """{"__metadata__":{"x":"1","x":"2"}}""", "'x' appears twice" },
        { """{"__metadata__":[]}""", "__metadata__ must be an object" },
        { "[]", "must be a JSON object" },
        { "{", "not valid JSON" },
        { "{}{}", "not valid JSON" },
        { "{\"\\ud800\":{}}", "not valid JSON" },
        { new string('[', 5000), "must be a JSON object" },
        { "{\"a\":{\"shape\":" + new string('[', 5000), "not valid JSON" },
    };

    [Fact]
    public void Reads_names_types_shapes_and_places()
    {
        string header = $"{{{Entry("b", "BF16", "[2,3]", 4, 16)},\"__metadata__\":{{\"format\":\"pt\"}},{Entry("a", "F32", "[]", 0, 4)},"
            + $"{Entry("none", "I64", "[0,7]", 4, 4)}}}   ";

        (IReadOnlyDictionary<string, SafetensorsEntry> entries, IReadOnlyDictionary<string, string> metadata) = Parse(header, 16);

        Assert.Equal(["a", "b", "none"], entries.Keys.Order());
        Assert.Equal("pt", metadata["format"]);
        SafetensorsEntry b = entries["b"];
        Assert.Equal((SafetensorsDtype.BF16, DataStart + 4, 12L, 6L), (b.Dtype, b.Offset, b.ByteLength, b.ElementCount));
        Assert.Equal([2, 3], b.Shape);
        Assert.Empty(entries["a"].Shape);
        Assert.Equal(0, entries["none"].ByteLength);
    }

    [Theory]
    [MemberData(nameof(BadHeaders))]
    public void Refuses_what_breaks_the_format(string header, string expected)
    {
        ModelLoadException error = Assert.Throws<ModelLoadException>(() => Parse(header, 16));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_more_tensors_than_any_model_has()
    {
        string header = "{" + string.Join(',', Enumerable.Range(0, 100_001).Select(i => Entry($"t{i}", "U8", "[0]", 0, 0))) + "}";

        ModelLoadException error = Assert.Throws<ModelLoadException>(() => Parse(header, 0));

        Assert.Contains("more than 100000 tensors", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Messages_quote_hostile_names_safely()
    {
        string header = $"{{{Entry("\\u001b[31m" + new string('x', 100_000), "F31", "[2]", 0, 8)}}}";

        ModelLoadException error = Assert.Throws<ModelLoadException>(() => Parse(header, 8));

        Assert.InRange(error.Message.Length, 1, 600);
        Assert.DoesNotContain('\u001b', error.Message);
    }

    private static (IReadOnlyDictionary<string, SafetensorsEntry> Entries, IReadOnlyDictionary<string, string> Metadata) Parse(
        string header, long dataBytes)
        => SafetensorsHeaderReader.Parse("x.safetensors", Encoding.UTF8.GetBytes(header), DataStart, DataStart + dataBytes);
}
