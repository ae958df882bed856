namespace Hymba.Inference.Model;

/// <summary>The activation of the feed-forward block (config key <c>mlp_hidden_act</c>).</summary>
public enum MlpActivation
{
    /// <summary><c>silu</c>: down(silu(gate(n)) * up(n)).</summary>
    Silu,

    /// <summary><c>relu2</c>: down(relu(up(n))^2), without a gate.</summary>
    ReluSquared,
}
