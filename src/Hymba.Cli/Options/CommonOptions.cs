using System.CommandLine;

namespace Hymba.Cli.Options;

/// <summary>The options that several verbs share, each with one name and one description.</summary>
internal static class CommonOptions
{
    public static Option<string> DataType(string description, string[] names)
    {
        var option = new Option<string>("--dtype")
        {
            HelpName = string.Join('|', names),
            Description = description,
            DefaultValueFactory = _ => DataTypeNames.Default,
        };
        option.CompletionSources.Add(names);
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !names.Contains(result.Tokens[0].Value))
            {
                result.AddError($"--dtype is '{result.Tokens[0].Value}'; it must be {string.Join(", ", names[..^1])} or {names[^1]}.");
            }
        });
        return option;
    }

    public static Option<bool> Json(string shape) => new("--json")
    {
        Description = $"Write one line of JSON: {shape}. Default: text for people.",
    };

    public static Option<bool> JsonLines(string shape) => new("--jsonl")
    {
        Description = $"One JSON value a line, in and out; the only format and the default. {shape}",
    };

    public static Option<bool> Speculate() => new("--speculate")
    {
        Description = "Copy likely tokens from earlier text and check several in one pass: faster where text repeats, the same tokens. Default: off.",
    };

    public static Option<int?> MaxTokens() => NumberOption.Create<int>(
        "--max-tokens", "N", "The most tokens to generate, from 1 on. Default: up to the end of the context.", least: 1);
}
