using Hymba.Cli.Output;
using Hymba.Inference;

namespace Hymba.Cli.Chat;

/// <summary>Reads turns and commands from stdin and writes replies to stdout, with prompts and hints only for a person at a terminal.</summary>
internal sealed class ChatLoop(ToolConsole console, Conversation conversation)
{
    private const string Reset = "/reset";
    private const string Exit = "/exit";

    private bool IsInteractive => console.InIsTerminal && console.OutIsTerminal;

    /// <summary>Runs until the input ends or the user leaves.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var lines = new LineReader(console.In, console.InIsTerminal, console.Out.Flush);
        Hint($"{Reset} starts anew, {Exit} leaves, Ctrl+C stops a reply.");
        while (await ReadAsync(lines, cancellationToken).ConfigureAwait(false) is string line && line != Exit)
        {
            if (line == Reset)
            {
                conversation.Reset();
                Hint("The conversation starts anew.");
            }
            else if (line.Length > 0)
            {
                await AnswerAsync(line).ConfigureAwait(false);
            }
        }
    }

    private async Task<string?> ReadAsync(LineReader lines, CancellationToken cancellationToken)
    {
        if (IsInteractive)
        {
            console.WriteStyled(console.Out, console.OutIsTerminal, "green", "> ");
        }

        return (await lines.ReadAsync(cancellationToken).ConfigureAwait(false))?.Trim();
    }

    private async Task AnswerAsync(string line)
    {
        try
        {
            bool finished = await console.Interrupt.RunReplyAsync(token => conversation.ReplyAsync(line, Write, token)).ConfigureAwait(false);
            console.Out.WriteLine(finished ? string.Empty : " ...");
        }
        catch (HymbaException error) when (IsInteractive)
        {
            // A person can go on from here, with a shorter turn or a fresh start; a script cannot.
            console.WriteError($"{ErrorText.Describe(error)} The turn is forgotten; {Reset} starts anew.");
        }
    }

    private void Write(string text)
    {
        console.Out.Write(text);
        console.Out.Flush();
    }

    private void Hint(string text)
    {
        if (IsInteractive)
        {
            console.WriteStyled(console.Out, console.OutIsTerminal, "grey", text);
            console.Out.WriteLine();
        }
    }
}
