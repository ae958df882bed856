using System.Buffers.Binary;

namespace Hymba.Inference.Native;

/// <summary>Notices a library file that was cut short, by a full disk or a broken copy: the system's loader would end the process on it.</summary>
internal static class ElfCompleteness
{
    private const int HeaderSize = 64;
    private const int ProgramHeaderSize = 56;
    private const uint PtLoad = 1;

    /// <summary>Returns when the file holds all that its loadable segments name, or is no 64-bit ELF file, which the loader reports itself.</summary>
    /// <exception cref="NativeLibraryException">The file is too short or cannot be read.</exception>
    public static void Require(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            if (RequiredLength(file) is { } required && (ulong)file.Length < required)
            {
                throw new NativeLibraryException(
                    $"The native library '{path}' is cut short: it has {file.Length} bytes and should have {required} or more. "
                    + "Restore or publish the application again.");
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new NativeLibraryException($"The native library '{path}' cannot be read: {error.Message}", error);
        }
    }

    private static ulong? RequiredLength(FileStream file)
    {
        byte[] header = new byte[HeaderSize];
        if (file.ReadAtLeast(header, HeaderSize, throwOnEndOfStream: false) < HeaderSize
            || !header.AsSpan().StartsWith("\u007FELF\u0002\u0001"u8)
            || BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(54)) != ProgramHeaderSize)
        {
            return null;
        }

        ulong tableStart = BinaryPrimitives.ReadUInt64LittleEndian(header.AsSpan(32));
        byte[] table = new byte[BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(56)) * ProgramHeaderSize];
        ulong tableEnd = End(tableStart, (ulong)table.Length);
        if (tableEnd > (ulong)file.Length)
        {
            return tableEnd;
        }

        file.Position = (long)tableStart;
        file.ReadExactly(table);
        ulong required = tableEnd;
        for (int at = 0; at < table.Length; at += ProgramHeaderSize)
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(table.AsSpan(at)) == PtLoad)
            {
                ulong offset = BinaryPrimitives.ReadUInt64LittleEndian(table.AsSpan(at + 8));
                ulong size = BinaryPrimitives.ReadUInt64LittleEndian(table.AsSpan(at + 32));
                required = Math.Max(required, End(offset, size));
            }
        }

        return required;
    }

    private static ulong End(ulong start, ulong size) => size <= ulong.MaxValue - start ? start + size : ulong.MaxValue;
}
