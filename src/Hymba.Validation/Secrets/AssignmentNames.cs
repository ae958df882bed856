using System.Buffers;

namespace Hymba.Validation.Secrets;

/// <summary>Names of variables and settings that hold credentials.</summary>
internal static class AssignmentNames
{
    private static readonly string[] Passwords = ["password", "passwd", "passwort", "passphrase", "pwd", "pgpassword", "userpass",
        "dbpass", "rootpass"];

    private static readonly string[] Tokens =
    [
        "apikey", "accesskey", "secretkey", "authkey", "privatekey", "encryptionkey", "signingkey", "masterkey", "accountkey",
        "sharedkey", "sharedaccesskey", "storagekey", "servicekey", "licensekey", "clientkey", "appkey", "applicationkey", "consumerkey",
        "hmackey", "sessionkey", "sshkey", "sastoken", "secret", "token", "credential", "credentials", "oauth", "auth", "bearer", "jwt",
        "cookie", "webhook", "creds", "cred", "secrets", "skey", "ikey", "subscriptionkey", "writekey", "readkey", "adminkey", "userkey", "publishkey",
        "insertkey", "querykey", "functionkey", "integrationkey", "deploykey", "rootkey",
    ];

    private static readonly string[] NotValues = ["lifetime", "length", "expir", "count", "limit", "type", "name", "url", "uri", "path",
        "file", "policy", "endpoint", "_id", "size", "ttl", "format", "field", "hint", "prompt", "regex", "max_tokens", "tokens",
        "tokenizer", "tokenize"];

    // Says what the value is, not what it is for.
    private static readonly string[] Fillers = ["string", "value", "text"];

    // Inside of a longer name: the value must look the part.
    private static readonly string[] Parts = ["secret", "apikey", "accesskey", "authtoken", "apitoken"];

    // Meant to be seen, of another kind, or made up: a part of the name says so.
    private static readonly SearchValues<string> NotSecret = SearchValues.Create(["public", "authenticity", "csrf", "xsrf", "jsonwebtoken",
        "wrong", "invalid", "nonmatching", "non_matching", "fake", "dummy", "bogus", "placeholder"], StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a name says that its value is none, whatever it looks like.</summary>
    public static bool SaysNo(ReadOnlySpan<char> name) => name.ContainsAny(NotSecret);

    /// <summary>Kind of a name; case, hyphens, dots and underscores aside.</summary>
    public static NameKind Classify(ReadOnlySpan<char> name)
    {
        if (name.Length > 8 && (name.EndsWith("accessid", StringComparison.OrdinalIgnoreCase) || name.EndsWith("access_id", StringComparison.OrdinalIgnoreCase)))
        {
            return ServiceNames.AreIn(name) ? NameKind.Service : NameKind.None;
        }

        if (SaysNo(name))
        {
            return NameKind.None;
        }

        foreach (string word in NotValues)
        {
            if (name.EndsWith(word, StringComparison.OrdinalIgnoreCase))
            {
                return NameKind.None;
            }
        }

        Span<char> letters = stackalloc char[name.Length];
        int length = 0;
        foreach (char character in name)
        {
            if (char.IsAsciiLetterOrDigit(character))
            {
                letters[length++] = char.ToLowerInvariant(character);
            }
        }

        ReadOnlySpan<char> plain = WithoutFiller(letters[..length]);
        return EndsWithAny(plain, Passwords) || plain is "pass" || IsBundler(name) ? NameKind.Password
            : EndsWithAny(plain, Tokens) || (plain.EndsWith("key") && ServiceNames.AreIn(name)) ? NameKind.Token
            : ServiceNames.AreIn(name) ? NameKind.Service
            : plain is "key" || ContainsAny(plain, Parts) ? NameKind.Vague
            : NameKind.None;
    }

    private static ReadOnlySpan<char> WithoutFiller(ReadOnlySpan<char> name)
    {
        foreach (string filler in Fillers)
        {
            if (name.Length > filler.Length && name.EndsWith(filler))
            {
                return name[..^filler.Length];
            }
        }

        return name;
    }

    private static bool ContainsAny(ReadOnlySpan<char> name, string[] words)
    {
        foreach (string word in words)
        {
            if (name.Contains(word, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    // Bundler's settings name a host and hold user:password.
    private static bool IsBundler(ReadOnlySpan<char> name)
        => name.StartsWith("BUNDLE_", StringComparison.Ordinal) && name.Contains("__", StringComparison.Ordinal);

    private static bool EndsWithAny(ReadOnlySpan<char> name, string[] words)
    {
        foreach (string word in words)
        {
            int at = name.LastIndexOf(word);
            if (at >= 0 && name[(at + word.Length)..].IndexOfAnyExceptInRange('0', '9') < 0)
            {
                return true;
            }
        }

        return false;
    }
}
