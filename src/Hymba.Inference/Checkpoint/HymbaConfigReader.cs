using System.Text.Json;
using Hymba.Inference.Model;
using Hymba.Kernels;

namespace Hymba.Inference.Checkpoint;

/// <summary>
/// Turns <c>config.json</c> into a checked <see cref="HymbaConfig"/>. Every wrong value is reported in one
/// <see cref="ModelLoadException"/>; settings that the engine does not implement are refused by name.
/// </summary>
/// <remarks>
/// Keys may be absent only where the original's default is certain: mamba_d_state 16, mamba_d_conv 4, mamba_expand 2,
/// mamba_dt_rank "auto", mamba_conv_bias and mamba_inner_layernorms true, rms_norm_eps 1e-6, rope_theta 10000, rope_type none,
/// num_memory_tokens 0, kv_reuse_group none, mlp_hidden_act "silu", tie_word_embeddings false,
/// bos_token_id 1, eos_token_id 2 and those that <see cref="UnsupportedSettings"/> names. torch_dtype then counts as float32.
/// </remarks>
internal static class HymbaConfigReader
{
    private const int MaxFileBytes = 16 << 20;
    private const int MaxSize = 1 << 20;
    private const int MaxLayers = 1024;
    private const int MaxExpansion = 64;
    private const int MaxContext = 1 << 20;

    // mamba_dt_rank "auto" is ceil(D / 16).
    private const int HiddenPerRank = 16;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    /// <summary>Reads a file.</summary>
    /// <exception cref="ModelLoadException">The file is missing, no JSON, or holds wrong or unsupported values.</exception>
    public static HymbaConfig Read(string path)
    {
        try
        {
            // Opening a pipe or device, which has no length, could block.
            long length = new FileInfo(path).Length;
            return length is > 0 and <= MaxFileBytes
                ? Parse(path, File.ReadAllBytes(path))
                : throw new ModelLoadException(path, [$"the file has {length} bytes; a config has 1 to {MaxFileBytes}."]);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ModelLoadException(path, [error.Message], error);
        }
    }

