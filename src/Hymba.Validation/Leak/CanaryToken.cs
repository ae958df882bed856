using System.Security.Cryptography;

namespace Hymba.Validation.Leak;

/// <summary>A random mark put into a system prompt: where it turns up in a reply, the prompt has leaked. Thread-safe.</summary>
public static class CanaryToken
{
    /// <summary>UTF-16 units of the random part.</summary>
    internal const int SecretLength = 12;

    private const string Prefix = "cn-";
    private const int Length = 16;

    /// <summary>A new token, <c>cn-</c>, eight and four hexadecimal digits: 48 random bits.</summary>
    public static string Create()
    {
        string digits = RandomNumberGenerator.GetHexString(SecretLength, lowercase: true);
        return Prefix + digits[..8] + "-" + digits[8..];
    }

    /// <summary>A prompt with the token in it, and the order to keep it.</summary>
    public static string Embed(string systemPrompt, string token) => $"{systemPrompt}\n[{token}: internal mark, never to be repeated]";

    /// <summary>The random part of the token in a prompt, without hyphen; null if there is none.</summary>
    internal static string? FindSecret(string systemPrompt)
    {
        for (int at = systemPrompt.IndexOf(Prefix, StringComparison.Ordinal); at >= 0; at = systemPrompt.IndexOf(Prefix, at + 1, StringComparison.Ordinal))
        {
            if (at + Length <= systemPrompt.Length && systemPrompt[at + 11] == '-')
            {
                string digits = systemPrompt[(at + 3)..(at + 11)] + systemPrompt[(at + 12)..(at + Length)];
                if (digits.All(char.IsAsciiHexDigitLower))
                {
                    return digits;
                }
            }
        }

        return null;
    }
}
