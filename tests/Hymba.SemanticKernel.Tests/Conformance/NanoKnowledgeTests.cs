using System.Text.Json.Serialization;
using Hymba.Inference;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;

namespace Hymba.SemanticKernel.Tests.Conformance;

/// <summary>Cases that ask for knowledge, on the embedded model. Names follow the usual suites for chat clients.</summary>
public sealed class NanoKnowledgeTests : IAsyncLifetime
{
    private static readonly HymbaDocument[] Documents =
    [
        new("The bakery Lumora opens at 9:30. The bakery Lumora is in Velmor Street."),
        new("The Tavanel lamp costs 24.50 euros. It is made by Brenvik Design."),
        new("Train 482 goes to Oskavel. It leaves at 14:20."),
    ];

    private ServiceProvider _services = null!;

    private IChatClient Client => _services.GetRequiredService<IChatClient>();

    public ValueTask InitializeAsync()
    {
        var services = new ServiceCollection();
        services.AddHymbaEngine(HymbaModels.NanoName);
        services.AddHymbaChatClient(options => (options.Temperature, options.MaxOutputTokens) = (0, 48)).UseFunctionInvocation();
        services.AddHymbaChatCompletion();
        services.AddKernel();
        _services = services.BuildServiceProvider();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    [Theory]
    [InlineData("How much does the Tavanel lamp cost?", "The Tavanel lamp costs 24.50 euros.")]
    [InlineData("Who makes the Tavanel lamp?", "The Tavanel lamp is made by Brenvik Design.")]
    [InlineData("Where does train 482 go?", "Train 482 goes to Oskavel.")]
    [InlineData("Who owns the bakery Lumora?", "The documents do not say.")]
    public async Task Documents_are_answered_from_streaming_and_not(string question, string answer)
    {
        ChatOptions options = new ChatOptions().WithDocuments(Documents);
        ChatResponse whole = await Client.GetResponseAsync(question, options);
        ChatResponse streamed = await Client.GetStreamingResponseAsync(question, options).ToChatResponseAsync();
        Assert.Equal(answer, whole.Text);
        Assert.Equal(answer, streamed.Text);
        Assert.Equal(ChatFinishReason.Stop, streamed.FinishReason);
        Assert.Equal(whole.Usage!.OutputTokenCount, streamed.Usage!.OutputTokenCount);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task FunctionInvocation_AutomaticallyInvokeFunction_WithParameters(bool streaming)
    {
        var asked = new List<string>();
        string GetWeather(string city)
        {
            asked.Add(city);
            return "sunny";
        }

        var options = new ChatOptions { Tools = [AIFunctionFactory.Create(GetWeather, "get_weather", "Gets the weather in a town")] };
        ChatResponse response = streaming
            ? await Client.GetStreamingResponseAsync("What is the weather in Oskavel?", options).ToChatResponseAsync()
            : await Client.GetResponseAsync("What is the weather in Oskavel?", options);
        Assert.Equal(["Oskavel"], asked);
        Assert.Equal("The weather in Oskavel is sunny.", response.Text);
    }

    [Fact]
    public async Task InvokePrompt_CallsAFunctionOfAPlugin()
    {
        Kernel kernel = _services.GetRequiredService<Kernel>();
        KernelFunction weather = KernelFunctionFactory.CreateFromMethod((string city) => "sunny", "GetWeather", "Gets the weather in a town");
        kernel.Plugins.AddFromFunctions("Weather", [weather]);
        var settings = new HymbaPromptExecutionSettings { FunctionChoiceBehavior = FunctionChoiceBehavior.Auto() };
        FunctionResult result = await kernel.InvokePromptAsync("What is the weather in Oskavel?", new KernelArguments(settings));
        Assert.Equal("The weather in Oskavel is sunny.", result.ToString());
    }

    [Fact]
    public async Task GetResponseAsync_StructuredOutput()
    {
        ChatOptions options = new ChatOptions().WithDocuments(Documents);
        ChatResponse<Product> response = await Client.GetResponseAsync<Product>("Describe the Tavanel lamp.", options);
        Assert.True(response.TryGetResult(out Product? product), response.Text);
        Assert.Equal(new Product(24.50m, "Brenvik Design"), product);
    }

    private sealed record Product([property: JsonPropertyName("price")] decimal Price, [property: JsonPropertyName("maker")] string Maker);
}
