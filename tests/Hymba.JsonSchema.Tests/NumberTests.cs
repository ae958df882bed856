using System.Numerics;
using System.Text.Json;
using CsCheck;
using Hymba.JsonSchema.Values;

namespace Hymba.JsonSchema.Tests;

/// <summary>Exact numbers.</summary>
public sealed class NumberTests
{
    [Theory]
    [InlineData("1", "1.0")]
    [InlineData("-0", "0e5")]
    [InlineData("100", "1E+2")]
    [InlineData("0.001", "1e-3")]
    [InlineData("120.50", "0.01205e4")]
    public void Numbers_of_one_value_are_equal(string left, string right) => Assert.Equal(Read(left), Read(right));

    [Theory]
    [InlineData("9007199254740992", "9007199254740993")]
    [InlineData("-1e400", "-1e399")]
    [InlineData("-1", "0")]
    [InlineData("0", "1e-400")]
    [InlineData("0.1", "0.10000000000000000000001")]
    [InlineData("99", "100")]
    [InlineData("9", "10.5")]
    public void Numbers_are_ordered_by_value(string less, string more)
    {
        Assert.True(Read(less).CompareTo(Read(more)) < 0);
        Assert.True(Read(more).CompareTo(Read(less)) > 0);
    }

    [Theory]
    [InlineData("0.0075", "0.0001", true)]
    [InlineData("0.00751", "0.0001", false)]
    [InlineData("19.99", "0.01", true)]
    [InlineData("1e308", "0.123456789", false)]
    [InlineData("1e9999999", "0.5", true)]
    [InlineData("35", "70", false)]
    [InlineData("-4.5", "1.5", true)]
    [InlineData("0", "7", true)]
    [InlineData("1e-20", "1e-21", true)]
    public void Multiples_are_exact(string number, string divisor, bool isMultiple) => Assert.Equal(isMultiple, Read(number).IsMultipleOf(Read(divisor)));

    [Fact]
    public void Decimals_behave_like_decimals()
        => Gen.Select(Gen.Decimal[-1_000, 1_000], Gen.Decimal[-1_000, 1_000]).Sample(
            (a, b) => Math.Sign(Of(a).CompareTo(Of(b))) == Math.Sign(a.CompareTo(b)) && Of(a).IsInteger == decimal.IsInteger(a));

    [Fact]
    public void Whole_multiples_are_those_of_whole_arithmetic()
        => Gen.Select(Gen.Int[-10_000, 10_000], Gen.Int[1, 200]).Sample((a, b) => Of(a).IsMultipleOf(Of(b)) == (new BigInteger(a) % b).IsZero);

    private static JsonNumber Of(decimal value) => Read(value.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private static JsonNumber Read(string text) => JsonNumber.Read(JsonDocument.Parse(text).RootElement, 10_000);
}
