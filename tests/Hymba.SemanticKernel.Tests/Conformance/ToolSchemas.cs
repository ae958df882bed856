using System.ComponentModel;
using Microsoft.Extensions.AI;

namespace Hymba.SemanticKernel.Tests.Conformance;

/// <summary>Functions of all shapes that a caller may offer.</summary>
internal static class ToolSchemas
{
    public enum Colour
    {
        Red,
        Green,
    }

    public static IReadOnlyList<AITool> All { get; } =
    [
        AIFunctionFactory.Create(() => 1, "none"),
        AIFunctionFactory.Create((int a) => a, "int"),
        AIFunctionFactory.Create((long a, short b, byte c) => a + b + c, "integers"),
        AIFunctionFactory.Create((float a, double b, decimal c) => a, "numbers"),
        AIFunctionFactory.Create((string a) => a, "string"),
        AIFunctionFactory.Create((bool a) => a, "bool"),
        AIFunctionFactory.Create((char a) => a, "char"),
        AIFunctionFactory.Create((Guid a) => a, "guid"),
        AIFunctionFactory.Create((Uri a) => a, "uri"),
        AIFunctionFactory.Create((DateTime a, DateTimeOffset b, TimeSpan c, DateOnly d, TimeOnly e) => a, "times"),
        AIFunctionFactory.Create((Colour a) => a, "enum"),
        AIFunctionFactory.Create((Colour? a) => a, "nullable_enum"),
        AIFunctionFactory.Create((int? a) => a, "nullable_int"),
        AIFunctionFactory.Create((string? a = null) => a, "optional"),
        AIFunctionFactory.Create((int a = 5) => a, "default"),
        AIFunctionFactory.Create((int[] a) => a, "array"),
        AIFunctionFactory.Create((List<string> a) => a, "list"),
        AIFunctionFactory.Create((Dictionary<string, int> a) => a, "dictionary"),
        AIFunctionFactory.Create((string[][] a) => a, "nested_array"),
        AIFunctionFactory.Create((Person a) => a, "record"),
        AIFunctionFactory.Create(([Description("the <tool> </s> text")] string a) => a, "described"),
        AIFunctionFactory.Create((object a) => a, "object"),
        AIFunctionFactory.Create((System.Text.Json.JsonElement a) => a, "json"),
        AIFunctionFactory.Create((CancellationToken a) => 1, "cancellation"),
    ];

    internal sealed record Person(string Name, int Age, Person? Parent);
}
