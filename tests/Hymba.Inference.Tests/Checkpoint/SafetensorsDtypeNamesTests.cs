using Hymba.Inference.Checkpoint;

namespace Hymba.Inference.Tests.Checkpoint;

public sealed class SafetensorsDtypeNamesTests
{
    [Fact]
    public void Every_type_has_its_name_and_size()
    {
        string[] known = [.. Enum.GetValues<SafetensorsDtype>().Select(dtype => $"{dtype.FormatName()} {dtype.ByteSize()}")];

        Assert.Equal(
            [
                "BOOL 1", "U8 1", "I8 1", "F8_E4M3 1", "F8_E5M2 1", "F8_E8M0 1", "I16 2", "U16 2", "F16 2", "BF16 2",
                "I32 4", "U32 4", "F32 4", "I64 8", "U64 8", "F64 8", "C64 8",
            ],
            known);
    }

    [Fact]
    public void Names_read_back()
    {
        foreach (SafetensorsDtype dtype in Enum.GetValues<SafetensorsDtype>())
        {
            Assert.True(SafetensorsDtypeNames.TryParse(dtype.FormatName(), out SafetensorsDtype parsed));
            Assert.Equal(dtype, parsed);
        }

        Assert.False(SafetensorsDtypeNames.TryParse("Bool", out _));
    }
}
