namespace Hymba.Validation.Banned;

/// <summary>Settings of <see cref="BannedTextValidator"/>.</summary>
public sealed class BannedTextOptions
{
    /// <summary>Texts that must not occur. Default: none.</summary>
    public IList<string> Substrings { get; init; } = [];

    /// <summary>
    /// Regular expressions that must not match. Those without look-around, back references and anchors inside settle while a text streams and
    /// match at most 512 units, the longest; one that needs more makes the validator wait for the whole text. Default: none.
    /// </summary>
    public IList<string> Patterns { get; init; } = [];

    /// <summary>Case does not matter. Default: false.</summary>
    public bool IgnoreCase { get; set; }

    /// <summary>Substrings count only as whole words. Default: false.</summary>
    public bool WholeWords { get; set; }
}
