using System.Buffers.Binary;
using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;

namespace Hymba.Validation.Secrets;

/// <summary>Keys that issuers and public projects print in their own documents and programs: who repeats one tells no secret.</summary>
internal static class PublishedSamples
{
    // The first eight bytes of SHA-256.
    private static readonly FrozenSet<ulong> Hashes = new ulong[]
    {
        0x2037ABCAFFB2B777,
        0x27A9A42931DFF7EB,
        0x3A8B61D0F636B007,
        0x3F370C9DD8225C63,
        0x4C98242DCADC8B29,
        0xA19F89AB3555EAC1,
        0xDC0FCF046C61640C,
        0xE4A5542BB7FD7B67,
        0xEA9BB1082CF95663,
    }.ToFrozenSet();

    /// <summary>Whether a token is one of them.</summary>
    public static bool Contain(ReadOnlySpan<char> token)
    {
        Span<byte> bytes = stackalloc byte[256];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        if (!Encoding.ASCII.TryGetBytes(token, bytes, out int written))
        {
            return false;
        }

        SHA256.HashData(bytes[..written], hash);
        return Hashes.Contains(BinaryPrimitives.ReadUInt64BigEndian(hash));
    }
}
