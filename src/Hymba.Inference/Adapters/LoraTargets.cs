namespace Hymba.Inference.Adapters;

/// <summary>The matrices of a Hymba model that a LoRA adapter can change.</summary>
internal static class LoraTargets
{
    private const string WeightSuffix = ".weight";

    // PEFT compares a target with the last parts of a module's path, and members of a list of modules end with their number.
    private static readonly (string Target, string Module)[] Modules =
    [
        ("in_proj", "in_proj"), ("out_proj", "out_proj"), ("x_proj", "x_proj.0"), ("dt_proj", "dt_proj.0"),
        ("gate_proj", "gate_proj"), ("up_proj", "up_proj"), ("down_proj", "down_proj"),
    ];

    /// <summary>All targets.</summary>
    public static IReadOnlyList<string> Known { get; } = [.. Modules.Select(module => module.Target)];

    /// <summary>What is adapted where nothing else is said: the projections into and out of the mixer.</summary>
    public static IReadOnlyList<string> Default { get; } = ["in_proj", "out_proj"];

    /// <summary>The name under which PEFT knows a target.</summary>
    public static string PeftName(string target) => Modules.Single(module => module.Target == target).Module;

    /// <summary>The target that a weight belongs to; null where it cannot be adapted.</summary>
    public static string? Of(string weightName)
        => weightName.EndsWith(WeightSuffix, StringComparison.Ordinal)
            ? Modules.FirstOrDefault(module => IsModule(weightName[..^WeightSuffix.Length], module.Module)).Target
            : null;

    /// <summary>Whether a module's path is one that PEFT's target name means.</summary>
    public static bool IsModule(string path, string target) => path == target || path.EndsWith("." + target, StringComparison.Ordinal);
}
