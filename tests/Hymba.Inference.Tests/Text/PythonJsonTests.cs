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
    public void Writes_what_Python_writes(string json, string expected) => Assert.Equal(expected, PythonJson.Write(JsonElement.Parse(json)));

    [Fact]
    public void Deep_nesting_is_an_error_and_not_the_end_of_the_process()
    {
        string json = new string('[', 200_000) + new string(']', 200_000);
        JsonElement deep = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 300_000 }).RootElement;
        Assert.Throws<InsufficientExecutionStackException>(() => PythonJson.Write(deep));
    }
}
