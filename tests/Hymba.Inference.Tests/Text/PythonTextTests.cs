using System.Globalization;
using CsCheck;
using Hymba.Inference.Text;

namespace Hymba.Inference.Tests.Text;

public class PythonTextTests
{
    // The code points for which CPython's str.isspace() is true.
    private static readonly int[] PythonSpaces =
    [
        0x9, 0xA, 0xB, 0xC, 0xD, 0x1C, 0x1D, 0x1E, 0x1F, 0x20, 0x85, 0xA0, 0x1680, 0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006,
        0x2007, 0x2008, 0x2009, 0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000,
    ];

    [Fact]
    public void Strips_what_Python_strips() =>
        Assert.Equal(PythonSpaces, Enumerable.Range(0, 0x10000).Where(code => PythonText.Strip($"{(char)code}") == ""));

    [Theory]
    [InlineData("  a b\t\n", "a b")]
    [InlineData(" \u200B ", "\u200B")]
    [InlineData(" \n ", "")]
    [InlineData("", "")]
    public void Strips_both_ends_only(string text, string expected) => Assert.Equal(expected, PythonText.Strip(text));

    // The right-hand sides are what CPython's repr printed.
    [Theory]
    [InlineData(0.1, "0.1")]
    [InlineData(0.0001, "0.0001")]
    [InlineData(0.00001, "1e-05")]
    [InlineData(1e-7, "1e-07")]
    [InlineData(12345678.9, "12345678.9")]
    [InlineData(1e22, "1e+22")]
    [InlineData(5e-324, "5e-324")]
    [InlineData(double.MaxValue, "1.7976931348623157e+308")]
    [InlineData(0.30000000000000004, "0.30000000000000004")]
    [InlineData(-1234567890123456.0, "-1234567890123456.0")]
    [InlineData(1234567890123456789.0, "1.2345678901234568e+18")]
    public void Formats_numbers_as_Python_does(double value, string expected) => Assert.Equal(expected, PythonText.Format(value));

    [Fact]
    public void Formatted_numbers_read_back_as_the_same_and_look_like_floats() =>
        Gen.Double.Where(double.IsFinite).Sample(
            value =>
            {
                string text = PythonText.Format(value);
                Assert.Equal(value, double.Parse(text, CultureInfo.InvariantCulture));
                Assert.True(text.Contains('.', StringComparison.Ordinal) || text.Contains('e', StringComparison.Ordinal), text);
            },
            seed: "0000KIZoYtcT",
            iter: 10_000);
}
