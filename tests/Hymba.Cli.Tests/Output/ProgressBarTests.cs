using Hymba.Cli.Output;

namespace Hymba.Cli.Tests.Output;

public sealed class ProgressBarTests
{
    [Fact]
    public async Task Nothing_is_shown_where_stderr_is_no_terminal()
    {
        using var run = new Streams();
        Assert.True(await ProgressBar.RunAsync(run.Console, "Loading", bar => Task.FromResult(bar is null)));
        Assert.Equal(string.Empty, run.Error);
    }

    [Fact]
    public async Task A_terminal_shows_it_on_stderr_alone()
    {
        using var run = new Streams();
        int result = await ProgressBar.RunAsync(run.Console with { ErrorIsTerminal = true }, "Loading", bar =>
        {
            bar!.Report(0.5);
            return Task.FromResult(7);
        });
        Assert.Equal(7, result);
        Assert.Contains("Loading", run.Error, StringComparison.Ordinal);
        Assert.Equal(string.Empty, run.Out);
    }

    private sealed class Streams : IDisposable
    {
        private readonly StringWriter _out = new(), _error = new();
        private readonly Interrupt _interrupt = new();

        public Streams() => Console = new ToolConsole(TextReader.Null, _out, _error, _interrupt);

        public ToolConsole Console { get; }

        public string Out => _out.ToString();

        public string Error => _error.ToString();

        public void Dispose()
        {
            _interrupt.Dispose();
            _out.Dispose();
            _error.Dispose();
        }
    }
}
