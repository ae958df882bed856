namespace Hymba.Validation.Deobfuscation;

/// <summary>The ASCII that a character stands for or looks like.</summary>
internal static class PlainForms
{
    /// <summary>Looks a character up.</summary>
    /// <param name="rune">Its code point.</param>
    /// <param name="plain">The ASCII character.</param>
    /// <returns>Whether there is one.</returns>
    public static bool TryFind(int rune, out char plain)
        => CompatibilityForms.Table.TryGetValue(rune, out plain) || LookAlikes.Table.TryGetValue(rune, out plain);
}
