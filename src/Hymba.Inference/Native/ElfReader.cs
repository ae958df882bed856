using System.Buffers.Binary;

namespace Hymba.Inference.Native;

/// <summary>Bounds-checked little-endian reads from an ELF image; a read outside the image is a typed error, never a crash.</summary>
internal readonly ref struct ElfReader(ReadOnlySpan<byte> image)
{
    private readonly ReadOnlySpan<byte> _image = image;

    /// <summary>Size of the image in bytes.</summary>
    public ulong Length => (ulong)_image.Length;

    /// <summary>The unsigned byte, 16-, 32- or 64-bit value at a file offset.</summary>
    public byte U8(ulong offset, string what) => Slice(offset, 1, what)[0];

    /// <inheritdoc cref="U8"/>
    public ushort U16(ulong offset, string what) => BinaryPrimitives.ReadUInt16LittleEndian(Slice(offset, sizeof(ushort), what));

    /// <inheritdoc cref="U8"/>
    public uint U32(ulong offset, string what) => BinaryPrimitives.ReadUInt32LittleEndian(Slice(offset, sizeof(uint), what));

    /// <inheritdoc cref="U8"/>
    public ulong U64(ulong offset, string what) => BinaryPrimitives.ReadUInt64LittleEndian(Slice(offset, sizeof(ulong), what));

    /// <summary>Whether the zero-terminated string at <paramref name="offset"/> is exactly <paramref name="text"/>.</summary>
    public bool StringEquals(ulong offset, ReadOnlySpan<byte> text, string what)
    {
        // The shortest thing that must lie in the image is the terminator.
        _ = Slice(offset, 1, what);
        ReadOnlySpan<byte> rest = _image[(int)offset..];
        return rest.Length > text.Length && rest[text.Length] == 0 && rest.StartsWith(text);
    }

    private ReadOnlySpan<byte> Slice(ulong offset, int length, string what) =>
        offset <= Length && Length - offset >= (ulong)length
            ? _image.Slice((int)offset, length)
            : throw ElfRefusal.Because($"the {what} at offset {offset} lies outside the file of {Length} bytes");
}
