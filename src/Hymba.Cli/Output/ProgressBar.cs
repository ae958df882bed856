using Spectre.Console;

namespace Hymba.Cli.Output;

/// <summary>A bar on stderr for work that takes a while; nothing at all where stderr is no terminal. Gone when the work is done.</summary>
internal static class ProgressBar
{
    /// <summary>Runs the work, which reports its share from 0 to 1.</summary>
    public static async Task<T> RunAsync<T>(ToolConsole console, string description, Func<IProgress<double>?, Task<T>> work)
    {
        if (!console.ErrorIsTerminal)
        {
            return await work(null).ConfigureAwait(false);
        }

        return await console.Terminal(console.Error).Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(context =>
            {
                ProgressTask task = context.AddTask(Markup.Escape(description), maxValue: 1);
                return work(new CallbackProgress<double>(share => task.Value = share));
            }).ConfigureAwait(false);
    }
}
