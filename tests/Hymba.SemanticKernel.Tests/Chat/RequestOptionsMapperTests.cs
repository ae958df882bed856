using System.Text.Json;
using Hymba.Inference;
using Hymba.Inference.Generation;
using Hymba.Inference.Sampling;
using Hymba.SemanticKernel.Chat;
using Hymba.SemanticKernel.Tools;
using Microsoft.Extensions.AI;

namespace Hymba.SemanticKernel.Tests.Chat;

public sealed class RequestOptionsMapperTests
{
    private static readonly AIFunction Add = AIFunctionFactory.Create((int a, int b) => a + b, "add", "Adds.");

    [Fact]
    public void No_options_are_greedy_to_the_end_of_the_context()
    {
        RequestOptions mapped = Map(null);
        Assert.True(mapped.Generation.Sampling.IsGreedy);
        Assert.Null(mapped.Generation.MaxNewTokens);
        Assert.Equal(["<extra_id_1>", "<extra_id_0>"], mapped.Generation.StopSequences);
        Assert.Empty(mapped.Ignored);
    }

    [Fact]
    public void Typed_options_all_arrive()
    {
        GenerationRequest request = Map(new ChatOptions
        {
            Temperature = 0.7f,
            TopP = 0.9f,
            TopK = 40,
            MaxOutputTokens = 12,
            StopSequences = ["END"],
            Seed = 5,
            FrequencyPenalty = 0.5f,
            PresencePenalty = -0.5f,
        }).Generation;
        Assert.Equal(
            new SamplingOptions { Temperature = 0.7f, TopP = 0.9f, TopK = 40, Seed = 5, FrequencyPenalty = 0.5f, PresencePenalty = -0.5f },
            request.Sampling);
        Assert.Equal(12, request.MaxNewTokens);
        Assert.Equal("END", request.StopSequences[0]);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData(0f, true)]
    [InlineData(0.5f, false)]
    public void Temperature_null_and_zero_are_greedy(float? temperature, bool greedy)
        => Assert.Equal(greedy, Map(new ChatOptions { Temperature = temperature }).Generation.Sampling.IsGreedy);

    [Fact]
    public void Defaults_fill_what_the_request_leaves_open()
    {
        var defaults = new HymbaChatClientOptions
        {
            Temperature = 0.3f,
            TopP = 0.8f,
            TopK = 7,
            MinP = 0.05f,
            RepetitionPenalty = 1.1f,
            MaxOutputTokens = 99,
            Priority = RequestPriority.Background,
            FairShareKey = options => options.AdditionalProperties?["user"] as string,
        };
        GenerationRequest request = Map(new ChatOptions { TopK = 3, AdditionalProperties = new() { ["user"] = "ann" } }, defaults).Generation;
        Assert.Equal(new SamplingOptions { Temperature = 0.3f, TopP = 0.8f, TopK = 3, MinP = 0.05f, RepetitionPenalty = 1.1f }, request.Sampling);
        Assert.Equal(99, request.MaxNewTokens);
        Assert.Equal(RequestPriority.Background, request.Priority);
        Assert.Equal("ann", request.FairShareKey);
    }

    [Fact]
    public void Additional_properties_arrive_as_values_as_text_and_as_json()
    {
        AdditionalPropertiesDictionary typed = new()
        {
            ["min_p"] = 0.1,
            ["repetition_penalty"] = 1.2m,
            ["logit_bias"] = new Dictionary<int, float> { [5] = -100 },
            ["top_logprobs"] = 3,
            ["priority"] = RequestPriority.Interactive,
            ["fair_share_key"] = "bob",
            ["max_queue_wait"] = TimeSpan.FromSeconds(2),
            ["max_total_time"] = 30,
            ["ignore_end_tokens"] = true,
        };
        AdditionalPropertiesDictionary text = new()
        {
            ["min_p"] = "0.1",
            ["repetition_penalty"] = "1.2",
            ["logit_bias"] = new Dictionary<string, object> { ["5"] = "-100" },
            ["top_logprobs"] = "3",
            ["priority"] = "interactive",
            ["fair_share_key"] = "bob",
            ["max_queue_wait"] = "00:00:02",
            ["max_total_time"] = "30",
            ["ignore_end_tokens"] = "true",
        };
        AdditionalPropertiesDictionary json = new(JsonSerializer.Deserialize<Dictionary<string, object?>>(
            """{"min_p":0.1,"repetition_penalty":1.2,"logit_bias":{"5":-100},"top_logprobs":3,"priority":"Interactive","fair_share_key":"bob","max_queue_wait":2,"max_total_time":"30","ignore_end_tokens":true}""")!);
        foreach (AdditionalPropertiesDictionary properties in (AdditionalPropertiesDictionary[])[typed, text, json])
        {
            RequestOptions mapped = Map(new ChatOptions { AdditionalProperties = properties });
            GenerationRequest request = mapped.Generation;
            Assert.Empty(mapped.Ignored);
            Assert.Equal((0.1f, 1.2f, 3), (request.Sampling.MinP!.Value, request.Sampling.RepetitionPenalty!.Value, request.Sampling.TopLogProbabilities!.Value));
            Assert.Equal(-100, Assert.Single(request.Sampling.LogitBias!, bias => bias.Key == 5).Value);
            Assert.Equal((RequestPriority.Interactive, "bob", true), (request.Priority, request.FairShareKey, request.IgnoreEndTokens));
            Assert.Equal((TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(30)), (request.MaxQueueWait, request.MaxTotalTime));
        }
    }

