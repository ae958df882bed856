using Hymba.Validation.Secrets;
using Hymba.Validation.Tests.Guardrails;

namespace Hymba.Validation.Tests.Secrets;

/// <summary>Ways to write down a credential, and its look-alikes. Values are put together here, so that no scanner takes them for real ones.</summary>
public sealed class AssignmentFormsTests
{
    private const string Value = "q7Xt9Lm" + "2vB8nR4kW6pYc3J";

    private static readonly SecretsValidator Validator = new();

    [Theory]
    [InlineData("acme_token ?= \"{0}\"")]
    [InlineData("acme_token :::= {0}")]
    [InlineData("$acmeToken .= '{0}';")]
    [InlineData("var acmeToken string = \"{0}\"")]
    [InlineData("apiKey: str = '{0}'")]
    [InlineData("set(\"ACME_TOKEN\", \"{0}\")")]
    [InlineData("<acmeToken>\n    {0}\n</acmeToken>")]
    [InlineData("<add key=\"AcmeToken\" value=\"{0}\" />")]
    [InlineData("acme login --api-key {0}")]
    [InlineData("conf[\"token\"] = \"{0}\"")]
    public void Values_are_found_alone(string form)
    {
        string text = form.Replace("{0}", Value, StringComparison.Ordinal);
        Finding found = Assert.Single(Validator.Find(text));
        Assert.Equal(Value, text[found.Start..found.End]);
    }

    [Theory]
    [InlineData("curl -H 'Authorization: Token 9f2c" + "4e6a8b1d3f57' https://x", "9f2c" + "4e6a8b1d3f57")]
    [InlineData("curl --header \"X-Api-Key: k2j9" + "d8s7x\" https://x", "k2j9" + "d8s7x")]
    [InlineData("curl -u 'ann:s3cr" + "3tish' https://x", "s3cr" + "3tish")]
    [InlineData("curl -u \"k9d8s7" + "f6:\" https://x", "k9d8s7" + "f6")]
    public void Credentials_of_requests_are_found(string text, string value)
        => Assert.Equal(value, Assert.Single(Validator.Find(text).Select(found => text[found.Start..found.End])));

    public static TheoryData<string, string> Marked => new()
    {
        { "secrets.azure-client-secret", "x=aB3" + "8Q~" + "f5kLm9-pQr.s2Tu_vWx7yZ4aBc6dEf1gHi" },
        { "secrets.facebook-token", "12345678901" + "23456|aBcDeFgHiJkLmNoPqRsTuVwXy-Z" },
        { "secrets.onepassword-key", "A3-B7C9" + "D2-E4F6G8H1J3K-5L7M9-N2P4Q-6R8S1" },
        { "secrets.kubernetes-secret", "apiVersion: v1\nkind: Secret\ndata:\n  user: " + "cm9vdGFuZG1vcmU=\nmetadata:\n  name: x\n" },
        { "secrets.kubernetes-secret", "apiVersion: v1\ndata:\n  user: " + "cm9vdGFuZG1vcmU=\nkind: Secret\n" },
    };

    [Theory]
    [MemberData(nameof(Marked))]
    public void Tokens_with_marks_are_found(string rule, string text) => Assert.Equal(rule, Assert.Single(Validator.Find(text)).Rule);

    [Theory]
    [InlineData("public_token = \"q7Xt9Lm2vB8nR4kW6pYc3J\"")]
    [InlineData("csrf-token=q7Xt9Lm2vB8nR4kW6pYc3J")]
    [InlineData("api_key: abcdefghijklmnopqrstuvwxyz123")]
    [InlineData("token = gh" + "p_tooShort12345678")]
    [InlineData("export TOKEN=q7Xt9Lm2vB8nR4k...")]
    [InlineData("<SECRET>@host.example and <token> q7Xt9Lm2vB8nR4kW6pYc3J")]
    [InlineData("curl -u user:password https://x")]
    [InlineData("curl -H \"Authorization: Bearer {your-token-123}\" https://x")]
    [InlineData("apiVersion: v1\nkind: ConfigMap\ndata:\n  user: cm9vdGFuZG1vcmU=\n")]
    [InlineData("apiVersion: v1\nkind: SecretStore\ndata:\n  path: secret/mysecret\n")]
    public void Look_alikes_are_left_alone(string text) => Assert.Empty(Validator.Find(text));

    [Fact]
    public void Streaming_finds_the_same()
    {
        foreach (string text in Marked.Select(row => row.Data.Item2))
        {
            Contract.CheckStreaming(Validator, text);
        }
    }
}
