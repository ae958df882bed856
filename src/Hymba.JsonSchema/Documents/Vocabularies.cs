namespace Hymba.JsonSchema.Documents;

/// <summary>The vocabularies whose keywords are understood.</summary>
[Flags]
internal enum Vocabularies
{
    /// <summary>References and identifiers, which no dialect lacks.</summary>
    Core = 0,
    Applicator = 1,
    Unevaluated = 2,
    Validation = 4,
    Format = 8,

    /// <summary><c>format</c> refuses values, whatever the options say.</summary>
    FormatAssertion = 16,

    /// <summary>Title, description, default and their like, which never refuse anything.</summary>
    Annotation = 32,
    Usual = Applicator | Unevaluated | Validation | Format | Annotation,
}