    [Fact]
    public void Speculation_is_the_requests_then_the_raw_requests_then_the_clients()
    {
        GenerationRequest template = new() { PromptTokens = [], Speculate = false };
        HymbaChatClientOptions defaults = new() { Speculate = true };
        ChatOptions raw = new() { RawRepresentationFactory = _ => template };
        ChatOptions asked = new() { RawRepresentationFactory = _ => template, AdditionalProperties = new() { ["speculate"] = "true" } };

        Assert.Null(Map(new ChatOptions()).Generation.Speculate);
        Assert.True(Map(new ChatOptions(), defaults).Generation.Speculate);
        Assert.False(Map(raw, defaults).Generation.Speculate);
        Assert.True(Map(asked, defaults).Generation.Speculate);
        Assert.Empty(Map(asked, defaults).Ignored);
    }

    [Fact]
    public void The_raw_request_fills_only_what_is_not_set_otherwise()
    {
        GenerationRequest template = new()
        {
            PromptTokens = [],
            MaxNewTokens = 5,
            StopSequences = ["X"],
            IgnoreEndTokens = true,
            Priority = RequestPriority.Interactive,
            Sampling = new SamplingOptions { Temperature = 2, TopK = 9, MinP = 0.2f },
        };
        GenerationRequest request = Map(new ChatOptions { RawRepresentationFactory = _ => template, Temperature = 0.5f, MaxOutputTokens = 7 }).Generation;
        Assert.Equal(new SamplingOptions { Temperature = 0.5f, TopK = 9, MinP = 0.2f }, request.Sampling);
        Assert.Equal(7, request.MaxNewTokens);
        Assert.Equal("X", request.StopSequences[0]);
        Assert.True(request.IgnoreEndTokens);
        Assert.Equal(RequestPriority.Interactive, request.Priority);
        var defaults = new HymbaChatClientOptions { Temperature = 1, TopK = 1, MinP = 1, MaxOutputTokens = 1 };
        Assert.Equal(template.Sampling, Map(new ChatOptions { RawRepresentationFactory = _ => template }, defaults).Generation.Sampling);
        Assert.Equal(5, Map(new ChatOptions { RawRepresentationFactory = _ => template }, defaults).Generation.MaxNewTokens);
        Assert.Equal(["RawRepresentationFactory"], Map(new ChatOptions { RawRepresentationFactory = _ => "?" }).Ignored);
        Assert.Equal(["RawRepresentationFactory.PromptTokens"], Map(new ChatOptions { RawRepresentationFactory = _ => template with { PromptTokens = [1] } }).Ignored);
    }

    [Fact]
    public void What_has_no_effect_is_reported()
    {
#pragma warning disable MEAI001 // Experimental members: what is tested is that they are reported.
        RequestOptions mapped = Map(new ChatOptions
        {
            ConversationId = "c",
            Reasoning = new ReasoningOptions(),
            AllowBackgroundResponses = true,
            Tools = [new HostedWebSearchTool(), Add],
            AdditionalProperties = new() { ["unheard_of"] = 1 },
        });
#pragma warning restore MEAI001
        Assert.Equal(
            ["ConversationId", "Reasoning", "AllowBackgroundResponses", "Tools.web_search", "AdditionalProperties.unheard_of"], mapped.Ignored);
    }

