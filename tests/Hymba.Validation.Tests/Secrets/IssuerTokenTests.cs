using Hymba.Validation.Secrets;
using Hymba.Validation.Tests.Guardrails;

namespace Hymba.Validation.Tests.Secrets;

/// <summary>Tokens of issuers by prefix. The rest is made here from an alphabet, so that no scanner takes it for a real one.</summary>
public sealed class IssuerTokenTests
{
    private const string Letters = "k3vTz8Qw1xNb5RmY7uHs2GjL9cPd4FaXe6To";
    private const string Hex = "4e9b1d7c0a3f8652";

    private static readonly SecretsValidator Validator = new();

    public static TheoryData<string, string, string> Tokens => new()
    {
        { "adafruit-key", "ai" + "o_", Of(Letters, 28) },
        { "appsync-key", "da" + "2-", Of(Letters, 26) },
        { "buildkite-token", "bk" + "ua_", Of(Letters, 40) },
        { "circleci-token", "CCI" + "PAT_", Of(Letters, 22) + "_" + Of(Hex, 40) },
        { "clickup-token", "p" + "k_", "48273615_" + Of(Letters, 32).ToUpperInvariant() },
        { "cloudflare-token", "cf" + "k_", Of(Letters, 40) + Of(Hex, 8) },
        { "elevenlabs-key", "s" + "k_", Of(Hex, 48) },
        { "hubspot-token", "pat" + "-na1-", "4e9b1d7c-0a3f-8652-9b1d-7c0a3f86524e" },
        { "langfuse-key", "sk" + "-lf-", "4e9b1d7c-0a3f-8652-9b1d-7c0a3f86524e" },
        { "netlify-token", "nf" + "p_", Of(Letters, 36) },
        { "nvidia-key", "nv" + "api-", Of(Letters, 64) },
        { "pinecone-key", "pc" + "sk_", Of(Letters, 6) + "_" + Of(Letters, 63) },
        { "posthog-key", "ph" + "x_", Of(Letters, 43) },
        { "razorpay-key", "rzp" + "_live_", Of(Letters, 14) },
        { "resend-key", "r" + "e_", Of(Letters, 8) + "_" + Of(Letters, 24) },
        { "sonar-token", "sq" + "u_", Of(Hex, 40) },
        { "tailscale-key", "ts" + "key-", "auth-" + Of(Letters, 11) + "-" + Of(Letters, 30) },
        { "zoho-token", "10" + "00.", Of(Hex, 32) + "." + Of(Hex, 32) },
    };

    [Theory]
    [MemberData(nameof(Tokens))]
    public void Tokens_are_found_by_their_issuer(string rule, string prefix, string body)
    {
        string text = $"It answers to {prefix}{body}, he said";
        Finding found = Assert.Single(Validator.Find(text));
        Assert.Equal("secrets." + rule, found.Rule);
        Assert.Equal(prefix + body, text[found.Start..found.End]);
        Contract.CheckStreaming(Validator, text);
    }

    [Theory]
    [MemberData(nameof(Tokens))]
    public void Near_misses_are_none(string rule, string prefix, string body)
    {
        Assert.NotEmpty(rule);
        Assert.Empty(Validator.Find($"It answers to {prefix}{body[..8]}, he said"));
        Assert.Empty(Validator.Find($"It answers to {prefix}{new string('x', body.Length)}, he said"));
        Assert.Empty(Validator.Find($"It answers to q{prefix}{body}, he said"));
    }

    [Fact]
    public void Every_format_is_found_in_its_own_form()
    {
        foreach (TokenFormat format in IssuerTokenFormats.All)
        {
            string alphabet = string.Concat(Letters.Where(format.Body.Contains)) is { Length: > 20 } mixed ? mixed : Of(Hex, 16);
            string text = "= " + format.Prefix + (format.Body.Contains('k') || !format.Body.Contains('K') ? Of(alphabet, format.Longest) : Of(Letters, format.Longest).ToUpperInvariant());
            Assert.True(Validator.Find(text).Count > 0, format.Name);
        }
    }

    [Theory]
    [InlineData("hooks.slack.com/workflows/", "T0{0}/A0{0}")]
    [InlineData("https://acme.webhook.office.com/webhookb2/", "{0}@{0}/IncomingWebhook/{0}")]
    [InlineData("https://hooks.zapier.com/hooks/catch/", "812345/{0}/")]
    [InlineData("https://open.feishu.cn/open-apis/bot/v2/hook/", "{0}")]
    public void Web_hooks_are_found(string place, string path)
    {
        string text = $"Post to {place}{path.Replace("{0}", Of(Letters, 24), StringComparison.Ordinal)} now";
        Assert.Equal("secrets.web-hook", Assert.Single(Validator.Find(text)).Rule);
        Assert.Empty(Validator.Find($"Post to {place}docs now"));
        Contract.CheckStreaming(Validator, text);
    }

    [Fact]
    public void Published_samples_are_no_secrets()
    {
        const string Published = "AI" + "zaSyAnLA7NfeLquW" + "1tJFpx_eQCxoX-oo6YyIs";
        Assert.Empty(Validator.Find($"use {Published} here"));
        Assert.Single(Validator.Find($"use {Published.Replace('N', 'M')} here"));
    }

    private static string Of(string alphabet, int length) => string.Concat(Enumerable.Range(0, length).Select(i => alphabet[i % alphabet.Length]));
}
