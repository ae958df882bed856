namespace Hymba.Validation.Exfiltration;

/// <summary>Settings of <see cref="ExfiltrationValidator"/>.</summary>
public sealed class ExfiltrationOptions
{
    /// <summary>Hosts from which anything may be fetched, with the hosts below them. Default: none.</summary>
    public IList<string> AllowedHosts { get; init; } = [];

    /// <summary>Every image of another host is a finding, not only those whose URL carries data. Default: false.</summary>
    public bool FlagAllExternalImages { get; set; }
}
