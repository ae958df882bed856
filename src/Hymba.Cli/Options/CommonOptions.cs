using System.CommandLine;

namespace Hymba.Cli.Options;

/// <summary>The options that several verbs share, each with one name and one description.</summary>
internal static class CommonOptions
{
    public static Option<string> Model() => new("--model")
    {
        Required = true,
        HelpName = "DIR",
        Description = "Directory of a Hugging Face checkpoint: config.json, safetensors weights, tokenizer files.",
    };

    public static Option<string> DataType(string description)
    {
        var option = new Option<string>("--dtype")
        {
            HelpName = string.Join('|', DataTypeNames.All),
            Description = description,
            DefaultValueFactory = _ => DataTypeNames.Default,
        };
        return option.AcceptOnlyFromAmong(DataTypeNames.All);
    }

    public static Option<bool> Json(string shape) => new("--json")
    {
        Description = $"Write one line of JSON instead of text: {shape}.",
    };

    public static Option<bool> JsonLines(string shape) => new("--jsonl")
    {
        Description = $"One JSON value a line, in and out; the only format and the default. {shape}",
    };

    public static Option<int?> MaxTokens() => new("--max-tokens")
    {
        HelpName = "N",
        Description = "The most tokens to generate, from 1 on. Default: up to the end of the context.",
    };

    /// <summary>Refuses numbers below the least one that makes sense.</summary>
    public static Option<T> AtLeast<T>(this Option<T> option, long least)
    {
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && long.TryParse(result.Tokens[^1].Value, out long number) && number < least)
            {
                result.AddError($"{option.Name} is {number}; it must be at least {least}.");
            }
        });
        return option;
    }
}
