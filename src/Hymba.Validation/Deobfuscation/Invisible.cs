namespace Hymba.Validation.Deobfuscation;

/// <summary>Characters that show nothing: used to hide text or to split words.</summary>
internal static class Invisible
{
    /// <summary>Tag characters, which spell ASCII invisibly.</summary>
    public static bool IsTag(int rune) => rune is >= 0xE0000 and <= 0xE007F;

    /// <summary>Embeddings, overrides, isolates.</summary>
    public static bool IsBidiControl(int rune) => rune is >= 0x202A and <= 0x202E or >= 0x2066 and <= 0x2069;

    /// <summary>Variation selectors of all planes.</summary>
    public static bool IsVariationSelector(int rune)
        => rune is >= 0xFE00 and <= 0xFE0F or >= 0xE0100 and <= 0xE01EF or >= 0x180B and <= 0x180D;

    /// <summary>Zero width and filler characters, directional marks, soft hyphen.</summary>
    public static bool IsZeroWidth(int rune)
        => rune is 0xAD or 0x34F or 0x61C or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or 0x180E or 0x3164 or 0xFEFF or 0xFFA0
            or >= 0x200B and <= 0x200F or >= 0x2060 and <= 0x2065 or >= 0x206A and <= 0x206F or >= 0xFFF9 and <= 0xFFFB
            or >= 0x1D173 and <= 0x1D17A or >= 0x1BCA0 and <= 0x1BCA3;

    /// <summary>Accents that are laid over the letter before.</summary>
    public static bool IsCombining(int rune)
        => rune is >= 0x300 and <= 0x36F or >= 0x1AB0 and <= 0x1AFF or >= 0x1DC0 and <= 0x1DFF or >= 0x20D0 and <= 0x20FF;

    /// <summary>Whether the text that detectors see goes without it.</summary>
    public static bool IsDropped(int rune)
        => rune >= 0xAD && (IsTag(rune) || IsBidiControl(rune) || IsZeroWidth(rune) || IsCombining(rune) || IsVariationSelector(rune));
}
