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

    /// <summary>
    /// 8-bit integers with a scale for 64 weights in the large matrices of the layers, bfloat16 in the others: half of the memory and twice the speed of
    /// <see cref="BFloat16"/>, hardly a difference in quality. CPU only; rounded while loading.
    /// </summary>
    Int8,

    /// <summary>4-bit integers with a scale for 32 weights, fitted to the least error; else as <see cref="Int8"/>. Small models lose some quality.</summary>
    Int4,
}
