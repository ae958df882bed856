using System.Buffers.Binary;
using System.Text.Json;

namespace Hymba.Inference.Checkpoint;

/// <summary>
/// Writes a safetensors file front to back. It grows in a temporary file beside the target, which appears only with
/// <see cref="Complete"/>; disposing earlier removes the temporary file. Not safe for use by several threads at once.
/// </summary>
internal sealed class SafetensorsWriter : IDisposable
{
    private readonly string _path;
    private readonly string _temporaryPath;
    private readonly FileStream _stream;
    private readonly long _totalBytes;
    private bool _isCompleted;

    /// <summary>Creates the temporary file, reserves its space on the disk and writes the header.</summary>
    /// <param name="path">The target; replaced if it exists.</param>
    /// <param name="tensors">All tensors, in the order in which their bytes will be written.</param>
    /// <param name="metadata">Strings for <c>__metadata__</c>; null: <c>{"format":"pt"}</c>, which Hugging Face's loaders ask for.</param>
    /// <exception cref="ArgumentException">A name appears twice or is reserved, or a dimension is negative.</exception>
    /// <exception cref="CheckpointWriteException">The disk is full or the folder cannot be written.</exception>
    public SafetensorsWriter(string path, IReadOnlyList<SafetensorsTensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        _path = Path.GetFullPath(path);
        _temporaryPath = $"{_path}.{Guid.NewGuid():N}.tmp";
        byte[] header = Header(tensors, metadata ?? new Dictionary<string, string> { ["format"] = "pt" });
        _totalBytes = header.Length + tensors.Sum(tensor => tensor.ByteLength);
        try
        {
            _stream = new FileStream(_temporaryPath, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                BufferSize = 0,
                PreallocationSize = _totalBytes,
            });
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The runtime removes the file itself where only its space could not be reserved.
            throw new CheckpointWriteException(_path, $"{_totalBytes} bytes are needed: {error.Message}", error);
        }

        try
        {
            Write(header);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Appends bytes of the tensors, in any portions.</summary>
    /// <exception cref="InvalidOperationException">More bytes than the header announced.</exception>
    /// <exception cref="CheckpointWriteException">The disk is full or failed.</exception>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > _totalBytes - _stream.Position)
        {
            throw new InvalidOperationException($"{bytes.Length} bytes were given, {_totalBytes - _stream.Position} are left in the tensors announced.");
        }

        try
        {
            _stream.Write(bytes);
        }
        catch (IOException error)
        {
            throw new CheckpointWriteException(_path, error.Message, error);
        }
    }

    /// <summary>Checks that every announced byte was written, brings them to the disk and puts the file in its place.</summary>
    /// <exception cref="InvalidOperationException">Bytes are missing.</exception>
    /// <exception cref="CheckpointWriteException">The disk failed, or the target cannot be replaced.</exception>
    public void Complete()
    {
        if (_stream.Position != _totalBytes)
        {
            throw new InvalidOperationException($"{_totalBytes - _stream.Position} bytes of the tensors announced are missing.");
        }

        try
        {
            _stream.Flush(flushToDisk: true);
            _stream.Dispose();
            File.Move(_temporaryPath, _path, overwrite: true);
            _isCompleted = true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointWriteException(_path, error.Message, error);
        }
    }

    /// <summary>Removes the temporary file unless the target is complete.</summary>
    public void Dispose()
    {
        _stream.Dispose();
        if (!_isCompleted)
        {
            File.Delete(_temporaryPath);
        }
    }

    private static byte[] Header(IReadOnlyList<SafetensorsTensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        using var stream = new MemoryStream();
        stream.Write(stackalloc byte[sizeof(ulong)]);
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            if (metadata.Count > 0)
            {
                WriteMetadata(json, metadata);
            }

            WriteEntries(json, tensors);
            json.WriteEndObject();
        }

        // Padding keeps the data aligned to 8 bytes for readers that map it.
        while (stream.Length % sizeof(ulong) != 0)
        {
            stream.WriteByte((byte)' ');
        }

        byte[] header = stream.ToArray();
        BinaryPrimitives.WriteUInt64LittleEndian(header, (ulong)(header.Length - sizeof(ulong)));
        return header;
    }

    private static void WriteMetadata(Utf8JsonWriter json, IReadOnlyDictionary<string, string> metadata)
    {
        json.WriteStartObject("__metadata__");
        foreach ((string key, string value) in metadata)
        {
            json.WriteString(key, value);
        }

        json.WriteEndObject();
    }

    private static void WriteEntries(Utf8JsonWriter json, IReadOnlyList<SafetensorsTensor> tensors)
    {
        var names = new HashSet<string>(StringComparer.Ordinal) { "__metadata__" };
        long position = 0;
        foreach (SafetensorsTensor tensor in tensors)
        {
            if (!names.Add(tensor.Name) || tensor.Shape.Any(size => size < 0))
            {
                throw new ArgumentException(
                    $"Tensor '{tensor.Name}' {MessageText.Shape(tensor.Shape)} has a name that is taken or a negative dimension.", nameof(tensors));
            }

            json.WriteStartObject(tensor.Name);
            json.WriteString("dtype", tensor.Dtype.FormatName());
            WriteNumbers(json, "shape", tensor.Shape);
            WriteNumbers(json, "data_offsets", [position, position + tensor.ByteLength]);
            json.WriteEndObject();
            position += tensor.ByteLength;
        }
    }

    private static void WriteNumbers(Utf8JsonWriter json, string key, long[] numbers)
    {
        json.WriteStartArray(key);
        foreach (long number in numbers)
        {
            json.WriteNumberValue(number);
        }

        json.WriteEndArray();
    }
}
