using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;

namespace Hymba.Cli.Output;

/// <summary>Prints the tool's own version, whatever program hosts it.</summary>
internal sealed class VersionAction : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        Assembly tool = typeof(VersionAction).Assembly;
        string version = tool.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? tool.GetName().Version!.ToString();

        // The build appends the commit, which is no part of the version.
        parseResult.InvocationConfiguration.Output.WriteLine(version.Split('+')[0]);
        return ExitCode.Success;
    }
}
