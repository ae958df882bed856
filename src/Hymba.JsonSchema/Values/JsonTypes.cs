namespace Hymba.JsonSchema.Values;

/// <summary>The types of JSON Schema as a set.</summary>
[Flags]
internal enum JsonTypes
{
    None = 0,
    Null = 1,
    Boolean = 2,
    Object = 4,
    Array = 8,
    Number = 16,
    String = 32,

    /// <summary>A number without a fractional part; a subset of <see cref="Number"/>.</summary>
    Integer = 64,
}
