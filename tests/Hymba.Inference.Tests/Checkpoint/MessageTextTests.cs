using Hymba.Inference.Checkpoint;

namespace Hymba.Inference.Tests.Checkpoint;

public sealed class MessageTextTests
{
    [Fact]
    public void Quotes_shortens_and_defuses()
    {
        Assert.Equal("'plain'", MessageText.Quote("plain"));
        Assert.Equal("'a?[31m?b'", MessageText.Quote("a\u001b[31m\nb"));
        Assert.Equal($"'{new string('x', 160)}... (200 characters)'", MessageText.Quote(new string('x', 200)));
        Assert.Equal("[2, 3]", MessageText.Shape([2, 3]));
    }
}
