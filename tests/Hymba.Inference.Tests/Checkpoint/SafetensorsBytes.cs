using System.Buffers.Binary;
using System.Text;

namespace Hymba.Inference.Tests.Checkpoint;

/// <summary>Builds safetensors files byte by byte, right and wrong ones.</summary>
internal static class SafetensorsBytes
{
    /// <summary>Data byte i is i modulo this, plus 1; a prime, so that no power of two hides a shift.</summary>
    public const int Period = 251;

    public static byte[] File(string header, int dataBytes) => File(header, (ulong)Encoding.UTF8.GetByteCount(header), dataBytes);

    public static byte[] File(string header, ulong announcedLength, int dataBytes)
    {
        byte[] text = Encoding.UTF8.GetBytes(header);
        byte[] file = new byte[sizeof(ulong) + text.Length + dataBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(file, announcedLength);
        text.CopyTo(file, sizeof(ulong));
        for (int i = 0; i < dataBytes; i++)
        {
            file[sizeof(ulong) + text.Length + i] = (byte)((i % Period) + 1);
        }

        return file;
    }

    public static string Entry(string name, string dtype, string shape, long begin, long end)
        => $$"""
            "{{name}}":{"dtype":"{{dtype}}","shape":{{shape}},"data_offsets":[{{begin}},{{end}}]}
            """;
}
