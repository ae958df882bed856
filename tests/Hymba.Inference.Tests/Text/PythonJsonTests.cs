using System.Text.Json;
using Hymba.Inference.Text;

namespace Hymba.Inference.Tests.Text;

public class PythonJsonTests
{
    // The right-hand sides are what CPython's json.dumps(json.loads(x), ensure_ascii=False) printed.
    [Theory]
    [InlineData("1.0", "1.0")]
    [InlineData("1e3", "1000.0")]
    [InlineData("-0", "0")]
    [InlineData("-0.0", "-0.0")]
    [InlineData("1e16", "1e+16")]
    [InlineData("1e15", "1000000000000000.0")]
    [InlineData("123456789012345678901234567890", "123456789012345678901234567890")]
    [InlineData("100000000000000000.0", "1e+17")]
    [InlineData("1E400", "Infinity")]
    [InlineData("1.5E+2", "150.0")]
    [InlineData("{\"a\":1,\"b\":[],\"a\":{}}", "{\"a\": {}, \"b\": []}")]
    [InlineData("[null,true,false,\"<&>é😀\"]", "[null, true, false, \"<&>é😀\"]")]
    [InlineData("\"\\u0000\\u001f\\u007f\\u2028\\/\\\"\\\\\\b\\f\\n\\r\\t\"", "\"\\u0000\\u001f\u007f\u2028/\\\"\\\\\\b\\f\\n\\r\\t\"")]
    public void Writes_what_Python_writes(string json, string expected) =>
        Assert.Equal(expected, PythonJson.Write(JsonElement.Parse(json)));

    [Fact]
    public void Nesting_has_a_limit()
    {
        Assert.Equal(Nested(PythonJson.MaxDepth), PythonJson.Write(Parse(Nested(PythonJson.MaxDepth))));
        var error = Assert.Throws<InvalidOperationException>(() => PythonJson.Write(Parse(Nested(PythonJson.MaxDepth + 1))));
        Assert.Contains("256", error.Message, StringComparison.Ordinal);
    }

    private static string Nested(int depth) => new string('[', depth) + new string(']', depth);

    private static JsonElement Parse(string json) => JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 1000 }).RootElement;
}
