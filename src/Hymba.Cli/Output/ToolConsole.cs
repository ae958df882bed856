using System.Text.Json;
using Spectre.Console;

namespace Hymba.Cli.Output;

/// <summary>The streams of one run and what each of them can show. Colours and progress go to terminals only.</summary>
internal sealed record ToolConsole(TextReader In, TextWriter Out, TextWriter Error, Interrupt Interrupt)
{
    public bool InIsTerminal { get; init; }

    public bool OutIsTerminal { get; init; }

    public bool ErrorIsTerminal { get; init; }

    /// <summary>False where the user has set NO_COLOR.</summary>
    public bool AllowColours { get; init; }

    /// <summary>Writes a value as one line of JSON.</summary>
    public void WriteJson<T>(T value) => Out.WriteLine(JsonSerializer.Serialize(value, JsonFormat.Options));

    /// <summary>Writes a named value as one line for people.</summary>
    public void WriteRow(string name, string value)
    {
        const int Column = 18;
        WriteStyled(Out, OutIsTerminal, "blue", $"{name,-Column} ");
        Out.WriteLine(value);
    }

    /// <summary>Writes the one line that a failed run leaves.</summary>
    public void WriteError(string message)
    {
        WriteStyled(Error, ErrorIsTerminal, "red", "error: ");
        Error.WriteLine(message);
    }

    /// <summary>Says that something asked for was not done.</summary>
    public void WriteWarning(string message)
    {
        WriteStyled(Error, ErrorIsTerminal, "yellow", "warning: ");
        Error.WriteLine(message);
    }

    /// <summary>Writes text in a colour where colours are welcome, and as it is elsewhere.</summary>
    public void WriteStyled(TextWriter writer, bool isTerminal, string style, string text)
    {
        if (isTerminal && AllowColours)
        {
            Terminal(writer).Write(new Text(text, Style.Parse(style)));
        }
        else
        {
            writer.Write(text);
        }
    }

    /// <summary>Spectre's view of a stream that is a terminal.</summary>
    public IAnsiConsole Terminal(TextWriter writer) => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Out = new AnsiConsoleOutput(writer),
        Interactive = InteractionSupport.Yes,
        ColorSystem = AllowColours ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
    });
}
