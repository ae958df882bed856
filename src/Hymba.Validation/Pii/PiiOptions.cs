namespace Hymba.Validation.Pii;

/// <summary>What <see cref="PiiValidator"/> looks for. Copied at construction.</summary>
public sealed record PiiOptions
{
    /// <summary>Entity types or rule ids to look for (<c>CREDIT_CARD</c>, <c>pii.credit-card</c>). Default: null, all.</summary>
    public IReadOnlyCollection<string>? Types { get; init; }

    /// <summary>Whether base64, hexadecimal and percent-encoded runs are decoded and searched too. Default: yes.</summary>
    public bool DetectEncoded { get; init; } = true;
}
