using System.CommandLine.Parsing;
using System.Globalization;

namespace Hymba.Cli.Options;

/// <summary>Reads numbers separated by commas, and sequences of them separated by semicolons.</summary>
internal static class TokenIdParser
{
    private const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;

    /// <summary>One list of numbers.</summary>
    public static int[]? ParseList(ArgumentResult argument) => ParseNumbers(argument, string.Join(',', argument.Tokens.Select(token => token.Value)));

    /// <summary>All sequences of an option that may be given several times.</summary>
    public static IReadOnlyList<int[]>? ParseSequences(ArgumentResult argument)
    {
        var sequences = new List<int[]>();
        foreach (string list in argument.Tokens.SelectMany(token => token.Value.Split(';')))
        {
            if (ParseNumbers(argument, list) is not int[] sequence)
            {
                return null;
            }

            sequences.Add(sequence);
        }

        return sequences;
    }

    private static int[]? ParseNumbers(ArgumentResult argument, string list)
    {
        string[] parts = list.Split(',');
        var numbers = new int[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            if (!int.TryParse(parts[i], Style, CultureInfo.InvariantCulture, out numbers[i]))
            {
                string place = argument.Parent is OptionResult option ? option.Option.Name : argument.Argument.Name;
                argument.AddError($"{place}: '{parts[i]}' at index {i} is not a whole number of 32 bits; numbers are separated by commas, as in 1,5,9.");
                return null;
            }
        }

        return numbers;
    }
}
