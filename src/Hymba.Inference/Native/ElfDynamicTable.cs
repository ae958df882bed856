namespace Hymba.Inference.Native;

/// <summary>
/// The dynamic segment of a 64-bit little-endian ELF library: what the loader itself reads. Section headers are not used, they may be stripped.
/// </summary>
internal readonly ref struct ElfDynamicTable
{
    private const int ProgramHeaderSize = 56;
    private const int EntrySize = 16;
    private const uint PtLoad = 1;
    private const uint PtDynamic = 2;
    private const ulong EndOfTable = 0;

    private readonly ElfReader _reader;
    private readonly ulong _programHeaders;
    private readonly ulong _programHeaderCount;
    private readonly ulong _dynamic;
    private readonly ulong _dynamicEnd;

    /// <summary>Reads the file header and finds the dynamic segment.</summary>
    /// <exception cref="NativeLibraryException">The file is no 64-bit little-endian ELF library or is damaged.</exception>
    public ElfDynamicTable(ElfReader reader)
    {
        _reader = reader;
        if (reader.U32(0, "ELF magic") != 0x464C457F)
        {
            throw ElfRefusal.Because("the file does not start with the ELF magic bytes");
        }

        if (reader.U8(4, "ELF class") != 2 || reader.U8(5, "ELF byte order") != 1)
        {
            throw ElfRefusal.Because("the file is not a 64-bit little-endian library");
        }

        _programHeaders = reader.U64(32, "program header offset");
        int headerSize = reader.U16(54, "program header size");
        if (headerSize != ProgramHeaderSize)
        {
            throw ElfRefusal.Because($"its program headers have {headerSize} bytes instead of {ProgramHeaderSize}");
        }

        _programHeaderCount = reader.U16(56, "program header count");
        ulong header = FindProgramHeader(PtDynamic, static (_, _, _) => true, 0)
            ?? throw ElfRefusal.Because("the file has no dynamic segment");
        _dynamic = reader.U64(header + 8, "dynamic segment offset");
        ulong size = reader.U64(header + 32, "dynamic segment size");
        if (_dynamic > reader.Length || size > reader.Length - _dynamic)
        {
            throw ElfRefusal.Because($"its dynamic segment at offset {_dynamic} with {size} bytes lies outside the file of {reader.Length} bytes");
        }

        _dynamicEnd = _dynamic + size;
    }

    /// <summary>The value of a dynamic entry, or null where the table has none with this tag.</summary>
    public ulong? Value(ulong tag)
    {
        for (ulong entry = _dynamic; _dynamicEnd - entry >= EntrySize; entry += EntrySize)
        {
            ulong found = _reader.U64(entry, "dynamic entry");
            if (found == tag)
            {
                return _reader.U64(entry + 8, "dynamic entry");
            }

            if (found == EndOfTable)
            {
                break;
            }
        }

        return null;
    }

    /// <summary>The value of an entry that the file must have.</summary>
    public ulong RequiredValue(ulong tag, string what) =>
        Value(tag) ?? throw ElfRefusal.Because($"its dynamic segment names no {what}");

    /// <summary>File offset of the table whose address a required entry gives.</summary>
    public ulong RequiredTable(ulong tag, string what) => OffsetOf(RequiredValue(tag, what), what);

    /// <summary>File offset of a virtual address, through the loadable segment that holds it.</summary>
    public ulong OffsetOf(ulong address, string what)
    {
        ulong header = FindProgramHeader(PtLoad, Holds, address)
            ?? throw ElfRefusal.Because($"the address 0x{address:x} of its {what} lies in no loadable segment");
        ulong fileOffset = _reader.U64(header + 8, "segment offset");
        ulong intoSegment = address - _reader.U64(header + 16, "segment address");
        return fileOffset <= _reader.Length
            ? fileOffset + intoSegment
            : throw ElfRefusal.Because($"the segment of its {what} at offset {fileOffset} lies outside the file of {_reader.Length} bytes");
    }

    private static bool Holds(ElfReader reader, ulong header, ulong address)
    {
        ulong start = reader.U64(header + 16, "segment address");
        return address >= start && address - start < Math.Min(reader.U64(header + 32, "segment size"), reader.Length);
    }

    private ulong? FindProgramHeader(uint type, Func<ElfReader, ulong, ulong, bool> matches, ulong argument)
    {
        for (ulong i = 0; i < _programHeaderCount; i++)
        {
            // No overflow: a start outside the file is refused by the first read.
            ulong header = unchecked(_programHeaders + (i * ProgramHeaderSize));
            if (_reader.U32(header, "program header") == type && matches(_reader, header, argument))
            {
                return header;
            }
        }

        return null;
    }
}
