using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Reflection;
using System.Text;
using Hymba.Inference;
using Hymba.Inference.Queueing;
using Hymba.SemanticKernel.Telemetry;
using Hymba.Validation;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Hymba.SemanticKernel.Tests.Snippets;

/// <summary>docs/options.md names every option, every request and response property and every instrument, and nothing else.</summary>
public sealed class OptionsPageTests
{
    private static readonly string Page = MarkdownFile.Read("docs/options.md");

    public static TheoryData<Type> OptionTypes =>
    [
        typeof(HymbaEngineOptions), typeof(HymbaQueueOptions), typeof(HymbaChatClientOptions), typeof(HymbaHostingOptions),
        typeof(HymbaResilienceOptions), typeof(OutputValidationOptions), typeof(HymbaPromptExecutionSettings),
    ];

    [Theory]
    [MemberData(nameof(OptionTypes))]
    public void Every_option_is_listed_with_its_type_and_default(Type type)
    {
        PropertyInfo[] properties = [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.SetMethod is { IsPublic: true })];
        Dictionary<string, string[]> rows = MarkdownFile.Rows(Page, type.Name);
        Assert.Equal(properties.Select(property => property.Name).Order(StringComparer.Ordinal), rows.Keys.Order(StringComparer.Ordinal));
        object defaults = type == typeof(HymbaEngineOptions) ? new HymbaEngineOptions { ModelPath = "" } : Activator.CreateInstance(type)!;
        foreach (PropertyInfo property in properties)
        {
            string[] cells = rows[property.Name];
            Assert.Equal(4, cells.Length);
            Assert.Equal(TypeName(property), cells[0].Trim('`'));
            Assert.StartsWith(Default(property, defaults), cells[1], StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(typeof(HymbaRequestProperties))]
    [InlineData(typeof(HymbaResponseProperties))]
    public void Every_property_of_requests_and_responses_is_listed(Type type)
    {
        Dictionary<string, string[]> rows = MarkdownFile.Rows(Page, type.Name);
        FieldInfo[] names = type.GetFields(BindingFlags.Public | BindingFlags.Static);
        Assert.Equal(
            names.Select(name => $"{name.GetRawConstantValue()} `{name.Name}`").Order(StringComparer.Ordinal),
            rows.Select(row => $"{row.Key} {row.Value[0]}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(HymbaTelemetry.MeterName)]
    [InlineData("Hymba.Inference")]
    public async Task Every_instrument_is_listed_with_its_unit(string meter)
    {
        using IDisposable client = (await TinyModel.EngineAsync()).AsIChatClient();
        var published = new ConcurrentDictionary<string, string?>(StringComparer.Ordinal);
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter.Name == meter)
                {
                    published[instrument.Name] = instrument.Unit;
                }
            },
        };
        listener.Start();
        Dictionary<string, string[]> rows = MarkdownFile.Rows(Page, $"Meter {meter}");
        Assert.Equal(published.Keys.Order(StringComparer.Ordinal), rows.Keys.Order(StringComparer.Ordinal));
        Assert.All(rows, row => Assert.Equal(published[row.Key], row.Value[1]));
    }

    [Theory]
    [InlineData("", typeof(HymbaEngineOptions))]
    [InlineData("Queue", typeof(HymbaQueueOptions))]
    [InlineData("Chat", typeof(HymbaChatClientOptions))]
    [InlineData("Hosting", typeof(HymbaHostingOptions))]
    [InlineData("Resilience", typeof(HymbaResilienceOptions))]
    public void The_configuration_example_has_every_key_and_is_valid(string part, Type type)
    {
        string json = Assert.Single(MarkdownFile.Blocks(Page, "json"));
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(json));
        IConfigurationSection engine = new ConfigurationBuilder().AddJsonStream(stream).Build().GetSection("Hymba");
        IConfigurationSection section = part.Length == 0 ? engine : engine.GetSection(part);
        IEnumerable<string> expected = type.GetProperties()
            .Where(property => property.SetMethod is not null && !typeof(Delegate).IsAssignableFrom(property.PropertyType))
            .Select(property => property.Name)
            .Concat(part.Length == 0 ? ["Chat", "Hosting", "Resilience", "Validation"] : []);
        Assert.Equal(expected.Order(StringComparer.Ordinal), section.GetChildren().Select(child => child.Key).Order(StringComparer.Ordinal));
        object options = type == typeof(HymbaEngineOptions) ? new HymbaEngineOptions { ModelPath = "" } : Activator.CreateInstance(type)!;
        section.Bind(options);
        Assert.Empty((IReadOnlyList<string>)type.GetMethod("Validate")!.Invoke(options, null)!);
    }

    [Fact]
    public void The_configuration_example_of_output_validation_has_every_key_and_is_valid()
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(Assert.Single(MarkdownFile.Blocks(Page, "json"))));
        IConfigurationSection section = new ConfigurationBuilder().AddJsonStream(stream).Build().GetSection("Hymba:Validation");
        IEnumerable<string> expected = typeof(OutputValidationOptions).GetProperties().Select(property => property.Name)
            .Except(
            [
                nameof(OutputValidationOptions.Documents), nameof(OutputValidationOptions.Validators), nameof(OutputValidationOptions.Judges),
                nameof(OutputValidationOptions.SuffixModel),
            ]);
        Assert.Equal(expected.Order(StringComparer.Ordinal), section.GetChildren().Select(child => child.Key).Order(StringComparer.Ordinal));
        var services = new ServiceCollection();
        services.AddOutputValidation(section: section);
        using ServiceProvider provider = services.BuildServiceProvider();
        Assert.Equal(2, provider.GetRequiredService<IOptions<OutputValidationOptions>>().Value.Policies.Count);
        Assert.NotNull(provider.GetRequiredService<ValidationPipeline>());
    }

    private static string Default(PropertyInfo property, object defaults) => (property.Name, property.GetValue(defaults)) switch
    {
        (nameof(HymbaEngineOptions.ModelPath), _) => "required in code; `nano` where no registration and no configuration sets it",
        (_, HymbaQueueOptions) => "see below",
        (_, DocumentSlot) => "the documents of the request",
        (_, null) => "`null`",
        (_, bool value) => value ? "`true`" : "`false`",
        (_, object value) => $"`{Convert.ToString(value, CultureInfo.InvariantCulture)}`",
    };

    private static string TypeName(PropertyInfo property)
    {
        NullabilityInfo info = new NullabilityInfoContext().Create(property);
        return Name(info);

        static string Name(NullabilityInfo info)
        {
            Type type = Nullable.GetUnderlyingType(info.Type) ?? info.Type;
            string name = type.IsGenericType
                ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", info.GenericTypeArguments.Select(Name))}>"
                : Keyword(type);
            return info.ReadState == NullabilityState.Nullable ? $"{name}?" : name;
        }
    }

    private static string Keyword(Type type) => Type.GetTypeCode(type) switch
    {
        _ when type.IsEnum => type.Name,
        TypeCode.Boolean => "bool",
        TypeCode.Int32 => "int",
        TypeCode.Int64 => "long",
        TypeCode.Single => "float",
        TypeCode.Double => "double",
        TypeCode.String => "string",
        _ => type == typeof(object) ? "object" : type.Name,
    };
}
