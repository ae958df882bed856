using Hymba.Validation.Pii;

namespace Hymba.Validation.Tests.Pii;

/// <summary>Identifiers of companies, insured people and licences: a valid value of each type, and one that a check digit refuses.</summary>
public sealed class FurtherIdTests
{
    [Theory]
    [InlineData("DE_VAT_ID", "DE 129.273.398", "DE129273399")]
    [InlineData("DE_SOCIAL_SECURITY", "15070649C103", "15070649C104")]
    [InlineData("DE_HEALTH_INSURANCE", "M123456785", "M123456786")]
    [InlineData("DE_LANR", "123456601", "123456501")]
    [InlineData("IN_GSTIN", "27ABCDE1234F1Z5", "44ABCDE1234F1Z5")]
    [InlineData("SG_UEN", "201434292D", "201434292E")]
    [InlineData("SG_UEN", "53125226D", "53125227D")]
    [InlineData("SG_UEN", "T16RF0037C", "T16RF0038C")]
    [InlineData("UK_DRIVING_LICENCE", "MORGA607054SM9IJ", "MORGA613054SM9IJ")]
    [InlineData("MEDICAL_LICENSE", "K92993548", "K92993549")]
    [InlineData("KR_FRN", "911124-5678901", "911324-5678901")]
    [InlineData("KR_BRN", "104-86-56659", "104-86-56658")]
    [InlineData("KR_DRIVER_LICENSE", "11-22-123456-12", "41-22-123456-12")]
    [InlineData("NG_NIN", "12345678902", "12345678901")]
    [InlineData("IT_VAT_CODE", "01333550323", "01333550324")]
    [InlineData("SE_ORGANISATIONSNUMMER", "556703-7485", "556703-7486")]
    public void Check_digits_tell(string type, string valid, string wrong)
    {
        var validator = new PiiValidator(new PiiOptions { Types = [type] });
        string text = $"It reads {valid} here";
        Finding found = Assert.Single(Contract.Find(validator, text));
        Assert.Equal((type, valid), (found.Type, text[found.Start..found.End]));
        Assert.Empty(Contract.Find(validator, $"It reads {wrong} here"));
        Contract.CheckStreaming(validator, text);
    }

    [Fact]
    public void Voters_need_a_word_before_them()
    {
        var validator = new PiiValidator(new PiiOptions { Types = ["IN_VOTER"] });
        Assert.Single(Contract.Find(validator, "Voter card ABX1234567"));
        Assert.Empty(Contract.Find(validator, "Part ABX1234567"));
    }
}
