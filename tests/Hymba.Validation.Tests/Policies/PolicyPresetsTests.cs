using Hymba.Validation.Policies;
using Hymba.Validation.Tests.Guardrails;

namespace Hymba.Validation.Tests.Policies;

public sealed class PolicyPresetsTests
{
    [Theory]
    [InlineData("<scr<script>ipt>alert(1)</script>", "<scr\uFFFDipt>alert(1)</script>")]
    [InlineData("go java<script>script:alert(1) on", "go java\uFFFDscript:alert(1) on")]
    [InlineData("<img src=x on<script>error=alert(1)>", "<img src=x on\uFFFDerror=alert(1)>")]
    [InlineData("<scr\u001b[0mipt>alert(1)</script>", "<scr\uFFFDipt>alert(1)</script>")]
    [InlineData("{<script>{self.__init__}}", "{\uFFFD{self.__init__}}")]
    public async Task What_stands_around_something_taken_out_does_not_become_it(string text, string expected)
    {
        var pipeline = PresetPipelines.Make(ValidationPreset.Standard);
        var once = await pipeline.ValidateAsync(text, new());
        Assert.Equal(expected, once.Text);
        Assert.Equal(expected, (await pipeline.ValidateAsync(once.Text, new())).Text);
    }
}
