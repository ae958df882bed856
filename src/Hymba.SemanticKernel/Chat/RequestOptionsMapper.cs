using Hymba.Inference;
using Hymba.Inference.Generation;
using Hymba.Inference.Sampling;
using Hymba.SemanticKernel.Tools;
using Microsoft.Extensions.AI;

namespace Hymba.SemanticKernel.Chat;

/// <summary>
/// The one place where <see cref="ChatOptions"/> become a request to the engine. For each value the first of these counts: the typed
/// option, the additional property, the request made by <see cref="ChatOptions.RawRepresentationFactory"/>, the client's default.
/// </summary>
internal static class RequestOptionsMapper
{
    // What the model writes to begin another role: no reply goes past it.
    private static readonly string[] RoleMarkers = ["<extra_id_1>", "<extra_id_0>"];

    /// <exception cref="InvalidOptionsException">Values that cannot be used, all of them.</exception>
    public static RequestOptions Map(ChatOptions? options, HymbaChatClientOptions defaults, string modelId, IChatClient client)
    {
        ChatOptions source = options?.Clone() ?? new ChatOptions();
        List<string> errors = [], ignored = [];
        var properties = new PropertyReader(source.AdditionalProperties, errors);
        GenerationRequest template = Template(source, client, ignored);

        bool raw = properties.Boolean(HymbaRequestProperties.RawPrompt) ?? false;
        CheckModel(source, defaults, modelId, errors, ignored);
        ReportUnsupported(source, ignored);
        var mapped = new RequestOptions
        {
            Source = source,
            RawPrompt = raw,
            Instructions = source.Instructions,
            Documents = Documents(properties, errors),
            Tools = Offer(source, ignored, errors),
            Json = source.ResponseFormat as ChatResponseFormatJson,
            Generation = Generation(source, defaults, template, properties, errors),
        };
        mapped = raw ? WithoutTemplate(mapped, ignored) : mapped with { Generation = WithStops(mapped) };
        ignored.AddRange(properties.Unread.Select(name => $"AdditionalProperties.{name}"));
        return errors.Count == 0 ? mapped with { Ignored = ignored } : throw new InvalidOptionsException(errors);
    }

    private static GenerationRequest Template(ChatOptions source, IChatClient client, List<string> ignored)
    {
        object? raw = source.RawRepresentationFactory?.Invoke(client);
        if (raw is GenerationRequest request)
        {
            if (request.PromptTokens.Count > 0 || request.SnapshotPositions.Count > 0)
            {
                ignored.Add("RawRepresentationFactory.PromptTokens");
            }

            return request;
        }

        if (raw is not null)
        {
            ignored.Add("RawRepresentationFactory");
        }

        return new GenerationRequest { PromptTokens = [] };
    }

    private static GenerationRequest Generation(
        ChatOptions source, HymbaChatClientOptions defaults, GenerationRequest template, PropertyReader properties, List<string> errors)
    {
        int? maxTokens = source.MaxOutputTokens ?? template.MaxNewTokens ?? defaults.MaxOutputTokens;
        if (maxTokens is < 1)
        {
            errors.Add($"{nameof(ChatOptions.MaxOutputTokens)} is {maxTokens}; it must be at least 1.");
        }

        IReadOnlyList<string> stops = source.StopSequences?.ToArray() ?? template.StopSequences;
        if (stops.Any(string.IsNullOrEmpty))
        {
            errors.Add($"{nameof(ChatOptions.StopSequences)} holds an empty text; each needs at least 1 character.");
        }

        return template with
        {
            PromptTokens = [],
            SnapshotPositions = [],
            MaxNewTokens = maxTokens,
            StopSequences = stops,
            Sampling = Sampling(source, defaults, template.Sampling, properties, errors),
            IgnoreEndTokens = properties.Boolean(HymbaRequestProperties.IgnoreEndTokens) ?? template.IgnoreEndTokens,
            Speculate = properties.Boolean(HymbaRequestProperties.Speculate) ?? template.Speculate ?? defaults.Speculate,
            Priority = properties.Priority(HymbaRequestProperties.Priority)
                ?? (template.Priority != RequestPriority.Normal ? template.Priority : defaults.Priority),
            FairShareKey = properties.Text(HymbaRequestProperties.FairShareKey) ?? template.FairShareKey ?? defaults.FairShareKey?.Invoke(source),
            MaxQueueWait = properties.Duration(HymbaRequestProperties.MaxQueueWait) ?? template.MaxQueueWait,
            MaxTotalTime = properties.Duration(HymbaRequestProperties.MaxTotalTime) ?? template.MaxTotalTime,
        };
    }

