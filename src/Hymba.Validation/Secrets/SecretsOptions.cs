namespace Hymba.Validation.Secrets;

/// <summary>What <see cref="SecretsValidator"/> looks for. Copied at construction.</summary>
public sealed record SecretsOptions
{
    /// <summary>Whether quoted strings that merely look random are reported. Default: yes, with a confidence of one half.</summary>
    public bool DetectEntropy { get; init; } = true;

    /// <summary>Whether base64, hexadecimal and percent-encoded runs are decoded and searched too. Default: yes.</summary>
    public bool DetectEncoded { get; init; } = true;
}
