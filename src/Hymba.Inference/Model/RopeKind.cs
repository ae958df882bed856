namespace Hymba.Inference.Model;

/// <summary>How the rotary base is chosen (config key <c>rope_type</c>).</summary>
public enum RopeKind
{
    /// <summary><c>default</c> or null: the base is <c>rope_theta</c>.</summary>
    Default,

    /// <summary><c>ntk</c>: the base is enlarged once from the ratio of the two context lengths, for all lengths.</summary>
    Ntk,

    /// <summary>
    /// <c>dynamic_ntk</c>: like <see cref="Default"/> up to <c>orig_max_position_embeddings</c>. Beyond it the base would change with
    /// every token and turn keys that are already cached, so the engine's context ends there.
    /// </summary>
    DynamicNtk,
}