    private static SamplingOptions Sampling(
        ChatOptions source, HymbaChatClientOptions defaults, SamplingOptions template, PropertyReader properties, List<string> errors)
    {
        int? top = properties.Int32(HymbaRequestProperties.TopLogProbabilities);
        bool wanted = properties.Boolean(HymbaRequestProperties.LogProbabilities) ?? false;
        SamplingOptions sampling = template with
        {
            Temperature = source.Temperature ?? template.Temperature ?? defaults.Temperature,
            TopP = source.TopP ?? template.TopP ?? defaults.TopP,
            TopK = source.TopK ?? template.TopK ?? defaults.TopK,
            MinP = properties.Single(HymbaRequestProperties.MinP) ?? template.MinP ?? defaults.MinP,
            RepetitionPenalty = properties.Single(HymbaRequestProperties.RepetitionPenalty) ?? template.RepetitionPenalty ?? defaults.RepetitionPenalty,
            FrequencyPenalty = source.FrequencyPenalty ?? template.FrequencyPenalty,
            PresencePenalty = source.PresencePenalty ?? template.PresencePenalty,
            LogitBias = properties.Biases(HymbaRequestProperties.LogitBias) ?? template.LogitBias,
            Seed = source.Seed ?? template.Seed,
            TopLogProbabilities = top ?? (wanted ? 0 : template.TopLogProbabilities),
        };
        try
        {
            // The vocabulary's size is the engine's to check: it may not be loaded yet.
            sampling.Validate(int.MaxValue);
        }
        catch (InvalidOptionsException invalid)
        {
            errors.AddRange(invalid.Errors);
        }

        return sampling;
    }

    private static void CheckModel(ChatOptions source, HymbaChatClientOptions defaults, string modelId, List<string> errors, List<string> ignored)
    {
        if (source.ModelId is null || source.ModelId == modelId)
        {
            return;
        }

        if (defaults.IgnoreUnknownModelId)
        {
            ignored.Add(nameof(ChatOptions.ModelId));
        }
        else
        {
            errors.Add($"{nameof(ChatOptions.ModelId)} is '{source.ModelId}'; this client serves '{modelId}'.");
        }
    }

    private static void ReportUnsupported(ChatOptions source, List<string> ignored)
    {
        (bool Set, string Name)[] unsupported =
        [
            (source.ConversationId is not null, nameof(ChatOptions.ConversationId)),
            (source.Reasoning is not null, nameof(ChatOptions.Reasoning)),
#pragma warning disable MEAI001 // Experimental members: read only to report that they have no effect.
            (source.AllowBackgroundResponses is true, nameof(ChatOptions.AllowBackgroundResponses)),
            (source.ContinuationToken is not null, nameof(ChatOptions.ContinuationToken)),
#pragma warning restore MEAI001
        ];
        ignored.AddRange(unsupported.Where(option => option.Set).Select(option => option.Name));
    }

    private static IReadOnlyList<HymbaDocument> Documents(PropertyReader properties, List<string> errors)
    {
        switch (properties.Raw(HymbaRequestProperties.Documents))
        {
            case null:
                return [];
            case IEnumerable<HymbaDocument> documents:
                return [.. documents];
            case object other:
                errors.Add($"{HymbaRequestProperties.Documents} is a {other.GetType().Name}; it must be a sequence of {nameof(HymbaDocument)}.");
                return [];
        }
    }

    private static ToolOffer? Offer(ChatOptions source, List<string> ignored, List<string> errors)
    {
        ChatToolMode mode = source.ToolMode ?? ChatToolMode.Auto;
        AIFunctionDeclaration[] functions = [.. source.Tools?.OfType<AIFunctionDeclaration>() ?? []];
        ignored.AddRange(source.Tools?.Where(tool => tool is not AIFunctionDeclaration).Select(tool => $"Tools.{tool.Name}") ?? []);
        if (mode is NoneChatToolMode)
        {
            return null;
        }

        if (mode is RequiredChatToolMode { RequiredFunctionName: string name } && functions.All(function => function.Name != name))
        {
            errors.Add($"{nameof(ChatOptions.ToolMode)} requires the function '{name}', which is not among the {functions.Length} functions of {nameof(ChatOptions.Tools)}.");
        }

        if (functions.Length == 0 && mode is RequiredChatToolMode { RequiredFunctionName: null })
        {
            ignored.Add(nameof(ChatOptions.ToolMode));
        }

        return functions.Length == 0 ? null : new ToolOffer(functions, mode, source.AllowMultipleToolCalls ?? true);
    }

    private static GenerationRequest WithStops(RequestOptions mapped)
    {
        IEnumerable<string> own = mapped.Tools is { AllowMultiple: false } ? [.. RoleMarkers, ToolCallReader.CloseTag] : RoleMarkers;
        return mapped.Generation with { StopSequences = [.. mapped.Generation.StopSequences.Concat(own).Distinct(StringComparer.Ordinal)] };
    }

    private static RequestOptions WithoutTemplate(RequestOptions mapped, List<string> ignored)
    {
        (bool Set, string Name)[] needTemplate =
        [
            (mapped.Instructions is not null, nameof(ChatOptions.Instructions)),
            (mapped.Documents.Count > 0, HymbaRequestProperties.Documents),
            (mapped.Tools is not null, nameof(ChatOptions.Tools)),
            (mapped.Json is not null, nameof(ChatOptions.ResponseFormat)),
        ];
        ignored.AddRange(needTemplate.Where(option => option.Set).Select(option => option.Name));
        return mapped with { Instructions = null, Documents = [], Tools = null, Json = null };
    }
}
