using Hymba.Validation.Citations;

namespace Hymba.Validation.Tests.Citations;

public sealed class CitationValidatorTests
{
    private static readonly ValidationContext Context = new()
    {
        Documents = ["The bridge was opened in 1932, after eight years.", "The tower is 300 metres tall."],
    };

    [Theory]
    [InlineData("It opened in 1932 [1] and is tall [doc 2].", null)]
    [InlineData("It opened in 1932 [3].", "citations.document")]
    [InlineData("It opened in 1932 【0】.", "citations.document")]
    [InlineData("\"The bridge was *opened* in 1932\" [1]", null)]
    [InlineData("\"The bridge was opened in 1933\" [1]", "citations.quote")]
    [InlineData("“The tower is 300 metres tall” says [2]", null)]
    [InlineData("“The tower is 300 metres tall” [1]", "citations.quote")]
    [InlineData("\"Something else entirely\" is not a quotation of it.", null)]
    public void Documents_and_quotations_are_checked(string text, string? rule)
    {
        Assert.Equal(rule, Contract.Find(new CitationValidator(), text, Context).SingleOrDefault().Rule);
        Contract.CheckFindings(new CitationValidator(), text, Context);
        Assert.Empty(Contract.Find(new CitationValidator(), text));
    }
}
