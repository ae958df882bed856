using System.Buffers.Binary;
using Hymba.Kernels.Threading;
using Microsoft.Win32.SafeHandles;

namespace Hymba.Inference.Checkpoint;

/// <summary>
/// One .safetensors file, opened for reading. Reads may run on several threads at once, and one read may share its slices out among threads. The file is
/// read, not mapped: the system copies into large pages faster than a process that takes a page fault for every 4 KiB of a mapping, and a file that another
/// process shortens is an error instead of the process's end.
/// </summary>
internal sealed class SafetensorsFile : IDisposable
{
    /// <summary>Bytes that a thread reads at a time.</summary>
    public const int SliceBytes = 8 << 20;

    private const int MaxHeaderBytes = 100_000_000;
    private const int LengthBytes = sizeof(ulong);

    private readonly SafeFileHandle _handle;
    private readonly long _fileLength;

    private SafetensorsFile(string path)
    {
        Path = path;
        // Before opening: a pipe or device has no length, and opening it could block.
        long length = new FileInfo(path).Length;
        Check(length >= LengthBytes, $"the file has {length} bytes, a safetensors file at least {LengthBytes}.");
        _handle = File.OpenHandle(path, options: FileOptions.RandomAccess);
        try
        {
            _fileLength = RandomAccess.GetLength(_handle);
            byte[] header = ReadHeader();
            (Entries, Metadata) = SafetensorsHeaderReader.Parse(path, header, LengthBytes + header.Length, _fileLength);
        }
        catch
        {
            _handle.Dispose();
            throw;
        }
    }

    /// <summary>The file's path, as it was given.</summary>
    public string Path { get; }

    /// <summary>Every tensor by name.</summary>
    public IReadOnlyDictionary<string, SafetensorsEntry> Entries { get; }

    /// <summary>The strings of <c>__metadata__</c>; empty where the file has none.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Opens a file and checks its whole header; reads no tensor.</summary>
    /// <exception cref="ModelLoadException">The file is missing, unreadable, truncated or breaks the format.</exception>
    public static SafetensorsFile Open(string path)
    {
        try
        {
            return new SafetensorsFile(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ModelLoadException(path, [error.Message], error);
        }
    }

    /// <summary>Copies a whole tensor; the destination has exactly its length in bytes.</summary>
    public void Read(SafetensorsEntry entry, Span<byte> destination, int threads = 1)
    {
        if (destination.Length != entry.ByteLength)
        {
            throw new ArgumentException($"Tensor '{entry.Name}' has {entry.ByteLength} bytes, the destination {destination.Length}.", nameof(destination));
        }

        Read(entry, 0, destination, threads);
    }

    /// <summary>Copies a part of a tensor.</summary>
    /// <param name="entry">An entry of this file.</param>
    /// <param name="offset">First byte to copy, counted from the tensor's start.</param>
    /// <param name="destination">Is filled; the tensor must reach that far.</param>
    /// <param name="threads">The most threads that read.</param>
    /// <exception cref="ModelLoadException">The file was shortened since it was opened, or cannot be read.</exception>
    public void Read(SafetensorsEntry entry, long offset, Span<byte> destination, int threads = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset, entry.ByteLength - destination.Length);
        ObjectDisposedException.ThrowIf(_handle.IsClosed, this);
        try
        {
            long length = RandomAccess.GetLength(_handle);
            Check(length == _fileLength, $"the file had {_fileLength} bytes when it was opened and has {length} now.");
            long position = entry.Offset + offset;
            SharedWork.Run(
                destination,
                (slice, start) => Check(ReadFully(slice, position + start) == slice.Length, "the file became shorter while it was read."),
                SliceBytes,
                threads);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ModelLoadException(Path, [$"reading tensor '{entry.Name}' failed: {error.Message}"], error);
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _handle.Dispose();

    private byte[] ReadHeader()
    {
        Span<byte> start = stackalloc byte[Math.Max(LengthBytes, GitLfsPointer.Signature.Length)];
        start = start[..ReadFully(start, 0)];
        Check(!GitLfsPointer.Matches(start), GitLfsPointer.Explanation);
        Check(start.Length >= LengthBytes, $"the file has {start.Length} bytes, a safetensors file at least {LengthBytes}.");
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(start);
        long rest = _fileLength - LengthBytes;
        Check(
            length <= (ulong)Math.Min(rest, MaxHeaderBytes),
            $"the first 8 bytes announce a header of {length} bytes, {rest} follow and at most {MaxHeaderBytes} are allowed: "
            + "not a safetensors file, or an incomplete one.");
        Check(length >= 2 && start.Length > LengthBytes && start[LengthBytes] == '{', "the header does not start with '{': not a safetensors file.");
        byte[] header = new byte[length];
        Check(ReadFully(header, LengthBytes) == header.Length, "the file ends inside its header.");
        return header;
    }

    private int ReadFully(Span<byte> destination, long position)
    {
        int done = 0;
        while (done < destination.Length)
        {
            int count = RandomAccess.Read(_handle, destination[done..], position + done);
            if (count == 0)
            {
                break;
            }

            done += count;
        }

        return done;
    }

    private void Check(bool holds, string problem)
    {
        if (!holds)
        {
            throw new ModelLoadException(Path, [problem]);
        }
    }
}
