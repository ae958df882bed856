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
        "cookie", "webhook",
    ];

    private static readonly string[] Services =
    [
        "adafruit", "adobe", "airtable", "algolia", "alibaba", "asana", "atlassian", "authress", "beamer", "bitbucket", "bittrex",
        "cisco", "clickup", "cloudflare", "codecov", "cohere", "coinbase", "confluent", "contentful", "databricks", "datadog",
        "digitalocean", "discord", "droneci", "dropbox", "etsy", "facebook", "fastly", "finicity", "finnhub", "flickr", "freshbooks",
        "gcp", "gitter", "gocardless", "grafana", "heroku", "hubspot", "ibm", "infracost", "intercom", "jfrog", "artifactory", "jira",
        "confluence", "kraken", "kucoin", "launchdarkly", "linear", "linkedin", "lob", "looker", "mailchimp", "mailgun", "mapbox",
        "mattermost", "maxmind", "messagebird", "netlify", "newrelic", "new-relic", "new_relic", "nytimes", "octopus", "okta", "openai",
        "plaid", "plivo", "privateai", "rapidapi", "sendbird", "sendgrid", "sentry", "sidekiq", "snyk", "sonar", "sourcegraph", "square",
        "softlayer", "cloudant", "squarespace", "sumo", "sumologic", "telegram", "telegr", "travis", "trello", "twilio", "twitch", "twitter", "typeform",
        "yandex", "zendesk",
    ];

    private static readonly string[] NotValues = ["lifetime", "length", "expir", "count", "limit", "type", "name", "url", "uri", "path",
        "file", "policy", "endpoint", "_id", "size", "ttl", "format", "field", "hint", "prompt", "regex", "max_tokens", "tokens",
        "tokenizer", "tokenize"];

    // Meant to be seen, or of another kind: a part of the name says so.
    private static readonly SearchValues<string> NotSecret = SearchValues.Create(["public", "authenticity", "csrf", "xsrf", "jsonwebtoken"], StringComparison.OrdinalIgnoreCase);

    /// <summary>Kind of a name; case, hyphens, dots and underscores aside.</summary>
    public static NameKind Classify(ReadOnlySpan<char> name)
    {
        if (name.Length > 8 && (name.EndsWith("accessid", StringComparison.OrdinalIgnoreCase) || name.EndsWith("access_id", StringComparison.OrdinalIgnoreCase)))
        {
            return HasService(name) ? NameKind.Service : NameKind.None;
        }

        if (name.ContainsAny(NotSecret))
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

        ReadOnlySpan<char> plain = letters[..length];
        return EndsWithAny(plain, Passwords) || plain is "pass" || IsBundler(name) ? NameKind.Password
            : EndsWithAny(plain, Tokens) || (plain.EndsWith("key") && HasService(name)) ? NameKind.Token
            : HasService(name) ? NameKind.Service
            : NameKind.None;
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

    // As a part of its own: at an underscore, a hyphen, a dot, or a change of case.
    private static bool HasService(ReadOnlySpan<char> name)
    {
        foreach (string service in Services)
        {
            int at = name.IndexOf(service, StringComparison.OrdinalIgnoreCase);
            if (at < 0)
            {
                continue;
            }

            int end = at + service.Length;
            bool begins = at == 0 || !char.IsAsciiLetter(name[at - 1])
                || (char.IsAsciiLetterUpper(name[at]) && char.IsAsciiLetterLower(name[at - 1]));
            bool ends = end == name.Length || !char.IsAsciiLetterLower(name[end]);
            if (begins && ends)
            {
                return true;
            }
        }

        return false;
    }
}
