using System.Text.Json;
using System.Text.Json.Serialization;
using Hymba.Inference.Generation;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;

namespace Hymba.SemanticKernel;

/// <summary>
/// Settings of a prompt for Hymba. Their JSON names are those that Semantic Kernel itself translates, so that settings in a prompt file or
/// of another service read the same. Not thread-safe until frozen.
/// </summary>
[JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)]
public sealed class HymbaPromptExecutionSettings : PromptExecutionSettings
{
    private IList<string>? _stopSequences;
    private IReadOnlyList<HymbaDocument>? _documents;

    /// <summary>The sampling temperature, from 0; 0 always takes the most probable token. Default null: the client's default.</summary>
    [JsonPropertyName("temperature")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public float? Temperature { get; set => Set(ref field, value); }

    /// <summary>Nucleus sampling, above 0 and at most 1. Default null: the client's default.</summary>
    [JsonPropertyName("top_p")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public float? TopP { get; set => Set(ref field, value); }

    /// <summary>How many of the most probable tokens are kept, at least 1. Default null: the client's default.</summary>
    [JsonPropertyName("top_k")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? TopK { get; set => Set(ref field, value); }

    /// <summary>Keeps tokens at least this many times as probable as the most probable one; 0 to 1. Default null: the client's default.</summary>
    [JsonPropertyName(HymbaRequestProperties.MinP)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public float? MinP { get; set => Set(ref field, value); }

    /// <summary>Makes tokens of the prompt and the reply less likely; 0.01 to 100. Default null: the client's default.</summary>
    [JsonPropertyName(HymbaRequestProperties.RepetitionPenalty)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public float? RepetitionPenalty { get; set => Set(ref field, value); }

    /// <summary>Subtracted from a token's logit for every time it occurs in the reply; -2 to 2. Default null: 0.</summary>
    [JsonPropertyName("frequency_penalty")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public float? FrequencyPenalty { get; set => Set(ref field, value); }

    /// <summary>Subtracted from the logit of every token that occurs in the reply; -2 to 2. Default null: 0.</summary>
    [JsonPropertyName("presence_penalty")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public float? PresencePenalty { get; set => Set(ref field, value); }

    /// <summary>The most tokens of a reply, at least 1. Default null: the client's default.</summary>
    [JsonPropertyName("max_tokens")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? MaxTokens { get; set => Set(ref field, value); }

    /// <summary>The same seed, prompt, settings and build give the same text. Default null: a fresh seed for each request.</summary>
    [JsonPropertyName("seed")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Seed { get; set => Set(ref field, value); }

    /// <summary>Texts that end the reply and are not part of it. Default null: none.</summary>
    [JsonPropertyName("stop_sequences")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IList<string>? StopSequences { get => _stopSequences; set => Set(ref _stopSequences, value); }

    /// <summary><c>text</c>, <c>json_object</c>, or a JSON schema that the reply is to match. Default null: text.</summary>
    [JsonPropertyName("response_format")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public object? ResponseFormat { get; set => Set(ref field, value); }

    /// <summary>Instructions that come before the conversation. Default null: none.</summary>
    [JsonPropertyName("chat_system_prompt")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ChatSystemPrompt { get; set => Set(ref field, value); }

    /// <summary>How urgent the request is. Default null: the client's default.</summary>
    [JsonPropertyName(HymbaRequestProperties.Priority)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonConverter(typeof(JsonStringEnumConverter<RequestPriority>))]
    public RequestPriority? Priority { get; set => Set(ref field, value); }

    /// <summary>Whose request it is, for callers to share the engine evenly. Default null: the client's default.</summary>
    [JsonPropertyName(HymbaRequestProperties.FairShareKey)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? FairShareKey { get; set => Set(ref field, value); }

    /// <summary>Retrieved documents to answer from. Not part of the JSON. Default null: none.</summary>
    [JsonIgnore]
    public IReadOnlyList<HymbaDocument>? Documents { get => _documents; set => Set(ref _documents, value); }

    /// <summary>Reads settings of any kind as Hymba's.</summary>
    /// <param name="settings">The settings; null gives the defaults, Hymba's own are returned as they are.</param>
    /// <exception cref="ArgumentException">A value has the wrong type.</exception>
    public static HymbaPromptExecutionSettings FromExecutionSettings(PromptExecutionSettings? settings)
    {
        switch (settings)
        {
            case null:
                return new HymbaPromptExecutionSettings();
            case HymbaPromptExecutionSettings own:
                return own;
        }

        try
        {
            HymbaPromptExecutionSettings read = JsonSerializer.Deserialize<HymbaPromptExecutionSettings>(JsonSerializer.Serialize(settings))!;

            // The behaviour holds functions, which JSON does not.
            read.FunctionChoiceBehavior = settings.FunctionChoiceBehavior;
            return read;
        }
        catch (JsonException error)
        {
            throw new ArgumentException($"The settings cannot be read as {nameof(HymbaPromptExecutionSettings)}: {error.Message}", nameof(settings), error);
        }
    }

    /// <inheritdoc/>
    public override void Freeze()
    {
        if (!IsFrozen)
        {
            base.Freeze();
            _stopSequences = _stopSequences?.ToArray().AsReadOnly();
            _documents = _documents?.ToArray().AsReadOnly();
        }
    }

    /// <inheritdoc/>
    public override PromptExecutionSettings Clone() => new HymbaPromptExecutionSettings
    {
        ModelId = ModelId,
        ServiceId = ServiceId,
        ExtensionData = ExtensionData is null ? null : new Dictionary<string, object>(ExtensionData),
        FunctionChoiceBehavior = FunctionChoiceBehavior,
        Temperature = Temperature,
        TopP = TopP,
        TopK = TopK,
        MinP = MinP,
        RepetitionPenalty = RepetitionPenalty,
        FrequencyPenalty = FrequencyPenalty,
        PresencePenalty = PresencePenalty,
        MaxTokens = MaxTokens,
        Seed = Seed,
        StopSequences = StopSequences is null ? null : [.. StopSequences],
        ResponseFormat = ResponseFormat,
        ChatSystemPrompt = ChatSystemPrompt,
        Priority = Priority,
        FairShareKey = FairShareKey,
        Documents = Documents is null ? null : [.. Documents],
    };

    /// <summary>Sets what Semantic Kernel's translation does not know; harmless when done twice.</summary>
    internal void Complete(ChatOptions options)
    {
        AdditionalPropertiesDictionary properties = options.AdditionalProperties ??= [];
        Add(HymbaRequestProperties.MinP, MinP);
        Add(HymbaRequestProperties.RepetitionPenalty, RepetitionPenalty);
        Add(HymbaRequestProperties.Priority, Priority);
        Add(HymbaRequestProperties.FairShareKey, FairShareKey);
        Add(HymbaRequestProperties.Documents, Documents);

        void Add(string name, object? value)
        {
            if (value is not null)
            {
                properties[name] = value;
            }
        }
    }

    /// <inheritdoc/>
    protected override void PrepareChatOptionsForRequest(ChatOptions options)
    {
        base.PrepareChatOptionsForRequest(options);
        Complete(options);
    }

    private void Set<T>(ref T field, T value)
    {
        ThrowIfFrozen();
        field = value;
    }
}
