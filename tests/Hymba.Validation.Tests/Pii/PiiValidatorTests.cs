using Hymba.Validation.Pii;
using Hymba.Validation.Tests.Guardrails;

namespace Hymba.Validation.Tests.Pii;

public sealed class PiiValidatorTests
{
    [Theory]
    [InlineData("CRYPTO", "eth 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed ok", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed")]
    [InlineData("CRYPTO", "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq", "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq")]
    [InlineData("CRYPTO", "bc1p5d7rjq7g6rdk2yhzks9smlaqtedr4dekq08ge8ztwac72sfr9rusxg3297",
        "bc1p5d7rjq7g6rdk2yhzks9smlaqtedr4dekq08ge8ztwac72sfr9rusxg3297")]
    [InlineData("IBAN_CODE", "to GB29-NWBK-6016-1331-9268-19, please", "GB29-NWBK-6016-1331-9268-19")]
    [InlineData("CREDIT_CARD", "amex 3714 496353 98431 12/27", "3714 496353 98431")]
    [InlineData("EMAIL_ADDRESS", "<jane.o'neil+tag@mail.example.co.uk>", "jane.o'neil+tag@mail.example.co.uk")]
    [InlineData("PHONE_NUMBER", "ring 020 7946 0958 please", "020 7946 0958")]
    [InlineData("US_SSN", "SSN 123-45-6789 ok", "123-45-6789")]
    [InlineData("TR_NATIONAL_ID", "10000000146", "10000000146")]
    [InlineData("IN_AADHAAR", "312345678909", "312345678909")]
    [InlineData("CVV", "security code is 456", "456")]
    [InlineData("CREDIT_CARD", "my card 3530111333300000", "3530111333300000")]
    [InlineData("CREDIT_CARD", "paid with credit card 0604260700116", "0604260700116")]
    [InlineData("CREDIT_CARD", "135410014004955", "135410014004955")]
    [InlineData("IP_ADDRESS", "ping fe80::2%eth1/64 now", "fe80::2%eth1/64")]
    [InlineData("PHONE_NUMBER", "+44 7700 900 815-Fax", "+44 7700 900 815")]
    [InlineData("URL", "see https://intra.example.org/x.", "https://intra.example.org/x")]
    public void Values_are_found(string type, string text, string value)
    {
        Finding found = Assert.Single(new PiiValidator().Find(text));
        Assert.Equal((type, value), (found.Type, text[found.Start..found.End]));
    }

    [Theory]
    [InlineData("eth 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD has the wrong case")]
    [InlineData("078-05-1120 000-12-3456 666-12-3456")]
    [InlineData("On 2024-01-15 version 1.2.3.4 had 1 234 567 visitors at 12:34:56; std::vector a::b")]
    [InlineData("ISBN 978-3-16-148410-0, order 1234567890, uuid 550e8400-e29b-41d4-a716-446655440000")]
    [InlineData("open main.py or README.md, e.g. System.Net and file.txt. A CUSTOMER DOCUMENT.")]
    [InlineData("GB29 nwbk 6016 1331 9268 19 in two cases; http://intranet; 1111111112")]
    [InlineData("my iban is <IBAN_CODE>, <TEMPLATE> and <LANGUAGE:12ab34cd>")]
    public void Other_numbers_and_names_are_none(string text) => Assert.Empty(new PiiValidator().Find(text));

    [Theory]
    [InlineData("mail: test\uFF20example.com", 6, 22)]
    [InlineData("card 4012\u200B8888\u200B8888\u200B1881.", 5, 24)]
    [InlineData("c: Ym9iQHNlcnZlci5uZXQ=", 3, 23)]
    public void Disguises_are_seen_through(string text, int start, int end)
    {
        Finding found = Assert.Single(new PiiValidator().Find(text));
        Assert.Equal((start, end), (found.Start, found.End));
    }

    [Fact]
    public void Words_before_a_number_decide_between_types()
    {
        var validator = new PiiValidator();

        Assert.Equal("CA_SIN", Assert.Single(validator.Find("social insurance number 130 692 544")).Type);
        Assert.Equal("UK_NHS", Assert.Single(validator.Find("NHS 0032698674")).Type);
        Assert.Equal("US_NPI", Assert.Single(validator.Find("NPI: 1234567893")).Type);
    }

    [Fact]
    public void Types_are_chosen_by_name_or_rule()
    {
        var validator = new PiiValidator(new PiiOptions { Types = ["pii.url", "EMAIL_ADDRESS"] });

        Assert.Equal(["pii.email-address", "pii.url"], validator.Rules.Order());
        Assert.Empty(validator.Find("4012888888881881"));
    }

    [Fact]
    public void Unknown_types_are_refused_by_name()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => new PiiValidator(new PiiOptions { Types = ["SHOE_SIZE"] }));
        Assert.Contains("'SHOE_SIZE'", error.Message, StringComparison.Ordinal);
    }
}
