using System.Buffers.Binary;
using System.Text;

namespace Hymba.Inference.Tests.Native;

/// <summary>Builds a small 64-bit ELF library without section headers: a marker, another symbol, a defined one, one relocation.</summary>
internal sealed class ElfImageBuilder
{
    public const string Marker = "_marker";
    public const string Version = "LIBX_2";

    // File offsets of what tests damage.
    public const int FirstProgramHeader = 64;
    public const int Dynamic = 0x100;
    public const int VersionNeeds = 0x300;
    public const int FirstVersion = 0x310;
    public const int SecondVersion = 0x320;

    // Addresses differ from file offsets, so that a reader that mixes them up fails.
    private const ulong Base = 0x10000;
    private const int Strings = 0x200;
    private const int Symbols = 0x240;
    private const int SymbolVersions = 0x2C0;
    private const int Hash = 0x380;
    private const int Relocations = 0x3D0;
    private readonly byte[] _image = new byte[0x3E8];

    /// <summary>The version index of the symbol after the marker; the marker has 7.</summary>
    public ushort OtherSymbolVersion { get; init; } = 8;

    /// <summary>The symbol that the only relocation refers to; the marker is 1.</summary>
    public uint RelocatedSymbol { get; init; } = 2;

    /// <summary>Whether the GNU hash table tells the number of symbols, or the older one.</summary>
    public bool GnuHash { get; init; } = true;

    public byte[] Build()
    {
        WriteHeaders();
        WriteDynamic();
        Encoding.ASCII.GetBytes("\0_marker\0other\0defined\0libx.so\0LIBX_1\0LIBX_2\0", _image.AsSpan(Strings));
        U32(Symbols + 24, 1);
        U32(Symbols + 48, 9);
        U32(Symbols + 72, 15);
        U16(SymbolVersions + 2, 7);
        U16(SymbolVersions + 4, OtherSymbolVersion);
        U16(SymbolVersions + 6, 1);
        WriteVersionNeeds();
        WriteHash();
        U64(Relocations + 8, ((ulong)RelocatedSymbol << 32) | 6);
        return _image;
    }

    private void WriteHeaders()
    {
        new byte[] { 0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1 }.CopyTo(_image, 0);
        U64(32, FirstProgramHeader);
        U16(54, 56);
        U16(56, 2);
        WriteProgramHeader(FirstProgramHeader, 1, 0, (ulong)_image.Length);
        WriteProgramHeader(FirstProgramHeader + 56, 2, Dynamic, 0x100);
    }

    private void WriteProgramHeader(int at, uint type, ulong offset, ulong size)
    {
        U32(at, type);
        U64(at + 8, offset);
        U64(at + 16, Base + offset);
        U64(at + 32, size);
        U64(at + 40, size);
    }

    private void WriteDynamic()
    {
        (ulong Tag, ulong Value)[] entries =
        [
            (5, Base + Strings),
            (6, Base + Symbols),
            (GnuHash ? 0x6FFFFEF5ul : 4, Base + Hash),
            (0x6FFFFFF0, Base + SymbolVersions),
            (0x6FFFFFFE, Base + VersionNeeds),
            (0x6FFFFFFF, 1),
            (23, Base + Relocations),
            (2, 24),
        ];
        for (int i = 0; i < entries.Length; i++)
        {
            U64(Dynamic + (16 * i), entries[i].Tag);
            U64(Dynamic + (16 * i) + 8, entries[i].Value);
        }
    }

    private void WriteVersionNeeds()
    {
        U16(VersionNeeds, 1);
        U16(VersionNeeds + 2, 2);
        U32(VersionNeeds + 4, 23);
        U32(VersionNeeds + 8, FirstVersion - VersionNeeds);
        U16(FirstVersion + 6, 8);
        U32(FirstVersion + 8, 31);
        U32(FirstVersion + 12, SecondVersion - FirstVersion);
        U16(SecondVersion + 6, 7);
        U32(SecondVersion + 8, 38);
    }

    private void WriteHash()
    {
        if (!GnuHash)
        {
            U32(Hash, 1);
            U32(Hash + 4, 4);
            return;
        }

        // One bucket, the hashed symbols start at 3, one bloom word; the chain ends at symbol 3.
        U32(Hash, 1);
        U32(Hash + 4, 3);
        U32(Hash + 8, 1);
        U32(Hash + 24, 3);
        U32(Hash + 28, 1);
    }

    private void U16(int at, ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(_image.AsSpan(at), value);

    private void U32(int at, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(_image.AsSpan(at), value);

    private void U64(int at, ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(_image.AsSpan(at), value);
}
