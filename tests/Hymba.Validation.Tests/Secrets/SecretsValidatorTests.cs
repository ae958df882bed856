using Hymba.Validation.Secrets;
using Hymba.Validation.Tests.Guardrails;

namespace Hymba.Validation.Tests.Secrets;

public sealed class SecretsValidatorTests
{
    // Put together here, so that no scanner of repositories takes them for real ones.
    public static TheoryData<string, string> Secrets => new()
    {
        { "secrets.aws-access-key", "id AK" + "IAQYLPMN5HHHFPZAM2 is it" },
        { "secrets.key-assignment", "export AWS_SECRET_ACCESS_KEY=wJalrXUtnF" + "EMI/K7MDENG/bPxRfiCYzzKdhQ82jc" },
        { "secrets.password-assignment", "{\\\"pass" + "word\\\": \\\"hunter2!x\\\"}" },
        { "secrets.password-assignment", "Server=db;Database=x;User Id=sa;Pass" + "word=P4ssw0rd!;" },
        { "secrets.jwt",
            "eyJhbGciOiJIUzI1NiIs" + "InR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U" },
        { "secrets.url-password", "postgres://u:p4" + "ss@db:5432/x" },
        { "secrets.slack-token", "xo" + "xb-123456789012-1234567890123-abcDEFghiJKLmnoPQRstuVWX" },
        { "secrets.npm-token", "np" + "m_aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1dE3fG5" },
        { "secrets.key-assignment", "heroku_token = \"12345678-ABCD-" + "ABCD-ABCD-1234567890AB\"" },
        { "secrets.private-key",
            "-----BEGIN OPENSSH PRI" + "VATE KEY-----\\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmU\\n-----END OPENSSH PRIVATE KEY-----" },
    };

    [Theory]
    [MemberData(nameof(Secrets))]
    public void Credentials_are_found(string rule, string text)
        => Assert.Equal(rule, Assert.Single(new SecretsValidator().Find(text)).Rule);

    [Theory]
    [InlineData(64, "\n")]
    [InlineData(76, "\r\n")]
    [InlineData(7, "\u200B")]
    [InlineData(1, "\u2060")]
    public void Encoded_ones_are_found_whatever_interrupts_them(int width, string interruption)
    {
        string plain = "The build runs on three machines; its id is AK" + "IAQYLPMN5HHHFPZAM2 and nobody else has it.";
        string encoded = string.Join(
            interruption, Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(plain)).Chunk(width).Select(part => new string(part)));
        string text = $"As mail has it:\n{encoded}\nSo much for that.";
        Finding finding = Assert.Single(new SecretsValidator().Find(text));
        Assert.Equal(("secrets.aws-access-key", 16, 16 + encoded.Length), (finding.Rule, finding.Start, finding.End));
        Assert.Empty(new SecretsValidator(new SecretsOptions { DetectEncoded = false }).Find(text));
        Contract.CheckStreaming(new SecretsValidator(), text);
    }

    [Theory]
    [InlineData("Password: required, min 8 characters")]
    [InlineData("password = os.environ[\"DB_PASSWORD\"]")]
    [InlineData("password: ${DB_PASS}, token: <YOUR_TOKEN>, api_key=xxxxxxxxxxxxxxxxxxxx")]
    [InlineData("token = get_token(user1234567890)")]
    [InlineData("git commit 3f786850e387550fdab836ed7e6dc881de23001b \"550e8400-e29b-41d4-a716-446655440000\"")]
    [InlineData("\"sha512-z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg==\"")]
    [InlineData("https://cdn.example.com/x@2x.png and https://user:********@host/x")]
    [InlineData("max_tokens: 4096, author: someone123456789, key: value123456789012")]
    [InlineData("-----BEGIN PUBLIC KEY-----\nMFww")]
    [InlineData("Basic research and basic training bear fruit; bearer of bad news1234567890")]
    public void Look_alikes_are_left_alone(string text) => Assert.Empty(new SecretsValidator().Find(text));

    [Fact]
    public void A_private_key_is_open_until_its_last_line()
    {
        string key = "see -----BEGIN PRI" + "VATE KEY-----\n" + string.Concat(Enumerable.Repeat("MIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n", 20));
        var validator = new SecretsValidator();

        Assert.Equal(4, validator.FindOpenStart(key, new ValidationContext()));

        string whole = key + "-----END PRI" + "VATE KEY-----";
        Finding found = Assert.Single(validator.Find(whole + " and more"));
        Assert.Equal((4, whole.Length), (found.Start, found.End));
    }

    [Fact]
    public void Entropy_alone_can_be_left_out()
    {
        string text = "\"q7Tz9LmX2vB8nR4kW6pYc3JdH5sFgA1uE0iOo\"";

        Assert.Equal("secrets.high-entropy-string", Assert.Single(new SecretsValidator().Find(text)).Rule);
        Assert.Empty(new SecretsValidator(new SecretsOptions { DetectEntropy = false }).Find(text));
    }
}
