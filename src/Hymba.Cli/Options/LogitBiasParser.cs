using System.CommandLine.Parsing;
using System.Globalization;

namespace Hymba.Cli.Options;

/// <summary>Reads the values of --logit-bias: a token id, an equals sign and what is added to its logit.</summary>
internal static class LogitBiasParser
{
    public static IReadOnlyDictionary<int, float>? Parse(ArgumentResult argument)
    {
        var biases = new Dictionary<int, float>();
        foreach (string value in argument.Tokens.Select(token => token.Value))
        {
            string[] parts = value.Split('=');
            if (parts.Length != 2
                || !int.TryParse(parts[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int id)
                || !float.TryParse(parts[1], CultureInfo.InvariantCulture, out float bias))
            {
                argument.AddError($"--logit-bias '{value}' is not of the form ID=V, a token id and a number.");
                return null;
            }

            if (!biases.TryAdd(id, bias))
            {
                argument.AddError($"--logit-bias names token {id} twice.");
                return null;
            }
        }

        return biases;
    }
}
