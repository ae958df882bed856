namespace Hymba.Inference.Adapters;

/// <summary>The tensor names of PEFT's adapter files.</summary>
internal static class LoraNames
{
    private const string Prefix = "base_model.model.";
    private const string FirstSuffix = ".lora_A.weight";
    private const string SecondSuffix = ".lora_B.weight";
    private const string WeightSuffix = ".weight";

    /// <summary>Name of the factor A, [r, in], of a weight.</summary>
    public static string First(string weightName) => Prefix + weightName[..^WeightSuffix.Length] + FirstSuffix;

    /// <summary>Name of the factor B, [out, r], of a weight.</summary>
    public static string Second(string weightName) => Prefix + weightName[..^WeightSuffix.Length] + SecondSuffix;

    /// <summary>The weight that a tensor is a factor of; null where it is none.</summary>
    public static string? WeightOf(string tensorName)
    {
        foreach (string suffix in new[] { FirstSuffix, SecondSuffix })
        {
            if (tensorName.StartsWith(Prefix, StringComparison.Ordinal) && tensorName.EndsWith(suffix, StringComparison.Ordinal)
                && tensorName.Length > Prefix.Length + suffix.Length)
            {
                return tensorName[Prefix.Length..^suffix.Length] + WeightSuffix;
            }
        }

        return null;
    }
}
