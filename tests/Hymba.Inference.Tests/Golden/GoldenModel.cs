using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Text.Json;
using Hymba.Inference.Checkpoint;
using Hymba.Inference.Forward;
using Hymba.Inference.Generation;
using Hymba.Inference.Model;
using Hymba.Inference.Native;
using Microsoft.Extensions.Logging.Abstractions;
using static TorchSharp.torch;

namespace Hymba.Inference.Tests.Golden;

/// <summary>A tiny checkpoint and what the original implementation computes on it. Loaded once per name and shared.</summary>
internal sealed class GoldenModel
{
    private static readonly ConcurrentDictionary<string, Lazy<GoldenModel>> Loaded = new();
    private readonly Dictionary<string, (long[] Shape, float[] Values)> _tensors = [];

    private GoldenModel(string name)
    {
        TorchRuntime.EnsureLoaded(NullLogger.Instance);
        Directory = RepositoryFiles.Fixture($"golden/{name}");
        Expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(Directory, "expected.json"))).RootElement;
        VocabularySize = HymbaConfigReader.Read(Path.Combine(Directory, "config.json")).VocabularySize;
        Tolerance = Expected.GetProperty("notes").GetProperty("float32_noise").GetProperty("suggested_max_abs_tolerance").GetSingle();
        using SafetensorsFile file = SafetensorsFile.Open(Path.Combine(Directory, "expected.safetensors"));
        foreach (SafetensorsEntry entry in file.Entries.Values)
        {
            var values = new float[entry.ByteLength / sizeof(float)];
            file.Read(entry, MemoryMarshal.AsBytes(values.AsSpan()));
            _tensors[entry.Name] = (entry.Shape, values);
        }
    }

    /// <summary>All names; tests run on each.</summary>
    public static TheoryData<string> Names => ["tiny-a", "tiny-b", "tiny-real-vocab"];

    public string Directory { get; }

    public JsonElement Expected { get; }

    /// <summary>Largest difference that float32 rounding explains.</summary>
    public float Tolerance { get; }

    public static GoldenModel Get(string name) => Loaded.GetOrAdd(name, n => new Lazy<GoldenModel>(() => new GoldenModel(n))).Value;

    /// <summary>V, from the model's own config.</summary>
    public int VocabularySize { get; }

    /// <summary>The cases of a kind.</summary>
    public IEnumerable<JsonElement> Cases(string kind)
        => Expected.GetProperty("cases").EnumerateArray().Where(c => c.GetProperty("kind").GetString() == kind);

    /// <summary>A stored tensor.</summary>
    public (long[] Shape, float[] Values) Stored(JsonElement name) => _tensors[name.GetString()!];

    /// <summary>A case's first row of ids.</summary>
    public static int[] Ids(JsonElement testCase, string property = "input_ids") => Rows(testCase, property)[0];

    public static int[][] Rows(JsonElement testCase, string property = "input_ids")
        => [.. testCase.GetProperty(property).EnumerateArray().Select(row => row.EnumerateArray().Select(id => id.GetInt32()).ToArray())];

    /// <summary>Weights in the given type; the caller disposes them.</summary>
    public HymbaWeights LoadWeights(ScalarType dtype = ScalarType.Float32, bool trainable = false)
    {
        using HymbaCheckpoint checkpoint = HymbaCheckpoint.Open(Directory);
        return WeightLoader.Load(checkpoint, dtype, CPU, trainable: trainable);
    }

    /// <summary>The whole model; the caller disposes it.</summary>
    public LoadedModel LoadModel(
        ScalarType dtype = ScalarType.Float32, bool associative = false, int chunkTokens = 256, long prefixCacheBytes = 1 << 24, bool? chunksUseTorch = null)
        => new(LoadWeights(dtype), associative ? new AssociativeScan() : new KernelScan(2), tokenizer: null, prefixCacheBytes, chunkTokens, chunksUseTorch: chunksUseTorch);
}
