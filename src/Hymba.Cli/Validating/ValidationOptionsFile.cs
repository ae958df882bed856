using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Hymba.Validation;

namespace Hymba.Cli.Validating;

/// <summary>Options of output validation as a JSON object, with the names of <see cref="OutputValidationOptions"/>.</summary>
internal static class ValidationOptionsFile
{
    // Nobody waits for the next word here, and a busy machine must not make a verdict.
    private static readonly TimeSpan ValidatorTimeout = TimeSpan.FromMinutes(1);

    // What only code can give.
    private static readonly string[] Objects =
    [
        nameof(OutputValidationOptions.Validators), nameof(OutputValidationOptions.Judges), nameof(OutputValidationOptions.Documents),
        nameof(OutputValidationOptions.SuffixModel),
    ];

    private static readonly JsonSerializerOptions Format = new()
    {
        PropertyNameCaseInsensitive = true,
        AllowDuplicateProperties = false,
        AllowTrailingCommas = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        PreferredObjectCreationHandling = JsonObjectCreationHandling.Populate,
        Converters = { new NamedEnumConverter() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { Adapt } },
    };

    /// <summary>Reads options; what a validator may take is one minute where nothing is said.</summary>
    /// <param name="json">The text of the file.</param>
    /// <param name="path">Its name, for errors.</param>
    /// <exception cref="ToolException">A name is unknown or a value impossible.</exception>
    public static OutputValidationOptions Parse(string json, string path)
    {
        try
        {
            return JsonSerializer.Deserialize<OutputValidationOptions>(json, Format)
                ?? throw new ToolException($"Cannot read '{path}': it is null; an object is needed.");
        }
        catch (JsonException error)
        {
            string place = error.Path is null or "$" ? string.Empty : $"{error.Path.TrimStart('$', '.')}: ";
            throw new ToolException($"Cannot read '{path}': {place}{error.Message.Split(" Path: ")[0]}", error);
        }
    }

    private static void Adapt(JsonTypeInfo type)
    {
        if (type.Type == typeof(OutputValidationOptions))
        {
            type.CreateObject = () => new OutputValidationOptions { ValidatorTimeout = ValidatorTimeout };
            foreach (JsonPropertyInfo property in type.Properties.Where(property => Objects.Contains(property.Name)).ToArray())
            {
                type.Properties.Remove(property);
            }
        }
    }

    private sealed class NamedEnumConverter : JsonConverterFactory
    {
        public override bool CanConvert(Type typeToConvert) => typeToConvert.IsEnum;

        public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options)
            => (JsonConverter)Activator.CreateInstance(typeof(Named<>).MakeGenericType(typeToConvert))!;
    }

    private sealed class Named<T> : JsonConverter<T>
        where T : struct, Enum
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            string? name = reader.TokenType is JsonTokenType.String ? reader.GetString() : null;
            string? known = Enum.GetNames<T>().FirstOrDefault(candidate => candidate.Equals(name, StringComparison.OrdinalIgnoreCase));
            return known is not null
                ? Enum.Parse<T>(known)
                : throw new JsonException($"{(name is null ? reader.TokenType.ToString() : $"'{name}'")} is none of {string.Join(", ", Enum.GetNames<T>())}.");
        }

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}
