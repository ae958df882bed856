using Hymba.JsonSchema.Formats;

namespace Hymba.JsonSchema.Tests;

/// <summary>Formats whose cases the suite's fixture does not hold.</summary>
public sealed class FormatTests
{
    [Theory]
    [InlineData("date", "2024-02-29", "2023-02-29", "2024-2-29", "2024-13-01", "")]
    [InlineData("date", "2000-02-29", "1900-02-29", "2024-01-32", "20240101")]
    [InlineData("time", "23:59:60Z", "23:59:60+01:00", "12:00:00", "24:00:00Z", "12:00:00.Z", "12:00:00+1:00")]
    [InlineData("time", "00:59:60+01:00", "00:58:60+01:00")]
    [InlineData("duration", "P4DT12H30M5S", "PT1D", "P", "P1YT", "4DT12H30M5S", "P1D2H", "P2S", "PT1H5S", "P1Y2W")]
    [InlineData("duration", "P2W", "P1Y1D", "P٢Y")]
    [InlineData("email", "a.b+c@example.com", "a@b@c", "a..b@x.y", "a@-x.y")]
    [InlineData("hostname", "www.example.com", "-a.com", "a-.com", "a_b", "", ".", "a..b", "example.com.", "xn--X")]
    [InlineData("hostname", "xn--4gbwdl.xn--wgbh1c", "xn--hello-txk", "ab--cd")]
    [InlineData("idn-hostname", "실례.테스트", "〮실례.테스트", "a·l", "〱", "ـߺ", "٠۰")]
    [InlineData("idn-hostname", "l·l", "l·a", "·l")]
    [InlineData("idn-hostname", "क्\u200Dष.com", "a\u200Db")]
    [InlineData("ipv4", "192.168.0.1", "256.0.0.1", "1.2.3", "01.2.3.4", "1.2.3.4.5", "1.2.3.४")]
    [InlineData("ipv6", "::ffff:1.2.3.4", ":1", "1::2::3", "12345::", "1:2:3:4:5:6:7:8:9", "::1%eth0", "1:2:3:4:5:6:7::8", "::1.2.3.256")]
    [InlineData("ipv6", "::", "1:2", ":::", "1.2.3.4::1")]
    [InlineData("uuid", "2EB8AA08-AA98-11EA-B4AA-73B441D16380", "2eb8aa08-aa98-11ea-b4aa-73b441d1638", "2eb8aa08aa9811eab4aa73b441d16380----", "xeb8aa08-aa98-11ea-b4aa-73b441d16380")]
    [InlineData("json-pointer", "/a~0b/~1/", "a", "/~", "/~2", "#/a")]
    [InlineData("uri-template", "http://x.test/{?a,b*,c:3}", "http://x.test/{a", "a b", "{:3}", "{a:0}", "%z")]
    [InlineData("regex", "^a(b|c)\\1{2,3}\\d$", "^(abc]", "\\Z", "(?<n>a)(?<n>b)", "\\2(a)", "a{2,1}")]
    [InlineData("regex", "(?<n>a)\\k<n>", "\\k<m>", "\\_", "}")]
    public void A_format_takes_the_first_and_no_other(string format, string right, params string[] wrong)
    {
        FormatCheck check = FormatTable.Find(format)!;
        Assert.True(check(right), right);
        Assert.All(wrong, text => Assert.False(check(text), text));
    }

    [Fact]
    public void An_unknown_format_has_no_check() => Assert.Null(FormatTable.Find("telephone"));
}
