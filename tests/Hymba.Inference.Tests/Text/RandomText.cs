using System.Text;
using CsCheck;

namespace Hymba.Inference.Tests.Text;

/// <summary>Random texts that hold what breaks tokenizers: runs, white space, control characters, every plane of Unicode.</summary>
internal static class RandomText
{
    private static readonly Gen<string> Character = Gen.OneOf(
        Gen.Char['a', 'e'].Select(c => c.ToString()),
        Gen.OneOf(" ", "  ", "\n", "\t", "\r\n", "the ", "<", ">", "/", "_", "::", "é", "😀", "你"),
        Gen.Int[0, 0x10FFFF].Where(Rune.IsValid).Where(value => value != 0x2581).Select(value => new Rune(value).ToString()));

    private static readonly Gen<string> Run = Gen.Select(
        Character, Gen.Int[1, 20], (c, count) => string.Concat(Enumerable.Repeat(c, count)));

    /// <summary>Valid Unicode without special tokens and without U+2581, which reads as a space.</summary>
    public static Gen<string> Valid { get; } = Gen.OneOf(Character, Character, Run).List[0, 30]
        .Select(string.Concat)
        .Where(text => !text.Contains("<s>", StringComparison.Ordinal));
}
