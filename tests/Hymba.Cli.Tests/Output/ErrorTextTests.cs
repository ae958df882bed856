using Hymba.Cli.Output;
using Hymba.Inference;

namespace Hymba.Cli.Tests.Output;

public sealed class ErrorTextTests
{
    [Fact]
    public void Known_errors_are_their_message()
    {
        Assert.Equal("Cannot load 'x': it is odd.", ErrorText.Describe(new ModelLoadException("x", ["it is odd."])));
        Assert.Equal("nothing there", ErrorText.Describe(new FileNotFoundException("nothing there")));
    }

    [Fact]
    public void Unexpected_errors_name_their_type()
        => Assert.Equal("boom (System.InvalidOperationException)", ErrorText.Describe(new InvalidOperationException("boom")));

    [Fact]
    public void Several_problems_become_one_line()
        => Assert.Equal("Cannot load 'x', 2 problems: A. B.", ErrorText.Describe(new ModelLoadException("x", ["A.", "B."])));

    [Fact]
    public void A_long_list_is_cut()
    {
        string text = ErrorText.Describe(new ModelLoadException("x", [.. Enumerable.Range(0, 500).Select(i => $"problem {i}.")]));
        Assert.EndsWith("problem 9. (490 more.)", text, StringComparison.Ordinal);
    }
}