    /// <summary>Reads the UTF-8 text of a config; <paramref name="path"/> serves error messages.</summary>
    /// <exception cref="ModelLoadException">The text is no JSON, or holds wrong or unsupported values.</exception>
    public static HymbaConfig Parse(string path, ReadOnlyMemory<byte> json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, Strict);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw new ModelLoadException(path, ["the config must be a JSON object."]);
            }

            var values = new ConfigValues(document.RootElement);
            return Build(values) ?? throw new ModelLoadException(path, values.Errors);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new ModelLoadException(path, [$"the config is not valid JSON: {error.Message}"], error);
        }
    }

    private static HymbaConfig? Build(ConfigValues values)
    {
        int? hidden = values.Whole("hidden_size", 1, MaxSize);
        int? layers = values.Whole("num_hidden_layers", 1, MaxLayers);
        int? queryHeads = values.Whole("num_attention_heads", 1, MaxSize);
        int? keyValueHeads = values.Whole("num_key_value_heads", 1, MaxSize);
        int? expansion = values.Whole("mamba_expand", 1, MaxExpansion, absent: 2);
        int? vocabulary = values.Whole("vocab_size", 1, MaxSize);
        int? maxPositions = values.Whole("max_position_embeddings", 1, MaxContext);
        RopeKind? rope = values.Choice(
            "rope_type", RopeKind.Default, (null, RopeKind.Default), ("default", RopeKind.Default), ("ntk", RopeKind.Ntk), ("dynamic_ntk", RopeKind.DynamicNtk));
        CheckHeads(values, hidden, queryHeads, keyValueHeads);
        UnsupportedSettings.Report(values, hidden, queryHeads, hidden * expansion, layers);
        IReadOnlyList<int>? global = LayerSharing.ReadGlobalLayers(values, layers ?? MaxLayers);
        IReadOnlyList<IReadOnlyList<int>>? groups = LayerSharing.ReadGroups(values, layers ?? MaxLayers, global);

        int? stateSize = values.Whole("mamba_d_state", 1, SelectiveScan.MaxStates, absent: 16);
        int? convKernel = values.Whole("mamba_d_conv", 1, MaxSize, absent: 4);
        int? rank = ReadTimeStepRank(values, hidden);
        bool? convBias = values.Flag("mamba_conv_bias", absent: true);
        bool? innerNorms = values.Flag("mamba_inner_layernorms", absent: true);
        int? memoryTokens = values.Whole("num_memory_tokens", 0, MaxSize, absent: 0);
        int? window = values.Whole("sliding_window", 0, MaxContext);
        int? mlpSize = values.Whole("intermediate_size", 1, MaxSize);
        MlpActivation? activation = values.Choice(
            "mlp_hidden_act", MlpActivation.Silu, ("silu", MlpActivation.Silu), ("relu2", MlpActivation.ReluSquared));
        bool? tied = values.Flag("tie_word_embeddings", absent: false);
        double? epsilon = values.Positive("rms_norm_eps", absent: 1e-6);
        double? theta = values.Positive("rope_theta", absent: 10000);

        int? originalPositions = ReadOriginalPositions(values, rope, maxPositions);
        int lastToken = (vocabulary ?? MaxSize) - 1;
        int? bos = values.Whole("bos_token_id", 0, lastToken, absent: 1);
        IReadOnlyList<int>? eos = ReadEos(values, lastToken);
        string dtype = ReadTorchDtype(values);
        if (values.Errors.Count > 0)
        {
            return null;
        }

        return new HymbaConfig
        {
            HiddenSize = hidden!.Value,
            LayerCount = layers!.Value,
            QueryHeads = queryHeads!.Value,
            KeyValueHeads = keyValueHeads!.Value,
            InnerExpansion = expansion!.Value,
            StateSize = stateSize!.Value,
            ConvKernel = convKernel!.Value,
            TimeStepRank = rank!.Value,
            HasConvBias = convBias!.Value,
            HasInnerNorms = innerNorms!.Value,
            MemoryTokens = memoryTokens!.Value,
            SlidingWindow = window!.Value,
            MlpSize = mlpSize!.Value,
            MlpActivation = activation!.Value,
            VocabularySize = vocabulary!.Value,
            TiedHead = tied!.Value,
            NormEpsilon = epsilon!.Value,
            RopeTheta = theta!.Value,
            RopeKind = rope!.Value,
            MaxPositions = maxPositions!.Value,
            OriginalMaxPositions = originalPositions!.Value,
            GlobalLayers = global!,
            KeyValueGroups = groups!,
            BosTokenId = bos!.Value,
            EosTokenIds = eos!,
            TorchDtype = dtype,
        };
    }

    private static void CheckHeads(ConfigValues values, int? hidden, int? queryHeads, int? keyValueHeads)
    {
        values.Require(
            hidden % queryHeads is null or 0,
            $"hidden_size {hidden} is not divisible by num_attention_heads {queryHeads}.");
        values.Require(
            queryHeads % keyValueHeads is null or 0,
            $"num_attention_heads {queryHeads} is not divisible by num_key_value_heads {keyValueHeads}.");
        values.Require(
            hidden % queryHeads is not 0 || hidden / queryHeads % 2 == 0,
            $"hidden_size {hidden} / num_attention_heads {queryHeads} is odd; rotary embedding turns pairs and needs an even head size.");
    }

    private static int? ReadOriginalPositions(ConfigValues values, RopeKind? rope, int? maxPositions)
    {
        // Only the scaled kinds look at the original context; the original leaves it null otherwise.
        const string key = "orig_max_position_embeddings";
        int? original = rope != RopeKind.Default || values.TryGetNotNull(key, out _) ? values.Whole(key, 1, MaxContext) : maxPositions;

        // The factor 2 max / original - 1 on the rotary base would be 0 or negative, and its power no number.
        values.Require(
            !(rope == RopeKind.Ntk && 2L * maxPositions <= original),
            $"max_position_embeddings is {maxPositions}; with rope_type \"ntk\" it must be above half of {key}, {original}.");
        return original;
    }

    private static int? ReadTimeStepRank(ConfigValues values, int? hidden)
    {
        int? automatic = (hidden + HiddenPerRank - 1) / HiddenPerRank;
        return values.TryGet("mamba_dt_rank", out JsonElement value) && !(value.ValueKind == JsonValueKind.String && value.ValueEquals("auto"))
            ? values.Whole("mamba_dt_rank", 1, MaxSize)
            : automatic;
    }

    private static IReadOnlyList<int>? ReadEos(ConfigValues values, int lastToken)
    {
        if (!values.TryGet("eos_token_id", out JsonElement value) || value.ValueKind != JsonValueKind.Array)
        {
            return values.Whole("eos_token_id", 0, lastToken, absent: 2) is int single ? [single] : null;
        }

        IReadOnlyList<int>? several = values.Wholes("eos_token_id", value, 0, lastToken);
        values.Require(several is not { Count: 0 }, "eos_token_id is an empty list; generation would never end.");
        return several;
    }

    private static string ReadTorchDtype(ConfigValues values)
    {
        if (!values.TryGet("torch_dtype", out JsonElement value) && !values.TryGet("dtype", out value))
        {
            return "float32";
        }

        string? name = value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        values.Require(
            name is "bfloat16" or "float16" or "float32",
            $"torch_dtype is {ConfigValues.Show(value)}; supported: \"bfloat16\", \"float16\", \"float32\".");
        return name ?? "float32";
    }
}
