using Hymba.Cli.Output;

namespace Hymba.Cli.Tests.Verbs;

public sealed class ChatVerbTests
{
    private static readonly string[] Chat = ["chat", "--model", ToolRun.TextModel, "--max-tokens", "6"];

    [Fact]
    public async Task The_conversation_is_remembered_until_it_is_reset()
    {
        string[] replies = Lines((await ToolRun.WithInputAsync("Hello\nHello\n\n/reset\nHello\n/exit\nHello\n", Chat)).Succeeded());
        Assert.Equal(3, replies.Length);
        Assert.NotEqual(replies[0], replies[1]);
        Assert.Equal(replies[0], replies[2]);
    }

    [Fact]
    public async Task System_text_and_contexts_reach_the_model()
    {
        using var folder = new TemporaryFolder();
        string context = folder.Write("context.txt", "Paris is the capital of France.");
        ToolRun plain = await ToolRun.WithInputAsync("Hello", Chat), system = await ToolRun.WithInputAsync("Hello", [.. Chat, "--system", "Be brief."]);
        ToolRun informed = await ToolRun.WithInputAsync("Hello", [.. Chat, "--context", context]);
        Assert.Equal(3, new[] { plain, system, informed }.Select(run => run.Succeeded().Out).Distinct().Count());
        (await ToolRun.WithInputAsync("Hello", [.. Chat, "--context", folder["none.txt"]])).Failed(ExitCode.Failure, "Cannot read", "none.txt");
    }

    [Fact]
    public async Task A_turn_that_does_not_fit_ends_a_script_and_not_a_person_s_chat()
    {
        string tooLong = string.Join(' ', Enumerable.Repeat("word", 1200)) + "\n";
        (await ToolRun.WithInputAsync(tooLong + "Hello\n", Chat)).Failed(ExitCode.Failure, "at most 1023");
        (int code, string written, string errors) = await InteractAsync(tooLong + "Hello\n", new StringWriter(), new Interrupt());
        Assert.Equal(ExitCode.Success, code);
        Assert.Contains("The turn is forgotten", errors, StringComparison.Ordinal);
        Assert.Equal(3, written.Split("> ").Length - 1);
    }

    [Fact]
    public async Task An_interrupt_stops_the_reply_and_the_chat_goes_on()
    {
        var interrupt = new Interrupt();
        using var writer = new InterruptingWriter(interrupt, requests: 1);
        (int code, string written, _) = await InteractAsync("Hello\nAgain\n", writer, interrupt);
        Assert.Equal(ExitCode.Success, code);
        string[] replies = written.Split("> ")[1..];
        Assert.EndsWith($" ...{Environment.NewLine}", replies[0], StringComparison.Ordinal);
        Assert.DoesNotContain("...", replies[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_interrupt_ends_the_chat()
    {
        var interrupt = new Interrupt();
        using var writer = new InterruptingWriter(interrupt, requests: 2);
        (int code, _, string errors) = await InteractAsync("Hello\nAgain\n", writer, interrupt);
        Assert.Equal(ExitCode.Interrupted, code);
        Assert.Contains("cancelled", errors, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Out, string Error)> InteractAsync(string input, StringWriter writer, Interrupt interrupt)
    {
        using (interrupt)
        {
            using var stderr = new StringWriter();
            var console = new ToolConsole(new StringReader(input), writer, stderr, interrupt) { InIsTerminal = true, OutIsTerminal = true };
            int code = await HymbaTool.RunAsync(Chat, console);
            return (code, writer.ToString(), stderr.ToString());
        }
    }

    private static string[] Lines(ToolRun run) => run.Out.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Asks to stop as soon as the first piece of the first reply arrives.</summary>
    private sealed class InterruptingWriter(Interrupt interrupt, int requests) : StringWriter
    {
        private bool _promptSeen;
        private bool _requested;

        public override void Write(string? value)
        {
            base.Write(value);
            if (_promptSeen && !_requested)
            {
                _requested = true;
                for (int i = 0; i < requests; i++)
                {
                    interrupt.Request();
                }
            }

            _promptSeen |= value == "> ";
        }
    }
}
