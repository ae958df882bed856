using System.CommandLine;
using System.CommandLine.Invocation;
using Hymba.Cli.Verbs;

namespace Hymba.Cli.Output;

/// <summary>The usual help, followed by a verb's details.</summary>
/// <param name="usual">Writes descriptions and options.</param>
internal sealed class HelpAction(SynchronousCommandLineAction usual) : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        int code = usual.Invoke(parseResult);
        if (parseResult.CommandResult.Command is Verb { Details.Length: > 0 } verb)
        {
            TextWriter output = parseResult.InvocationConfiguration.Output;
            output.WriteLine("Details:");
            foreach (string line in verb.Details.Split('\n'))
            {
                output.WriteLine($"  {line}");
            }
        }

        return code;
    }
}
