using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Hymba.Cli.Output;
using Hymba.Cli.Verbs;

namespace Hymba.Cli;

/// <summary>The tool as a function: arguments and streams in, exit code out.</summary>
internal static class HymbaTool
{
    /// <summary>Runs one command on streams that are no terminals.</summary>
    /// <returns>See <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(
        string[] args, TextReader stdin, TextWriter stdout, TextWriter stderr, CancellationToken cancellationToken)
    {
        using var interrupt = new Interrupt(cancellationToken);
        return await RunAsync(args, new ToolConsole(stdin, stdout, stderr, interrupt)).ConfigureAwait(false);
    }

    /// <summary>Runs one command.</summary>
    /// <returns>See <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] args, ToolConsole console)
    {
        // Prompts may begin with @ or consist of short words behind one dash.
        var parsing = new ParserConfiguration { ResponseFileTokenReplacer = null, EnablePosixBundling = false };
        ParseResult? arguments = null;
        try
        {
            arguments = Root(console).Parse(args, parsing);
            if (arguments.Errors.Count > 0)
            {
                throw new UsageException([.. arguments.Errors.Select(error => error.Message).Distinct()]);
            }

            // Signals and exceptions are answered here, alike for every verb.
            var invocation = new InvocationConfiguration
            {
                Output = console.Out,
                Error = console.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            };
            return await arguments.InvokeAsync(invocation, console.Interrupt.Exit).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (console.Interrupt.Exit.IsCancellationRequested)
        {
            console.WriteError("cancelled.");
            return ExitCode.Interrupted;
        }
        catch (UsageException error)
        {
            string verb = arguments?.CommandResult.Command is Verb known ? $"hymba {known.Name}" : "hymba";
            console.WriteError($"{ErrorText.OneLine(error.Message)} See '{verb} --help'.");
            return ExitCode.Usage;
        }
#pragma warning disable CA1031 // Whatever goes wrong ends in one line and an exit code.
        catch (Exception error)
#pragma warning restore CA1031
        {
            console.WriteError(ErrorText.Describe(error));
            return ExitCode.Failure;
        }
        finally
        {
            await console.Out.FlushAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    private static RootCommand Root(ToolConsole console)
    {
        var root = new RootCommand(
            "Runs NVIDIA's Hymba language models: text generation, chat, scoring and tools around checkpoints.\n"
            + "Results go to stdout, progress and errors to stderr. Exit code: 0 done, 1 failed, 2 wrong usage, 130 interrupted.")
        {
            HelpName = "hymba",
        };
        root.Directives.Clear();
        root.Options.OfType<VersionOption>().Single().Action = new VersionAction();
        HelpOption help = root.Options.OfType<HelpOption>().Single();
        help.Action = new Output.HelpAction((SynchronousCommandLineAction)help.Action!);
        root.Add(new InspectVerb(console));
        root.Add(new LogitsVerb(console));
        root.Add(new GenerateVerb(console));
        root.Add(new ChatVerb(console));
        root.Add(new TokenizeVerb(console));
        root.Add(new DetokenizeVerb(console));
        root.Add(new TemplateVerb(console));
        root.Add(new SchemaVerb(console));
        root.Add(new ValidateVerb(console));
        root.Add(new ScoreVerb(console));
        root.Add(new BenchVerb(console));
        root.Add(new RandomCheckpointVerb(console));
        root.Add(new TrainVerb(console));
        root.Add(new NanoDataVerb(console));
        root.Add(new EvalVerb(console));
        root.Add(new FineTuneVerb(console));
        root.Add(new MergeAdapterVerb(console));
        root.Add(new QuantizeVerb(console));
        return root;
    }
}
