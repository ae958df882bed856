using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace Hymba.Cli.Options;

/// <summary>Makes options that take a number.</summary>
internal static class NumberOption
{
    /// <summary>An option that is null, or its default, where it is absent.</summary>
    /// <param name="name">The option with its dashes.</param>
    /// <param name="valueName">What help calls the value.</param>
    /// <param name="description">What it does; names the default where <paramref name="absent"/> does not.</param>
    /// <param name="least">The least number that makes sense; null where the engine knows the limits.</param>
    /// <param name="absent">The default; null for none.</param>
    public static Option<T?> Create<T>(string name, string valueName, string description, T? least = null, T? absent = null)
        where T : struct, INumber<T>
    {
        var option = new Option<T?>(name)
        {
            HelpName = valueName,
            Description = description,
            Arity = ArgumentArity.ExactlyOne,
            CustomParser = argument => Parse(name, argument, least),
        };
        if (absent is not null)
        {
            option.DefaultValueFactory = _ => absent;
        }

        return option;
    }

    private static T? Parse<T>(string name, ArgumentResult argument, T? least)
        where T : struct, INumber<T>
    {
        string text = argument.Tokens[0].Value;
        if (!T.TryParse(text, CultureInfo.InvariantCulture, out T number))
        {
            argument.AddError($"{name} is '{text}'; it must be a {(typeof(T) == typeof(float) ? "number" : "whole number")}.");
            return null;
        }

        if (least is { } bound && number < bound)
        {
            argument.AddError($"{name} is {number}; it must be at least {bound}.");
            return null;
        }

        return number;
    }
}
