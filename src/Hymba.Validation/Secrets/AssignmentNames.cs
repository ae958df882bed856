namespace Hymba.Validation.Secrets;

/// <summary>What the name of a variable says about its value.</summary>
internal enum NameKind
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A password: short, perhaps a word with digits.</summary>
    Password,

    /// <summary>A key or token: long and random.</summary>
    Token,

    /// <summary>A service that issues keys: random and of a key's length.</summary>
    Service,
}

/// <summary>Names of variables and settings that hold credentials.</summary>
internal static class AssignmentNames
{
    private static readonly string[] Passwords = ["password", "passwd", "passwort", "passphrase", "pwd", "pgpassword", "userpass", "dbpass", "rootpass"];

    private static readonly string[] Tokens =
    [
        "apikey", "accesskey", "secretkey", "authkey", "privatekey", "encryptionkey", "signingkey", "masterkey", "accountkey", "sharedkey", "sharedaccesskey",
        "storagekey", "servicekey", "licensekey", "clientkey", "appkey", "applicationkey", "consumerkey", "hmackey", "sessionkey", "sshkey", "sastoken", "secret",
        "token", "credential", "credentials", "oauth", "auth", "bearer", "jwt", "cookie", "webhook",
    ];

    private static readonly string[] Services =
    [
        "adafruit", "adobe", "airtable", "algolia", "alibaba", "asana", "atlassian", "authress", "beamer", "bitbucket", "bittrex", "cisco", "clickup", "cloudflare",
        "codecov", "cohere", "coinbase", "confluent", "contentful", "databricks", "datadog", "digitalocean", "discord", "droneci", "dropbox", "etsy", "facebook",
        "fastly", "finicity", "finnhub", "flickr", "freshbooks", "gcp", "gitter", "gocardless", "grafana", "heroku", "hubspot", "infracost", "intercom", "jfrog",
        "artifactory", "jira", "confluence", "kraken", "kucoin", "launchdarkly", "linear", "linkedin", "lob", "looker", "mailchimp", "mailgun", "mapbox", "mattermost", "maxmind",
        "messagebird", "netlify", "newrelic", "new-relic", "new_relic", "nytimes", "octopus", "okta", "openai", "plaid", "plivo", "privateai", "rapidapi", "sendbird",
        "sendgrid", "sentry", "sidekiq", "snyk", "sonar", "sourcegraph", "square", "squarespace", "sumo", "sumologic", "telegram", "telegr", "travis", "trello",
        "twilio", "twitch", "twitter", "typeform", "yandex", "zendesk",
    ];

    private static readonly string[] NotValues = ["lifetime", "length", "expir", "count", "limit", "type", "name", "url", "uri", "path", "file", "policy", "endpoint", "_id", "size", "ttl", "format", "field", "hint", "prompt", "regex", "max_tokens", "tokens", "tokenizer", "tokenize"];

    /// <summary>Kind of a name; case, hyphens, dots and underscores aside.</summary>
    public static NameKind Classify(ReadOnlySpan<char> name)
    {
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
        return EndsWithAny(plain, Passwords) || plain is "pass" ? NameKind.Password
            : EndsWithAny(plain, Tokens) || (plain.EndsWith("key") && ContainsAny(plain, Services)) ? NameKind.Token
            : ContainsAny(plain, Services) ? NameKind.Service
            : NameKind.None;
    }

    private static bool EndsWithAny(ReadOnlySpan<char> name, string[] words)
    {
        foreach (string word in words)
        {
            int at = name.LastIndexOf(word);
            if (at >= 0 && name.Length - at - word.Length <= 2)
            {
                return true;
            }
        }

        return false;
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
}
