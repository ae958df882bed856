using System.CommandLine;
using System.CommandLine.Parsing;
using Hymba.Cli.Output;

namespace Hymba.Cli.Verbs;

/// <summary>One verb: its options and what it does with them.</summary>
internal abstract class Verb : Command
{
    protected Verb(string name, string description, ToolConsole console)
        : base(name, description)
    {
        Console = console;
        SetAction((arguments, cancellationToken) =>
        {
            string[] errors = [.. UsageErrors(arguments.CommandResult)];
            return errors.Length == 0 ? RunAsync(arguments.CommandResult, cancellationToken) : throw new UsageException(errors);
        });
    }

    /// <summary>What the verb's own help says beyond its description and options; empty for nothing.</summary>
    public string Details { get; protected init; } = string.Empty;

    /// <summary>The streams of the run.</summary>
    public ToolConsole Console { get; }

    /// <summary>What is wrong with options that are each fine alone, one sentence per problem.</summary>
    protected virtual IEnumerable<string> UsageErrors(SymbolResult arguments) => [];

    /// <summary>Does the work; returning is success, every exception a failure.</summary>
    protected abstract Task RunAsync(SymbolResult arguments, CancellationToken cancellationToken);
}
