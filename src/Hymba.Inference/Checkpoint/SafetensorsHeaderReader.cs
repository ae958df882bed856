using System.Text.Json;

namespace Hymba.Inference.Checkpoint;

/// <summary>
/// Parses the JSON header of a safetensors file and holds it to the format's rules: known types, byte ranges that match type and shape,
/// and data that is covered from first to last byte without gap or overlap. Anything else is a <see cref="ModelLoadException"/>.
/// </summary>
internal ref struct SafetensorsHeaderReader
{
    // Far above any real model; they bound memory for hostile headers.
    private const int MaxTensors = 100_000;
    private const int MaxRank = 16;
    private const int MaxDepth = 3;

    private readonly string _path;
    private readonly long _dataStart;
    private readonly long _fileLength;
    private readonly Dictionary<string, SafetensorsEntry> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _metadata = new(StringComparer.Ordinal);
    private Utf8JsonReader _json;
    private bool _hasMetadata;

    private SafetensorsHeaderReader(string path, ReadOnlySpan<byte> header, long dataStart, long fileLength)
    {
        _path = path;
        _dataStart = dataStart;
        _fileLength = fileLength;
        _json = new Utf8JsonReader(header, new JsonReaderOptions { MaxDepth = MaxDepth });
    }

    /// <summary>The entries of a header, and its <c>__metadata__</c> (empty where absent).</summary>
    public static (IReadOnlyDictionary<string, SafetensorsEntry> Entries, IReadOnlyDictionary<string, string> Metadata) Parse(
        string path, ReadOnlySpan<byte> header, long dataStart, long fileLength)
    {
        var reader = new SafetensorsHeaderReader(path, header, dataStart, fileLength);
        try
        {
            reader.ReadHeader();
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new ModelLoadException(path, [$"the safetensors header is not valid JSON: {error.Message}"], error);
        }

        reader.CheckCoverage();
        return (reader._entries, reader._metadata);
    }

    private void ReadHeader()
    {
        Next(JsonTokenType.StartObject, "the header must be a JSON object");
        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            string name = _json.GetString()!;
            if (name == "__metadata__")
            {
                ReadMetadata();
            }
            else
            {
                ReadEntry(name);
            }
        }

        // The reader itself refuses anything but white space behind the object.
        _json.Read();
    }

    private void ReadMetadata()
    {
        Check(!_hasMetadata, "__metadata__ appears twice");
        _hasMetadata = true;
        Next(JsonTokenType.StartObject, "__metadata__ must be an object");
        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            string key = _json.GetString()!;
            Next(JsonTokenType.String, $"__metadata__ key {MessageText.Quote(key)} must hold a string");
            Check(_metadata.TryAdd(key, _json.GetString()!), $"__metadata__ key {MessageText.Quote(key)} appears twice");
        }
    }

    private void ReadEntry(string name)
    {
        Check(_entries.Count < MaxTensors, $"the header lists more than {MaxTensors} tensors");
        string who = $"tensor {MessageText.Quote(name)}";
        Next(JsonTokenType.StartObject, $"{who} must be described by an object");
        SafetensorsDtype? dtype = null;
        List<long>? shape = null;
        List<long>? offsets = null;
        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            string key = _json.GetString()!;
            switch (key)
            {
                case "dtype" when dtype is null:
                    dtype = ReadDtype(who);
                    break;
                case "shape" when shape is null:
                    shape = ReadNumbers(who, key, MaxRank);
                    break;
                case "data_offsets" when offsets is null:
                    offsets = ReadNumbers(who, key, 2);
                    break;
                default:
                    throw Problem($"{who} has an unknown or repeated key {MessageText.Quote(key)}");
            }
        }

        Check(dtype is not null && shape is not null && offsets is { Count: 2 }, $"{who} needs dtype, shape and two data_offsets");
        Add(who, name, dtype!.Value, [.. shape!], offsets![0], offsets[1]);
    }

    private SafetensorsDtype ReadDtype(string who)
    {
        Next(JsonTokenType.String, $"{who}: dtype must be a string");
        string text = _json.GetString()!;
        return SafetensorsDtypeNames.TryParse(text, out SafetensorsDtype dtype)
            ? dtype
            : throw Problem($"{who} has the unknown dtype {MessageText.Quote(text)}");
    }

    private List<long> ReadNumbers(string who, string key, int limit)
    {
        Next(JsonTokenType.StartArray, $"{who}: {key} must be a list");
        var numbers = new List<long>(4);
        while (_json.Read() && _json.TokenType != JsonTokenType.EndArray)
        {
            Check(numbers.Count < limit, $"{who}: {key} has more than {limit} numbers");
            Check(
                _json.TokenType == JsonTokenType.Number && _json.TryGetInt64(out long number) && number >= 0,
                $"{who}: {key} must hold whole numbers from 0 to {long.MaxValue}");
            numbers.Add(_json.GetInt64());
        }

        return numbers;
    }

    private void Add(string who, string name, SafetensorsDtype dtype, long[] shape, long begin, long end)
    {
        Check(
            begin <= end && end <= _fileLength - _dataStart,
            $"{who} lies at bytes {begin} to {end} of the data, which is {_fileLength - _dataStart} bytes long (is the file incomplete?)");
        UInt128 bytes = (UInt128)dtype.ByteSize();
        foreach (long size in shape)
        {
            bytes *= (UInt128)size;
            Check(bytes <= long.MaxValue, $"{who}: the shape {MessageText.Shape(shape)} overflows");
        }

        Check(
            bytes == (UInt128)(end - begin),
            $"{who} is {dtype.FormatName()} {MessageText.Shape(shape)} and so needs {bytes} bytes, but its data_offsets span {end - begin}");
        Check(
            _entries.TryAdd(name, new SafetensorsEntry(name, dtype, shape, _dataStart + begin, end - begin)),
            $"{who} appears twice");
    }

    private readonly void CheckCoverage()
    {
        long position = _dataStart;
        foreach (SafetensorsEntry entry in _entries.Values.OrderBy(entry => entry.Offset).ThenBy(entry => entry.ByteLength))
        {
            Check(
                entry.Offset == position,
                $"tensor {MessageText.Quote(entry.Name)} starts at data byte {entry.Offset - _dataStart}, "
                + $"the tensor before it ends at {position - _dataStart}: the format allows no gaps and no overlaps");
            position += entry.ByteLength;
        }

        Check(position == _fileLength, $"{_fileLength - position} bytes behind the last tensor belong to none");
    }

    private void Next(JsonTokenType expected, string message) => Check(_json.Read() && _json.TokenType == expected, message);

    private readonly void Check(bool holds, string message)
    {
        if (!holds)
        {
            throw Problem(message);
        }
    }

    private readonly ModelLoadException Problem(string message) => new(_path, [$"bad safetensors header: {message}."]);
}
