using System.Buffers.Binary;
using System.Text;

namespace Hymba.Inference.Native;

/// <summary>
/// Makes one symbol version of an ELF library optional. GCC 13 marks each program that uses streams with a reference to an
/// empty symbol of version GLIBCXX_3.4.32; nothing calls it, yet the loader refuses the library where libstdc++ is older.
/// The weak flag (VER_FLG_WEAK) on that version's entry tells the loader to go on without it.
/// </summary>
internal static class ElfVersionPatcher
{
    private const ulong DtStringTable = 5;
    private const ulong DtVersionNeeds = 0x6FFFFFFE;
    private const ulong DtVersionNeedsCount = 0x6FFFFFFF;
    private const ulong EntrySize = 16;
    private const int MostVersions = 0x7FFF;
    private const ushort Weak = 2;

    /// <summary>A copy of the library in which <paramref name="version"/> is optional.</summary>
    /// <param name="image">The library file.</param>
    /// <param name="version">The symbol version, such as GLIBCXX_3.4.32.</param>
    /// <param name="marker">The only symbol that may ask for the version, and that nothing may call.</param>
    /// <exception cref="NativeLibraryException">The file is damaged, asks not for the version, or another symbol truly needs it.</exception>
    public static byte[] MakeOptional(ReadOnlySpan<byte> image, string version, string marker)
    {
        ElfReader reader = new(image);
        ElfDynamicTable dynamic = new(reader);
        ulong entry = FindVersion(reader, dynamic, Encoding.ASCII.GetBytes(version))
            ?? throw ElfRefusal.Because($"the file does not ask for the version {version}");
        int index = reader.U16(entry + 6, "version index") & MostVersions;
        ElfSymbolUse.RequireOnlyMarker(reader, dynamic, index, version, marker);

        byte[] patched = image.ToArray();
        int flags = reader.U16(entry + 4, "version flags");
        BinaryPrimitives.WriteUInt16LittleEndian(patched.AsSpan((int)entry + 4), (ushort)(flags | Weak));
        return patched;
    }

    // File offset of the version's entry (vernaux), in the list that hangs on each needed library (verneed).
    private static ulong? FindVersion(ElfReader reader, ElfDynamicTable dynamic, ReadOnlySpan<byte> version)
    {
        ulong strings = dynamic.RequiredTable(DtStringTable, "string table");
        ulong need = dynamic.RequiredTable(DtVersionNeeds, "version needs");
        ulong libraries = dynamic.RequiredValue(DtVersionNeedsCount, "number of version needs");
        int versionsSeen = 0;
        ulong? found = null;
        for (ulong i = 0; i < libraries; i++)
        {
            int count = reader.U16(need + 2, "number of versions");
            ulong entry = need + reader.U32(need + 8, "version list");
            for (int j = 0; j < count; j++)
            {
                // Damaged lists may share entries; without this limit following them could take hours.
                if (++versionsSeen > MostVersions)
                {
                    throw ElfRefusal.Because($"it lists more than {MostVersions} symbol versions");
                }

                if (reader.StringEquals(strings + reader.U32(entry + 8, "version name"), version, "version name"))
                {
                    found = found is null ? entry : throw ElfRefusal.Because("it lists the same symbol version twice");
                }

                if (!Advance(ref entry, reader.U32(entry + 12, "next version")))
                {
                    break;
                }
            }

            if (!Advance(ref need, reader.U32(need + 12, "next version need")))
            {
                break;
            }
        }

        return found;
    }

    // Steps are unsigned, so lists only run forward and end at the file's end at the latest.
    private static bool Advance(ref ulong offset, uint step)
    {
        if (step is > 0 and < (uint)EntrySize)
        {
            throw ElfRefusal.Because($"two entries of its version list are {step} bytes apart, an entry has {EntrySize}");
        }

        offset += step;
        return step != 0;
    }
}
