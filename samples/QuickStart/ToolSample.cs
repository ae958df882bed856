using System.ComponentModel;
using Microsoft.Extensions.AI;

namespace QuickStart;

/// <summary>A tool: the model asks for a C# function, the client calls it, the model answers with its result.</summary>
internal static class ToolSample
{
    public const string Question = "What is the weather in Oskavel?";

    [Description("Gets the weather in a town")]
    public static string GetWeather([Description("The name of the town")] string city)
    {
        Console.WriteLine($"[get_weather was called for {city}]");
        return "sunny";
    }

    public static Task RunAsync(IChatClient client, CancellationToken cancellationToken)
    {
        Answer.Heading("A tool", Question);
        var options = new ChatOptions { Tools = [AIFunctionFactory.Create(GetWeather, "get_weather")] };
        return Answer.PrintAsync(client.GetStreamingResponseAsync(Question, options, cancellationToken));
    }
}
