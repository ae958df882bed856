using Hymba.Validation.Pii;

namespace Hymba.Validation.Tests.Pii;

/// <summary>Identifiers of companies, insured people and licences: a valid value of each type, and one that a check digit refuses.</summary>
public sealed class FurtherIdTests
{
    [Theory]
    [InlineData("DE_VAT_ID", "DE 246.813.573", "DE246813574")]
    [InlineData("DE_SOCIAL_SECURITY", "13240382K277", "13240382K278")]
    [InlineData("DE_HEALTH_INSURANCE", "T246813572", "T246813573")]
    [InlineData("DE_LANR", "246813912", "246813012")]
    [InlineData("IN_GSTIN", "29KLMPR4682Q2ZT", "44KLMPR4682Q2ZT")]
    [InlineData("SG_UEN", "201357246E", "201357246F")]
    [InlineData("SG_UEN", "52468135W", "52468135X")]
    [InlineData("SG_UEN", "T14LL2468G", "T14LL2468H")]
    [InlineData("UK_DRIVING_LICENCE", "KLEIN804169AB7XY", "KLEIN814169AB7XY")]
    [InlineData("MEDICAL_LICENSE", "BK2468139", "BK2468130")]
    [InlineData("KR_FRN", "820416-6135792", "821316-6135792")]
    [InlineData("KR_BRN", "246-81-35797", "246-81-35798")]
    [InlineData("KR_DRIVER_LICENSE", "13-08-246813-57", "43-08-246813-57")]
    [InlineData("NG_NIN", "24681357923", "24681357924")]
    [InlineData("IT_VAT_CODE", "24681350153", "24681350154")]
    [InlineData("SE_ORGANISATIONSNUMMER", "558246-8137", "558246-8138")]
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
