using System.Text;

namespace Hymba.Inference.Native;

/// <summary>Checks who needs a symbol version: only the marker may, and nothing in the library may refer to the marker.</summary>
internal static class ElfSymbolUse
{
    private const ulong DtPltRelocationsSize = 2;
    private const ulong DtHash = 4;
    private const ulong DtStringTable = 5;
    private const ulong DtSymbolTable = 6;
    private const ulong DtRelocations = 7;
    private const ulong DtRelocationsSize = 8;
    private const ulong DtPltRelocations = 23;
    private const ulong DtGnuHash = 0x6FFFFEF5;
    private const ulong DtSymbolVersions = 0x6FFFFFF0;
    private const ulong SymbolSize = 24;
    private const ulong RelocationSize = 24;

    /// <summary>Returns when no symbol but the unused marker carries the version with this index.</summary>
    /// <exception cref="NativeLibraryException">Another symbol needs the version, the marker is in use, or the file is damaged.</exception>
    public static void RequireOnlyMarker(ElfReader reader, ElfDynamicTable dynamic, int versionIndex, string version, string marker)
    {
        ulong symbols = dynamic.RequiredTable(DtSymbolTable, "symbol table");
        ulong strings = dynamic.RequiredTable(DtStringTable, "string table");
        ulong versions = dynamic.RequiredTable(DtSymbolVersions, "symbol version table");
        byte[] markerName = Encoding.ASCII.GetBytes(marker);
        ulong count = CountSymbols(reader, dynamic);
        ulong? markerIndex = null;
        for (ulong i = 0; i < count; i++)
        {
            // Bit 15 only says whether the version is the default one.
            if ((reader.U16(versions + (i * 2), "symbol version") & 0x7FFF) != versionIndex)
            {
                continue;
            }

            ulong name = strings + reader.U32(symbols + (i * SymbolSize), "symbol");
            if (!reader.StringEquals(name, markerName, "symbol name"))
            {
                throw ElfRefusal.Because($"its symbol number {i} truly needs the version {version}, which this system lacks");
            }

            markerIndex = i;
        }

        if (markerIndex is { } used)
        {
            RequireUnused(reader, dynamic, DtRelocations, DtRelocationsSize, used, marker);
            RequireUnused(reader, dynamic, DtPltRelocations, DtPltRelocationsSize, used, marker);
        }
    }

    private static void RequireUnused(ElfReader reader, ElfDynamicTable dynamic, ulong tag, ulong sizeTag, ulong symbol, string name)
    {
        if (dynamic.Value(tag) is not { } address)
        {
            return;
        }

        ulong table = dynamic.OffsetOf(address, "relocation table");
        ulong size = dynamic.RequiredValue(sizeTag, "size of a relocation table");
        if (table > reader.Length || size > reader.Length - table)
        {
            throw ElfRefusal.Because($"its relocation table with {size} bytes lies outside the file");
        }

        for (ulong entry = table; table + size - entry >= RelocationSize; entry += RelocationSize)
        {
            if (reader.U64(entry + 8, "relocation") >> 32 == symbol)
            {
                throw ElfRefusal.Because($"it calls the symbol {name}, which this system lacks");
            }
        }
    }

    // The dynamic segment does not state the number of symbols, the hash tables imply it.
    private static ulong CountSymbols(ElfReader reader, ElfDynamicTable dynamic)
    {
        if (dynamic.Value(DtHash) is { } hashAddress)
        {
            return reader.U32(dynamic.OffsetOf(hashAddress, "hash table") + 4, "hash table");
        }

        ulong table = dynamic.RequiredTable(DtGnuHash, "hash table");
        ulong bucketCount = reader.U32(table, "hash table");
        ulong firstHashed = reader.U32(table + 4, "hash table");
        ulong buckets = table + 16 + (8 * (ulong)reader.U32(table + 8, "hash table"));
        ulong last = 0;
        for (ulong i = 0; i < bucketCount; i++)
        {
            last = Math.Max(last, reader.U32(buckets + (i * 4), "hash bucket"));
        }

        if (last < firstHashed)
        {
            throw ElfRefusal.Because("its hash table does not tell how many symbols there are");
        }

        // The chain of the last bucket ends at the last symbol, with bit 0 set.
        ulong chains = buckets + (bucketCount * 4);
        while ((reader.U32(chains + ((last - firstHashed) * 4), "hash chain") & 1) == 0)
        {
            last++;
        }

        return last + 1;
    }
}
