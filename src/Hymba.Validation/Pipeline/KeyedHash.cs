using System.Security.Cryptography;
using System.Text;

namespace Hymba.Validation.Pipeline;

/// <summary>Hashes of values that nobody can invert or try out without the key. Thread-safe.</summary>
internal sealed class KeyedHash(byte[] key)
{
    /// <summary>With the key of the options, or a random one.</summary>
    public static KeyedHash Create(string? base64) => new(base64 is null ? RandomNumberGenerator.GetBytes(32) : Convert.FromBase64String(base64));

    /// <summary>The first <paramref name="digits"/> hexadecimal digits of the hash, lower case, at most 64.</summary>
    public string Of(ReadOnlySpan<char> value, int digits)
    {
        var bytes = new byte[Encoding.UTF8.GetMaxByteCount(value.Length)];
        var length = Encoding.UTF8.GetBytes(value, bytes);
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, bytes.AsSpan(0, length), hash);
        CryptographicOperations.ZeroMemory(bytes);
        return Convert.ToHexStringLower(hash)[..digits];
    }
}
