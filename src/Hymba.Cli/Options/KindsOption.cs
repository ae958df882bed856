using System.CommandLine;
using System.CommandLine.Parsing;
using Hymba.Training.Data;

namespace Hymba.Cli.Options;

/// <summary>Which kinds of generated examples a verb takes.</summary>
internal static class KindsOption
{
    private static readonly string[] All = [.. NanoData.Kinds.Select(kind => kind.Kind)];

    /// <summary>Creates the option; its value is every kind where it is absent.</summary>
    public static Option<string[]> Create() => new("--kinds")
    {
        HelpName = "A,B",
        Description = $"Only these kinds of examples: {string.Join(", ", All)}. Default: all.",
        DefaultValueFactory = _ => All,
        Arity = ArgumentArity.ExactlyOne,
        CustomParser = Parse,
    };

    private static string[]? Parse(ArgumentResult argument)
    {
        string[] kinds = [.. argument.Tokens[0].Value.Split(',', StringSplitOptions.TrimEntries).Distinct()];
        foreach (string unknown in kinds.Except(All))
        {
            argument.AddError($"--kinds names '{unknown}'; known are {string.Join(", ", All)}.");
        }

        return kinds;
    }
}
