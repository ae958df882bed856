using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Hymba.Validation;
using Hymba.Validation.Policies;

namespace Hymba.Cli.Validating;

/// <summary>Options of output validation as a JSON object, with the names of <see cref="OutputValidationOptions"/>. Not thread-safe.</summary>
internal sealed class ValidationOptionsFile
{
    // Nobody waits for the next word here, and a busy machine must not make a verdict.
    private static readonly TimeSpan ValidatorTimeout = TimeSpan.FromMinutes(1);

    private static readonly JsonDocumentOptions Form = new()
    {
        AllowDuplicateProperties = false,
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
    };

    private static readonly JsonSerializerOptions Format = new()
    {
        PropertyNameCaseInsensitive = true,
        AllowDuplicateProperties = false,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        PreferredObjectCreationHandling = JsonObjectCreationHandling.Populate,
        Converters = { new NamedEnumConverter() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { Adapt } },
    };

    private readonly JsonNode _json;
    private readonly string _path;
    private readonly IReadOnlyList<string> _errors;
    private readonly IReadOnlyList<string> _shifted;

    private ValidationOptionsFile(JsonNode json, string path)
    {
        (_json, _path) = (json, path);
        var repair = new JsonRepair(json);
        var errors = new List<string>();
        while (true)
        {
            try
            {
                Create();
                break;
            }
            catch (JsonException error)
            {
                string? place = repair.Remove(error);
                errors.Add(Describe(place ?? error.Path, error));
                if (place is null)
                {
                    throw new ToolException($"Cannot read '{path}': {string.Join(' ', errors)}", error);
                }
            }
        }

        (_errors, _shifted) = (errors, repair.Shifted);
    }

    /// <summary>Reads options; what a validator may take is one minute where nothing is said.</summary>
    /// <param name="json">The text of the file.</param>
    /// <param name="path">Its name, for errors.</param>
    /// <returns>The file, which may hold errors: see <see cref="ThrowIfWrong"/>.</returns>
    /// <exception cref="ToolException">It is no JSON object.</exception>
    public static ValidationOptionsFile Parse(string json, string path)
    {
        try
        {
            return new(JsonNode.Parse(json, documentOptions: Form) ?? throw new ToolException($"Cannot read '{path}': it is null; an object is needed."), path);
        }
        catch (JsonException error)
        {
            throw new ToolException($"Cannot read '{path}': {Describe(error.Path, error)}", error);
        }
    }

    /// <summary>New options, without what could not be read.</summary>
    public OutputValidationOptions Create() => _json.Deserialize<OutputValidationOptions>(Format)!;

    /// <summary>Names all errors together.</summary>
    /// <param name="failures">What is wrong with the options that could be read.</param>
    /// <exception cref="ToolException">There are errors.</exception>
    public void ThrowIfWrong(IEnumerable<string> failures)
    {
        // Where an item of a list could not be read, the others have moved up.
        string[] right = [.. failures.Where(failure => !_shifted.Any(list => failure.StartsWith(list, StringComparison.Ordinal)))];
        if (_errors.Count > 0)
        {
            throw new ToolException($"Cannot read '{_path}': {string.Join(' ', _errors.Concat(right))}");
        }

        if (right.Length > 0)
        {
            throw new ToolException(string.Join(' ', right));
        }
    }

    private static string Describe(string? place, JsonException error)
        => $"{(place is null or "$" ? string.Empty : $"{place.TrimStart('$', '.')}: ")}{error.Message.Split(" Path: ")[0]}";

    private static void Adapt(JsonTypeInfo type)
    {
        if (type.Type == typeof(OutputValidationOptions))
        {
            type.CreateObject = () => new OutputValidationOptions { ValidatorTimeout = ValidatorTimeout };
            foreach (JsonPropertyInfo property in type.Properties.Where(property => ConfiguredOptions.CodeOnly.Contains(property.Name)).ToArray())
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
