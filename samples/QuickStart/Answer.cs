using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.AI;

namespace QuickStart;

/// <summary>Shows headings, and answers while they are written.</summary>
internal static class Answer
{
    public static void Heading(string title, string question)
    {
        Console.WriteLine();
        Console.WriteLine($"== {title}");
        Console.WriteLine($"> {question}");
    }

    /// <summary>Prints every piece of text as it comes, then how long it took.</summary>
    public static async Task PrintAsync(IAsyncEnumerable<ChatResponseUpdate> updates)
    {
        long start = Stopwatch.GetTimestamp();
        TimeSpan? firstToken = null;
        long tokens = 0;
        await foreach (ChatResponseUpdate update in updates)
        {
            firstToken ??= update.Contents.Count > 0 ? Stopwatch.GetElapsedTime(start) : null;
            tokens += update.Contents.OfType<UsageContent>().Sum(usage => usage.Details.OutputTokenCount ?? 0);
            Console.Write(update.Text);
        }

        TimeSpan all = Stopwatch.GetElapsedTime(start), first = firstToken ?? all;
        double speed = (tokens - 1) / (all - first).TotalSeconds;
        Console.WriteLine();
        Console.WriteLine(tokens > 1
            ? string.Create(CultureInfo.InvariantCulture, $"[{first.TotalMilliseconds:f0} ms to the first token, {tokens} tokens, {speed:f0} tokens/s]")
            : string.Create(CultureInfo.InvariantCulture, $"[{all.TotalMilliseconds:f0} ms]"));
    }

    /// <summary>Prints an answer that comes in one piece, then how long it took.</summary>
    public static async Task PrintAsync(Task<string> answer)
    {
        long start = Stopwatch.GetTimestamp();
        Console.WriteLine(await answer);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"[{Stopwatch.GetElapsedTime(start).TotalMilliseconds:f0} ms]"));
    }
}
