namespace Hymba.Inference.Forward;

/// <summary>Names of the intermediate results that a <see cref="StageObserver"/> sees, in order of computation.</summary>
internal static class Stages
{
    public const string LayerInput = "hidden";
    public const string InputNorm = "input_norm";
    public const string InProjection = "in_proj";
    public const string Query = "q_rope";
    public const string Key = "k_rope";
    public const string Value = "v";
    public const string Attention = "attn_out";
    public const string Convolution = "conv_out";
    public const string ScanParameters = "x_proj";
    public const string TimeStepNorm = "dt_norm";
    public const string InputGateNorm = "B_norm";
    public const string OutputGateNorm = "C_norm";
    public const string TimeStepProjection = "dt_proj_no_bias";
    public const string TimeStep = "delta";
    public const string ScanUngated = "scan_ungated";
    public const string Scan = "scan_out";
    public const string AttentionNorm = "attn_avg_norm";
    public const string ScanNorm = "scan_avg_norm";
    public const string OutProjection = "out_proj";
    public const string MlpNorm = "ffn_norm";
    public const string MlpOutput = "ffn_out";
}
