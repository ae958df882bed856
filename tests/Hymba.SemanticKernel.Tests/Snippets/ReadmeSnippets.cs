using Hymba.Inference;
using Hymba.Inference.Generation;
using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;

namespace Hymba.SemanticKernel.Tests.Snippets;

/// <summary>The code of README.md. <c>Console</c> is a writer here, so that a test reads what it prints.</summary>
internal sealed class ReadmeSnippets(string modelPath, TextWriter console)
{
    private TextWriter Console { get; } = console;

    public async Task RegistrationAsync()
    {
        var services = new ServiceCollection();
        #region registration
        services.AddHymbaEngine(modelPath);
        services.AddHymbaChatClient(options => options.MaxOutputTokens = 256);
        #endregion
        await using ServiceProvider provider = services.BuildServiceProvider();
        #region chat-client
        IChatClient client = provider.GetRequiredService<IChatClient>();
        ChatResponse response = await client.GetResponseAsync("What is the capital of France?");
        Console.WriteLine(response.Text);
        #endregion
    }

    public async Task SemanticKernelAsync()
    {
        #region semantic-kernel
        IKernelBuilder builder = Kernel.CreateBuilder();
        builder.AddHymbaEngine(modelPath);
        builder.AddHymbaChatCompletion(options => options.MaxOutputTokens = 256);
        Kernel kernel = builder.Build();
        kernel.Plugins.AddFromFunctions("Cities",
        [
            KernelFunctionFactory.CreateFromMethod((string city) => city == "Lyon" ? 520_000 : 0, "Population", "How many people live in a city."),
        ]);

        var settings = new HymbaPromptExecutionSettings { FunctionChoiceBehavior = FunctionChoiceBehavior.Auto(), Temperature = 0 };
        FunctionResult answer = await kernel.InvokePromptAsync(
            "How many people live in {{$city}}?", new KernelArguments(settings) { ["city"] = "Lyon" });
        Console.WriteLine(answer);
        #endregion
        await ((IAsyncDisposable)kernel.Services).DisposeAsync();
    }

    public async Task AgentFrameworkAsync()
    {
        #region agent-framework
        await using HymbaEngine engine = await HymbaEngine.LoadAsync(new HymbaEngineOptions { ModelPath = modelPath });
        using IChatClient client = engine.AsIChatClient(new HymbaChatClientOptions { MaxOutputTokens = 256 });
        AIFunction population = AIFunctionFactory.Create((string city) => city == "Lyon" ? 520_000 : 0, "population", "How many people live in a city.");
        var agent = new ChatClientAgent(client, "You answer in one sentence.", "geographer", tools: [population]);
        AgentSession session = await agent.CreateSessionAsync();
        Console.WriteLine(await agent.RunAsync("How many people live in Lyon?", session));
        #endregion
    }

    public async Task EngineAsync()
    {
        #region engine
        await using HymbaEngine engine = await HymbaEngine.LoadAsync(new HymbaEngineOptions { ModelPath = modelPath });
        var request = new GenerationRequest { PromptTokens = engine.Tokenizer!.Encode("The capital of France is"), MaxNewTokens = 32 };
        await foreach (GenerationUpdate update in engine.StreamAsync(request))
        {
            Console.Write(update.Text);
        }
        #endregion
    }
}
