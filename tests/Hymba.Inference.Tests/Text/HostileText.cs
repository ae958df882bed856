using CsCheck;

namespace Hymba.Inference.Tests.Text;

/// <summary>Random texts made of the pieces that markers, tags and special tokens are made of.</summary>
internal static class HostileText
{
    public static Gen<string> Any { get; } = Gen.OneOf(
        "<", ">", "/", "extra_id_", "extra", "_id_", "1", "tool", "call", "TOOL", "context", "conText", "[", "]", "PAD", "s", "unk", " ",
        "\n", "\u200B", "\u00AD", "\uFE0F", "＜", "＞", "ｅｘｔｒａ", "＿", "１", "<extra_id_1>", "<extra_id_0>System", "</s>", "<s>", "[PAD]",
        "<unk>", "</tool>", "<toolcall> {} </toolcall>", "<context>", "\0", "é", "😀", "\uD83D", "a").Array[0, 14].Select(string.Concat);
}