    [Fact]
    public void Another_model_is_refused_or_ignored()
    {
        Assert.Contains("'gpt'; this client serves 'tiny'", Errors(new ChatOptions { ModelId = "gpt" })[0], StringComparison.Ordinal);
        Assert.Empty(Map(new ChatOptions { ModelId = "tiny" }).Ignored);
        Assert.Equal(["ModelId"], Map(new ChatOptions { ModelId = "gpt" }, new HymbaChatClientOptions { IgnoreUnknownModelId = true }).Ignored);
    }

    [Fact]
    public void All_wrong_values_are_reported_together()
    {
        IReadOnlyList<string> errors = Errors(new ChatOptions
        {
            MaxOutputTokens = 0,
            TopP = 2,
            Temperature = -1,
            StopSequences = [""],
            ModelId = "x",
            AdditionalProperties = new() { ["min_p"] = "much", ["priority"] = "now", ["max_queue_wait"] = -1, ["logit_bias"] = 3 },
        });
        Assert.Equal(9, errors.Count);
        Assert.Contains("min_p is 'much'; it must be a number.", errors);
    }

    [Fact]
    public void Tool_modes()
    {
        Assert.Null(Map(new ChatOptions { Tools = [Add], ToolMode = ChatToolMode.None }).Tools);
        Assert.Null(Map(new ChatOptions { Tools = [Add] }).Tools!.Requirement);
        Assert.Contains("one of the tools", Map(new ChatOptions { Tools = [Add], ToolMode = ChatToolMode.RequireAny }).Tools!.Requirement, StringComparison.Ordinal);
        Assert.Contains("tool add", Map(new ChatOptions { Tools = [Add], ToolMode = ChatToolMode.RequireSpecific("add") }).Tools!.Requirement, StringComparison.Ordinal);
        Assert.Contains("'sub'", Errors(new ChatOptions { Tools = [Add], ToolMode = ChatToolMode.RequireSpecific("sub") })[0], StringComparison.Ordinal);
        Assert.DoesNotContain(ToolCallReader.CloseTag, Map(new ChatOptions { Tools = [Add] }).Generation.StopSequences);
        Assert.Contains(ToolCallReader.CloseTag, Map(new ChatOptions { Tools = [Add], AllowMultipleToolCalls = false }).Generation.StopSequences);
    }

    [Fact]
    public void A_raw_prompt_takes_nothing_that_needs_the_template()
    {
        ChatOptions options = new ChatOptions { Instructions = "i", Tools = [Add], ResponseFormat = ChatResponseFormat.Json, StopSequences = ["s"] }
            .WithDocuments(new HymbaDocument("d")).WithRawPrompt();
        RequestOptions mapped = Map(options);
        Assert.True(mapped.RawPrompt);
        Assert.Equal(["s"], mapped.Generation.StopSequences);
        Assert.Equal(["Instructions", "hymba.documents", "Tools", "ResponseFormat"], mapped.Ignored);
    }

    [Fact]
    public void With_methods_copy()
    {
        ChatOptions options = new();
        ChatOptions changed = options.WithDocuments(new HymbaDocument("d")).WithPriority(RequestPriority.Interactive).WithFairShareKey("k").WithLogProbabilities(2);
        Assert.Null(options.AdditionalProperties);
        RequestOptions mapped = Map(changed);
        Assert.Equal("d", Assert.Single(mapped.Documents).Text);
        Assert.Equal((RequestPriority.Interactive, "k", 2), (mapped.Generation.Priority, mapped.Generation.FairShareKey, mapped.Generation.Sampling.TopLogProbabilities));
    }

    [Fact]
    public void A_required_call_without_any_tool_is_reported_as_ignored()
        => Assert.Equal(["ToolMode"], Map(new ChatOptions { ToolMode = ChatToolMode.RequireAny }).Ignored);

    private static RequestOptions Map(ChatOptions? options, HymbaChatClientOptions? defaults = null)
        => RequestOptionsMapper.Map(options, defaults ?? new HymbaChatClientOptions(), "tiny", null!);

    private static IReadOnlyList<string> Errors(ChatOptions options) => Assert.Throws<InvalidOptionsException>(() => Map(options)).Errors;
}
