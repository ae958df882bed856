using System.Text;

namespace Hymba.Cli.Output;

/// <summary>Opens the process's own streams, all of them UTF-8 without a byte order mark.</summary>
internal static class SystemConsole
{
    private const int BufferCharacters = 1 << 16;

    public static ToolConsole Open(Interrupt interrupt)
    {
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        bool inIsTerminal = !Console.IsInputRedirected, outIsTerminal = !Console.IsOutputRedirected;
        if (inIsTerminal)
        {
            Console.InputEncoding = utf8;
        }

        if (outIsTerminal || !Console.IsErrorRedirected)
        {
            Console.OutputEncoding = utf8;
        }

        // A redirected output is flushed where the verb says so, not after every piece.
        TextReader input = inIsTerminal ? Console.In : new StreamReader(Console.OpenStandardInput(), utf8, true, BufferCharacters);
        TextWriter output = outIsTerminal ? Console.Out : new StreamWriter(Console.OpenStandardOutput(), utf8, BufferCharacters);
        return new ToolConsole(input, output, Console.Error, interrupt)
        {
            InIsTerminal = inIsTerminal,
            OutIsTerminal = outIsTerminal,
            ErrorIsTerminal = !Console.IsErrorRedirected,
            AllowColours = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")),
        };
    }
}
