using Hymba.Validation.Secrets;
using Hymba.Validation.Tests.Guardrails;

namespace Hymba.Validation.Tests.Secrets;

/// <summary>What the name of a value says about it, in code, in addresses and in sentences.</summary>
public sealed class NamedValueTests
{
    private const string Value = "q7Xt9Lm" + "2vB8nR4kW6pYc3J";

    private static readonly SecretsValidator Validator = new();

    [Theory]
    [InlineData("Your API key is {0}, keep it")]
    [InlineData("The token was: {0}")]
    [InlineData("nightly token - '{0}'")]
    [InlineData("[DEBUG] Using Key={0}")]
    [InlineData("GET /v1/users?key={0}&page=2")]
    [InlineData("my_secret_for_tests = {0}")]
    [InlineData("secretString=\"{0}\"")]
    [InlineData("uptimerobot: {0}")]
    [InlineData("creds = {0}")]
    public void Names_of_many_kinds_tell_a_secret(string form)
    {
        string text = form.Replace("{0}", Value, StringComparison.Ordinal);
        Finding found = Assert.Single(Validator.Find(text));
        Assert.Equal(Value, text[found.Start..found.End]);
        Contract.CheckStreaming(Validator, text);
    }

    [Theory]
    [InlineData("wrongToken := \"{0}\"")]
    [InlineData("fake_api_key = \"{0}\"")]
    [InlineData("dummySecret: {0}")]
    public void Names_may_say_that_it_is_none(string form) => Assert.Empty(Validator.Find(form.Replace("{0}", Value, StringComparison.Ordinal)));

    [Theory]
    [InlineData("key: 5d41402abc4b2a76b9719d911017c592")]
    [InlineData("key = user-profile-page-2024-summary")]
    [InlineData("The token is base64url-encoded-json-2024")]
    [InlineData("The token is AES-256-GCM-SHA384-protected")]
    [InlineData("The password is case-sensitive2")]
    [InlineData("my_secret_sha256 = 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    [InlineData("\"dependency\": \"github:somebody/some-project#v1.0.27\"")]
    [InlineData("telegram_api_token = \"3045:Ahzvgga_i5ldxspnnrriu8qs\"")]
    [InlineData("uptimerobot: abdefghjk0123456789mnopqrstuvwx")]
    public void Look_alikes_are_left_alone(string text) => Assert.Empty(Validator.Find(text));
}
