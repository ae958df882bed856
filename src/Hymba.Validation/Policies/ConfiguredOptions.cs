using System.ComponentModel;
using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace Hymba.Validation.Policies;

/// <summary>Reads options from configuration. What cannot be read becomes an error of the options, so that all errors are told together.</summary>
internal static class ConfiguredOptions
{
    /// <summary>Names of the options that only code can give.</summary>
    public static IReadOnlyList<string> CodeOnly { get; } =
    [
        nameof(OutputValidationOptions.Validators), nameof(OutputValidationOptions.Judges), nameof(OutputValidationOptions.Documents),
        nameof(OutputValidationOptions.SuffixModel),
    ];

    /// <summary>Sets what a section says, and adds to <see cref="OutputValidationOptions.ConfigurationErrors"/> what is wrong with it.</summary>
    public static void Bind(IConfiguration section, OutputValidationOptions options)
    {
        var right = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var child in section.GetChildren())
        {
            Read(child, typeof(OutputValidationOptions), string.Empty, right, options.ConfigurationErrors);
        }

        new ConfigurationBuilder().AddInMemoryCollection(right).Build().Bind(options);
    }

    private static void Read(IConfigurationSection section, Type owner, string path, Dictionary<string, string?> right, List<string> errors)
    {
        var place = path.Length == 0 ? section.Key : $"{path}:{section.Key}";
        var properties = owner.GetProperties(BindingFlags.Public | BindingFlags.Instance);
        var property = Array.Find(properties, candidate => candidate.Name.Equals(section.Key, StringComparison.OrdinalIgnoreCase));
        if (property is null)
        {
            errors.Add($"'{place}' is no option; there are {string.Join(", ", properties.Select(known => known.Name).Except(CodeOnly))}.");
        }
        else if (owner == typeof(OutputValidationOptions) && CodeOnly.Contains(property.Name))
        {
            errors.Add($"'{place}' can be set in code only.");
        }
        else if (Items(property.PropertyType) is { } item)
        {
            RequireNoValue(section, place, "a list", errors);
            foreach (var child in section.GetChildren())
            {
                ReadValue(child, item, $"{place}:{child.Key}", right, errors);
            }
        }
        else
        {
            ReadValue(section, property.PropertyType, place, right, errors);
        }
    }

    private static void ReadValue(IConfigurationSection section, Type type, string place, Dictionary<string, string?> right, List<string> errors)
    {
        if (!IsScalar(type))
        {
            RequireNoValue(section, place, "an object", errors);
            foreach (var child in section.GetChildren())
            {
                Read(child, type, place, right, errors);
            }
        }
        else if (section.GetChildren().Any())
        {
            errors.Add($"{place} has parts of its own; it must be {Describe(type)}.");
        }
        else if (CanConvert(section.Value, type))
        {
            right.Add(place, section.Value);
        }
        else
        {
            errors.Add($"{place} is '{section.Value}'; it must be {Describe(type)}.");
        }
    }

    // An empty list or object comes as an empty value.
    private static void RequireNoValue(IConfigurationSection section, string place, string kind, List<string> errors)
    {
        if (!string.IsNullOrEmpty(section.Value))
        {
            errors.Add($"{place} is '{section.Value}'; it must be {kind}.");
        }
    }

    private static Type? Items(Type type)
        => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IList<>) ? type.GetGenericArguments()[0] : null;

    private static bool IsScalar(Type type)
        => Nullable.GetUnderlyingType(type) is not null || type.IsPrimitive || type.IsEnum || type == typeof(string) || type == typeof(TimeSpan);

    private static bool CanConvert(string? value, Type type)
    {
        if (value is null || type == typeof(string))
        {
            return true;
        }

        try
        {
            TypeDescriptor.GetConverter(type).ConvertFromInvariantString(value);
            return true;
        }
        catch (Exception error) when (error is FormatException or ArgumentException or NotSupportedException or OverflowException)
        {
            return false;
        }
    }

    private static string Describe(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type.IsEnum ? $"one of {string.Join(", ", Enum.GetNames(type))}"
            : type == typeof(bool) ? "true or false"
            : type == typeof(TimeSpan) ? "a time, such as 00:00:02"
            : type == typeof(string) ? "text"
            : type == typeof(double) ? "a number" : "a whole number";
    }
}
