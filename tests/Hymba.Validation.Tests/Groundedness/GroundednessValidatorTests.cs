using Hymba.Validation.Groundedness;

namespace Hymba.Validation.Tests.Groundedness;

public sealed class GroundednessValidatorTests
{
    private static readonly GroundednessValidator Validator = new();

    [Fact]
    public void Mixed_cases_are_told_apart()
    {
        foreach (GuardrailCase item in GuardrailCase.Read("groundedness.mixed"))
        {
            int found = Contract.Find(Validator, item.Text, Context(item.String("context"))).Count;
            Assert.Equal(item.Expected.GetProperty("grounded").GetBoolean(), found == 0);
        }
    }

    [Theory]
    [InlineData("The bridge opened in 1932.", null)]
    [InlineData("It was opened in March 1932, the Sydney bridge, at 134 metres.", null)]
    [InlineData("The bridge opened in 1935.", "groundedness.number")]
    [InlineData("The Sydney bridge was built by Bradfield.", "groundedness.name")]
    [InlineData("The bridge collapsed.", "groundedness.words")]
    public void Names_and_numbers_count_most(string text, string? rule)
    {
        ValidationContext context = Context("The Sydney Harbour Bridge was opened on 19 March 1932. The bridge rises 134 metres above the water.");
        Assert.Equal(rule, Contract.Find(Validator, text, context).SingleOrDefault().Rule);
        Contract.CheckFindings(Validator, text, context);
    }

    [Fact]
    public void Without_documents_it_is_silent() => Assert.Empty(Contract.Find(Validator, "Anything in 1999."));

    private static ValidationContext Context(string document) => new() { Documents = [document] };
}
