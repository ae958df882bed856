using Hymba.Inference;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.SemanticKernel;
using QuickStart;

// dotnet run -c Release --project samples/QuickStart               runs the embedded model, Hymba Nano
// dotnet run -c Release --project samples/QuickStart -- DIRECTORY  runs the checkpoint in a directory
HostApplicationBuilder builder = Host.CreateApplicationBuilder();

// The two lines.
builder.Services.AddHymbaEngine(args.FirstOrDefault());
builder.Services.AddHymbaChatClient(options => (options.Temperature, options.MaxOutputTokens) = (0, 64)).UseFunctionInvocation();

// For Semantic Kernel, on the same client.
builder.Services.AddHymbaChatCompletion().AddHymbaTextGeneration().AddKernel();

// Only the answers are to be seen here. An application keeps its log, which tells of loading, waiting and failures.
builder.Logging.ClearProviders();
using IHost host = builder.Build();

// Ctrl+C stops the host, and with this token what the sample is doing.
CancellationToken stopping = host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
try
{
    // Loads the model, so that the first question does not wait for it.
    await host.StartAsync(stopping);

    IChatClient client = host.Services.GetRequiredService<IChatClient>();
    Console.WriteLine($"Model: {client.GetService<ChatClientMetadata>()?.DefaultModelId}");
    await DocumentSample.RunAsync(client, stopping);
    await ToolSample.RunAsync(client, stopping);
    await KernelSample.RunAsync(host.Services.GetRequiredService<Kernel>(), stopping);

    await host.StopAsync(CancellationToken.None);
    return 0;
}
catch (OperationCanceledException) when (stopping.IsCancellationRequested)
{
    return 130;
}
catch (HymbaException error)
{
    Console.Error.WriteLine($"error: {error.Message.ReplaceLineEndings(" ")}");
    return 1;
}
