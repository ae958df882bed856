using Hymba.SemanticKernel;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.TextGeneration;

namespace QuickStart;

/// <summary>The same in Semantic Kernel: prompts with documents and functions, and the continuation of a text.</summary>
internal static class KernelSample
{
    private const string Beginning = "The Tavanel lamp is made by";

    public static async Task RunAsync(Kernel kernel, CancellationToken cancellationToken)
    {
        Answer.Heading("Semantic Kernel: documents", DocumentSample.Question);
        var documents = new HymbaPromptExecutionSettings { Documents = DocumentSample.Documents };
        await Answer.PrintAsync(AskAsync(kernel, DocumentSample.Question, documents, cancellationToken));

        Answer.Heading("Semantic Kernel: a function", ToolSample.Question);
        kernel.Plugins.AddFromFunctions("Weather", [KernelFunctionFactory.CreateFromMethod(ToolSample.GetWeather)]);
        var functions = new HymbaPromptExecutionSettings { FunctionChoiceBehavior = FunctionChoiceBehavior.Auto() };
        await Answer.PrintAsync(AskAsync(kernel, ToolSample.Question, functions, cancellationToken));

        Answer.Heading("Semantic Kernel: a text goes on", Beginning);
        var text = kernel.GetRequiredService<ITextGenerationService>();
        await Answer.PrintAsync(ContinueAsync(text, Beginning, cancellationToken));
    }

    private static async Task<string> AskAsync(
        Kernel kernel, string prompt, PromptExecutionSettings settings, CancellationToken cancellationToken)
        => (await kernel.InvokePromptAsync(prompt, new KernelArguments(settings), cancellationToken: cancellationToken)).ToString();

    private static async Task<string> ContinueAsync(ITextGenerationService service, string beginning, CancellationToken cancellationToken)
        => (await service.GetTextContentAsync(beginning, cancellationToken: cancellationToken)).Text ?? "";
}
