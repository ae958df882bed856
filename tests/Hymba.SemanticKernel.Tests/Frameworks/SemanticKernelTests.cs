using System.ComponentModel;
using Hymba.SemanticKernel.Tests.DependencyInjection;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;
using FunctionInvocationContext = Microsoft.SemanticKernel.FunctionInvocationContext;

namespace Hymba.SemanticKernel.Tests.Frameworks;

public sealed class SemanticKernelTests
{
    private const string Call = """<toolcall> {"name": "Maths_Add", "arguments": {"a": 1, "b": 2}} </toolcall>""";

    private readonly List<string> _seen = [];

    [Fact]
    public async Task Prompts_run_through_the_chat_template_with_their_settings_and_filters()
    {
        Kernel kernel = Build(new Script("Paris."), builder => builder.AddHymbaChatCompletion().AddHymbaTextGeneration(), out Script script);
        FunctionResult result = await kernel.InvokePromptAsync(
            "Capital of {{$country}}?",
            new KernelArguments(new HymbaPromptExecutionSettings { MaxTokens = 9, MinP = 0.5f, Temperature = 0.4f, ChatSystemPrompt = "Be brief." }) { ["country"] = "France" });
        Assert.Equal("Paris.", result.ToString());
        Assert.Equal(["prompt Capital of France?", "function"], _seen.Order(StringComparer.Ordinal).Reverse());
        ConstraintRequest request = Assert.Single(script.Requests);
        Assert.False(request.IsRawPrompt);
        Assert.Equal(9, request.Options.MaxOutputTokens);
        Assert.Equal(0.4f, request.Options.Temperature);
        Assert.Equal(0.5f, request.Options.AdditionalProperties![HymbaRequestProperties.MinP]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Functions_chosen_by_the_model_are_called_and_filtered(bool streaming)
    {
        Kernel kernel = Build(new Script(Call, "It is 3."), builder => builder.AddHymbaChatCompletion(), out Script script);
        var arguments = new KernelArguments(new HymbaPromptExecutionSettings { FunctionChoiceBehavior = FunctionChoiceBehavior.Auto() });
        string reply = streaming
            ? string.Concat(await kernel.InvokePromptStreamingAsync<string>("1 + 2?", arguments).ToArrayAsync())
            : (await kernel.InvokePromptAsync("1 + 2?", arguments)).ToString();
        Assert.Equal("It is 3.", reply);
        Assert.Contains("auto Add 3", _seen);
        Assert.Equal(2, script.Requests.Count);
    }

    [Fact]
    public async Task A_kernel_with_a_chat_client_alone_works_too()
    {
        Kernel kernel = Build(new Script(Call, "It is 3."), builder => builder.AddHymbaChatClient(), out _);
        var arguments = new KernelArguments(new HymbaPromptExecutionSettings { FunctionChoiceBehavior = FunctionChoiceBehavior.Auto() });
        Assert.Equal("It is 3.", (await kernel.InvokePromptAsync("1 + 2?", arguments)).ToString());
        Assert.Contains("auto Add 3", _seen);
    }

    [Fact]
    public async Task A_client_that_calls_functions_by_itself_serves_the_kernel_too()
    {
        Kernel kernel = Build(
            new Script(Call, "It is 3."),
            builder =>
            {
                builder.Services.AddHymbaChatClient().UseFunctionInvocation();
                builder.AddHymbaChatCompletion();
            },
            out Script script);
        var arguments = new KernelArguments(new HymbaPromptExecutionSettings { FunctionChoiceBehavior = FunctionChoiceBehavior.Auto() });
        Assert.Equal("It is 3.", (await kernel.InvokePromptAsync("1 + 2?", arguments)).ToString());
        Assert.Contains("function", _seen);
        Assert.Equal(2, script.Requests.Count);
    }

    [Fact]
    public async Task A_kernel_with_text_generation_alone_continues_prompts_as_they_are()
    {
        Kernel kernel = Build(new Script("there was a fox."), builder => builder.AddHymbaTextGeneration(), out Script script);
        Assert.Equal("there was a fox.", (await kernel.InvokePromptAsync("Once upon a time")).ToString().TrimStart());
        Assert.True(Assert.Single(script.Requests).IsRawPrompt);
    }

    [Fact]
    public async Task Chat_histories_keep_calls_and_results()
    {
        Kernel kernel = Build(new Script(Call, "It is 3."), builder => builder.AddHymbaChatCompletion(), out _);
        ChatHistory history = new("Be exact.");
        history.AddUserMessage("1 + 2?");
        ChatMessageContent reply = await kernel.GetRequiredService<IChatCompletionService>().GetChatMessageContentAsync(
            history, new HymbaPromptExecutionSettings { FunctionChoiceBehavior = FunctionChoiceBehavior.Auto() }, kernel);
        Assert.Equal("It is 3.", reply.Content);
        Assert.Equal(TinyModel.Name, reply.ModelId);
        Assert.Equal(4, history.Count);
    }

    [Description("Adds.")]
    private static int Add(int a, int b) => a + b;

    private Kernel Build(Script script, Action<IKernelBuilder> register, out Script used)
    {
        IKernelBuilder builder = Kernel.CreateBuilder();
        builder.AddHymbaEngine(TinyModel.ModelPath, RegistrationTests.Small);
        builder.Services.Configure<HymbaChatClientOptions>(options => options.ConstraintFactory = script.ClientOptions.ConstraintFactory);
        register(builder);
        builder.Services.AddSingleton<IFunctionInvocationFilter>(new Filters(_seen));
        builder.Services.AddSingleton<IPromptRenderFilter>(new Filters(_seen));
        builder.Services.AddSingleton<IAutoFunctionInvocationFilter>(new Filters(_seen));
        Kernel kernel = builder.Build();
        kernel.Plugins.AddFromFunctions("Maths", [KernelFunctionFactory.CreateFromMethod(Add, "Add")]);
        used = script;
        return kernel;
    }

    private sealed class Filters(List<string> seen) : IFunctionInvocationFilter, IPromptRenderFilter, IAutoFunctionInvocationFilter
    {
        public Task OnFunctionInvocationAsync(FunctionInvocationContext context, Func<FunctionInvocationContext, Task> next)
        {
            seen.Add("function");
            return next(context);
        }

        public async Task OnPromptRenderAsync(PromptRenderContext context, Func<PromptRenderContext, Task> next)
        {
            await next(context);
            seen.Add($"prompt {context.RenderedPrompt}");
        }

        public async Task OnAutoFunctionInvocationAsync(AutoFunctionInvocationContext context, Func<AutoFunctionInvocationContext, Task> next)
        {
            await next(context);
            seen.Add($"auto {context.Function.Name} {context.Result}");
        }
    }
}
