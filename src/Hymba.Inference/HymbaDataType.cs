namespace Hymba.Inference;

/// <summary>The number type in which a model's matrices are kept and multiplied. Statistics, softmax and scan are float32 in all of them.</summary>
public enum HymbaDataType
{
    /// <summary>16-bit brain float, the type of the published weights and the default.</summary>
    BFloat16,

    /// <summary>16-bit IEEE half.</summary>
    Float16,

    /// <summary>32-bit float: the reference for correctness; twice the memory.</summary>
    Float32,
}
