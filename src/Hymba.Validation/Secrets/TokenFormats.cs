using Hymba.Validation.Scanning;
using static Hymba.Validation.Scanning.CharSet;

namespace Hymba.Validation.Secrets;

/// <summary>Tokens by prefix, as their issuers document them; the longer prefix before the shorter.</summary>
internal static class TokenFormats
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private static readonly CharSet Percent = new(Alphabet + "%");
    private static readonly CharSet Padded = new(Alphabet + "-_.=");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<TokenFormat> All { get; } =
    [
        new("aws-access-key", "AKIA", UpperAlphanumeric, 16, 16),
        new("aws-access-key", "ASIA", UpperAlphanumeric, 16, 16),
        new("aws-access-key", "ABIA", UpperAlphanumeric, 16, 16),
        new("aws-access-key", "ACCA", UpperAlphanumeric, 16, 16),
        new("aws-access-key", "A3T", UpperAlphanumeric, 17, 17),
        new("aws-bedrock-key", "ABSK", PaddedBase64, 109, 271) { NeedsDigit = true },
        new("aws-bedrock-key", "bedrock-api-key-YmVkcm9jay5hbWF6b25hd3MuY29t", PaddedBase64, 0, 4000),
        new("github-token", "ghp_", Alphanumeric, 36, 255),
        new("github-token", "gho_", Alphanumeric, 36, 255),
        new("github-token", "ghu_", Alphanumeric, 36, 255),
        new("github-token", "ghs_", Alphanumeric, 36, 255),
        new("github-token", "ghr_", Alphanumeric, 36, 255),
        new("github-token", "github_pat_", Token, 36, 255),
        new("gitlab-token", "glpat-", Dotted, 20, 320),
        new("gitlab-token", "gldt-", Token, 20, 50),
        new("gitlab-token", "glrt-", Token, 20, 50),
        new("gitlab-token", "glptt-", Token, 40, 40),
        new("gitlab-token", "glft-", Token, 20, 50),
        new("gitlab-token", "glimt-", Token, 25, 25),
        new("gitlab-token", "glsoat-", Token, 20, 50),
        new("gitlab-token", "glagent-", Token, 50, 1024),
        new("gitlab-token", "glcbt-", Token, 20, 50),
        new("gitlab-token", "glffct-", Token, 20, 50),
        new("gitlab-token", "gloas-", Token, 64, 64),
        new("gitlab-token", "GR1348941", Token, 20, 50),
        new("gitlab-token", "_gitlab_session=", Alphanumeric, 32, 32),
        new("slack-token", "xoxe.xoxp-", Token, 100, 300),
        new("slack-token", "xoxe.xoxb-", Token, 100, 300),
        new("slack-token", "xoxe-", Token, 100, 300),
        new("slack-token", "xapp-", Token, 30, 160) { NeedsDigit = true },
        new("stripe-key", "sk_live_", Alphanumeric, 10, 250),
        new("stripe-key", "rk_live_", Alphanumeric, 10, 250),
        new("stripe-key", "sk_test_", Alphanumeric, 10, 250),
        new("stripe-key", "rk_test_", Alphanumeric, 10, 250),
        new("stripe-key", "sk_prod_", Alphanumeric, 10, 250),
        new("stripe-key", "rk_prod_", Alphanumeric, 10, 250),
        new("stripe-key", "whsec_", PaddedBase64, 32, 64),
        new("google-api-key", "AIza", Token, 35, 35),
        new("google-oauth-token", "ya29.", Token, 20, 400),
        new("google-oauth-secret", "GOCSPX-", Token, 28, 28),
        new("openai-key", "sk-proj-", Token, 20, 250),
        new("openai-key", "sk-svcacct-", Token, 20, 250),
        new("openai-key", "sk-admin-", Token, 20, 250),
        new("anthropic-key", "sk-ant-api03-", Token, 95, 95) { Suffix = "AA" },
        new("anthropic-key", "sk-ant-api03-", Alphanumeric, 16, 64) { Entropy = 3, NeedsDigit = true },
        new("anthropic-key", "sk-ant-admin01-", Token, 95, 95) { Suffix = "AA" },
        new("anthropic-key", "sk-ant-sid", Token, 20, 200),
        new("anthropic-key", "sk-ant-oat", Token, 20, 200),
        new("openrouter-key", "sk-or-v1-", Hex, 64, 64),
        new("api-key", "sk-", Alphanumeric, 20, 128) { Entropy = 3.3, NeedsDigit = true },
        new("npm-token", "npm_", Alphanumeric, 36, 36),
        new("pypi-token", "pypi-AgEIcHlwaS5vcmc", Token, 70, 1000),
        new("pypi-token", "pypi-AgENdGVzdC5weXBpLm9yZ", Token, 50, 1000),
        new("nuget-key", "oy2", Alphanumeric, 43, 43) { NeedsDigit = true },
        new("rubygems-token", "rubygems_", Hex, 48, 48),
        new("crates-token", "cio", Alphanumeric, 32, 32) { NeedsDigit = true, Entropy = 3.5 },
        new("docker-token", "dckr_pat_", Token, 27, 40),
        new("docker-token", "dckr_oat_", Token, 27, 40),
        new("huggingface-token", "hf_", Alphanumeric, 34, 34),
        new("huggingface-token", "api_org_", Alphanumeric, 34, 34),
        new("replicate-token", "r8_", Alphanumeric, 37, 40),
        new("groq-key", "gsk_", Alphanumeric, 52, 52),
        new("xai-key", "xai-", Alphanumeric, 70, 90),
        new("perplexity-key", "pplx-", Alphanumeric, 40, 60),
        new("langsmith-key", "lsv2_pt_", Token, 40, 50),
        new("langsmith-key", "lsv2_sk_", Token, 40, 50),
        new("digitalocean-token", "dop_v1_", Hex, 64, 64),
        new("digitalocean-token", "doo_v1_", Hex, 64, 64),
        new("digitalocean-token", "dor_v1_", Hex, 64, 64),
        new("heroku-key", "HRKU-AA", Token, 50, 70),
        new("flyio-token", "fo1_", Token, 43, 43),
        new("flyio-token", "fm1r_", PaddedBase64, 90, 2000),
        new("flyio-token", "fm2_", PaddedBase64, 90, 2000),
        new("doppler-token", "dp.pt.", Alphanumeric, 43, 43),
        new("doppler-token", "dp.st.", Dotted, 40, 80),
        new("pulumi-token", "pul-", Hex, 40, 40),
        new("terraform-token", "atlasv1.", Token, 60, 70),
        new("vault-token", "hvs.", Token, 20, 200),
        new("vault-token", "hvb.", Token, 100, 300),
        new("vault-token", "hvr.", Token, 20, 200),
        new("vault-token", "s.", Alphanumeric, 24, 24) { NeedsDigit = true, Entropy = 3.5 },
        new("cloudflare-key", "v1.0-", Token, 171, 171),
        new("sentry-token", "sntrys_eyJ", PaddedBase64, 80, 400),
        new("sentry-token", "sntryu_", Hex, 64, 64),
        new("grafana-token", "glc_", PaddedBase64, 32, 400),
        new("grafana-token", "glsa_", Token, 41, 41),
        new("grafana-token", "eyJrIjoi", PaddedBase64, 60, 400),
        new("newrelic-key", "NRAK-", Alphanumeric, 27, 27),
        new("newrelic-key", "NRJS-", Hex, 19, 19),
        new("newrelic-key", "NRII-", Token, 32, 32),
        new("dynatrace-token", "dt0c01.", Dotted, 80, 100),
        new("datadog-key", "ddp_", Alphanumeric, 36, 36),
        new("harness-key", "pat.", Dotted, 60, 90) { NeedsDigit = true },
        new("harness-key", "sat.", Dotted, 60, 90) { NeedsDigit = true },
        new("sendgrid-key", "SG.", Dotted, 66, 69),
        new("mailgun-key", "key-", Hex, 32, 32),
        new("sendinblue-key", "xkeysib-", Token, 81, 81),
        new("mailgun-key", "pubkey-", Hex, 32, 32),
        new("twilio-key", "SK", Hex, 32, 32),
        new("shopify-token", "shpat_", Hex, 32, 32),
        new("shopify-token", "shpca_", Hex, 32, 32),
        new("shopify-token", "shppa_", Hex, 32, 32),
        new("shopify-token", "shpss_", Hex, 32, 32),
        new("square-token", "sq0atp-", Token, 22, 60),
        new("square-token", "sq0csp-", Token, 36, 60),
        new("square-token", "EAAA", Token, 60, 60) { NeedsDigit = true },
        new("twitter-token", "AAAAAAAAAAAAAAAAAAAAAA", Percent, 60, 120) { NeedsDigit = true },
        new("facebook-token", "EAAM", Alphanumeric, 80, 300) { NeedsDigit = true },
        new("facebook-token", "EAAC", Alphanumeric, 80, 300) { NeedsDigit = true },
        new("atlassian-token", "ATATT3", PaddedBase64, 60, 250),
        new("atlassian-token", "ATCTT3", PaddedBase64, 60, 250),
        new("atlassian-token", "ATBB", Alphanumeric, 32, 32) { NeedsDigit = true },
        new("airtable-token", "pat", Dotted, 79, 79) { NeedsDigit = true },
        new("notion-token", "secret_", Alphanumeric, 43, 43),
        new("notion-token", "ntn_", Alphanumeric, 40, 50),
        new("linear-key", "lin_api_", Alphanumeric, 40, 40),
        new("linear-key", "lin_oauth_", Alphanumeric, 32, 64),
        new("postman-key", "PMAK-", Token, 59, 59),
        new("planetscale-token", "pscale_tkn_", Padded, 32, 64),
        new("planetscale-token", "pscale_pw_", Padded, 32, 64),
        new("planetscale-token", "pscale_oauth_", Padded, 32, 64),
        new("databricks-token", "dapi", Hex, 32, 32),
        new("supabase-key", "sbp_", Hex, 40, 40),
        new("easypost-key", "EZAK", Alphanumeric, 54, 54),
        new("easypost-key", "EZTK", Alphanumeric, 54, 54),
        new("readme-token", "rdme_", Alphanumeric, 70, 70),
        new("frameio-token", "fio-u-", Padded, 64, 64),
        new("flutterwave-key", "FLWSECK_TEST-", Alphanumeric, 12, 40),
        new("flutterwave-key", "FLWPUBK_TEST-", Alphanumeric, 12, 40),
        new("shippo-token", "shippo_live_", Hex, 40, 40),
        new("shippo-token", "shippo_test_", Hex, 40, 40),
        new("prefect-token", "pnu_", Alphanumeric, 36, 36),
        new("scalingo-token", "tk-us-", Token, 48, 48),
        new("typeform-token", "tfp_", Padded, 59, 59),
        new("sourcegraph-token", "sgp_local_", Hex, 40, 40),
        new("sourcegraph-token", "sgp_", Token, 57, 57),
        new("sourcegraph-token", "sgp_", Hex, 40, 40),
        new("sourcegraph-token", "slk_", Hex, 64, 64),
        new("artifactory-token", "AKCp", Alphanumeric, 69, 69),
        new("artifactory-token", "cmVmd", Alphanumeric, 59, 59),
        new("octopus-key", "API-", UpperAlphanumeric, 26, 26) { NeedsDigit = true, Entropy = 3 },
        new("openshift-token", "sha256~", Token, 43, 43),
        new("onepassword-token", "ops_eyJ", PaddedBase64, 250, 1200),
        new("alibaba-key", "LTAI", Alphanumeric, 12, 26) { NeedsDigit = true, Entropy = 3 },
        new("adobe-secret", "p8e-", Alphanumeric, 32, 32),
        new("age-secret-key", "AGE-SECRET-KEY-1", UpperAlphanumeric, 58, 58),
        new("clojars-token", "CLOJARS_", Alphanumeric, 60, 60),
        new("contentful-token", "CFPAT-", Token, 43, 43),
        new("intra42-secret", "s-s4t2ud-", Hex, 64, 64),
        new("intra42-secret", "s-s4t2af-", Hex, 64, 64),
        new("settlemint-token", "sm_aat_", Alphanumeric, 16, 16),
        new("settlemint-token", "sm_pat_", Alphanumeric, 16, 16),
        new("looker-key", "AQVN", Token, 35, 38) { NeedsDigit = true },
        .. IssuerTokenFormats.All,
    ];

    // Prefixes that are words as well say nothing of the issuer.
    private static readonly string[] Words = ["secret_", "secret-live-", "secret-test-", "key-", "key_", "API-", "api-", "api_", "pat.", "sat.", "sk-",
        "live_", "test_", "act_", "act.", "access_token$production$", "access_token$sandbox$"];

    private static readonly ILookup<char, string> Prefixes = All.Select(format => format.Prefix)
        .Where(prefix => prefix.Length >= 4 && prefix.AsSpan().ContainsAny("_-.~") && !Words.Contains(prefix))
        .Concat(["xoxa-", "xoxb-", "xoxe-", "xoxo-", "xoxp-", "xoxr-", "xoxs-"]).ToLookup(prefix => prefix[0]);

    /// <summary>Whether an issuer's prefix stands at a place, whatever follows.</summary>
    public static bool BeginsLikeOne(TextCursor cursor, int start)
    {
        foreach (string prefix in Prefixes[cursor[start]])
        {
            if (cursor.IsExactlyAt(start, prefix))
            {
                return true;
            }
        }

        return false;
    }
}
