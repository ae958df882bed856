using Hymba.Inference.Checkpoint;
using Hymba.Inference.Model;

namespace Hymba.Inference.Tests.Model;

public sealed class TensorNamesTests
{
    [Theory]
    [InlineData("golden/tiny-a/config.json", 731_219)]
    [InlineData("golden/tiny-b/config.json", 2_178_416)]
    [InlineData("hymba-1.5b-config.json", 1_522_797_824)]
    public void Counts_the_weights_from_the_config_alone(string config, long expected)
        => Assert.Equal(expected, TensorNames.ParameterCount(HymbaConfigReader.Read(RepositoryFiles.Fixture(config))));

    [Fact]
    public void Producers_project_keys_and_values_and_consumers_do_not()
    {
        HymbaConfig config = HymbaConfigReader.Read(RepositoryFiles.Fixture("hymba-1.5b-config.json"));
        Dictionary<string, long[]> shapes = TensorNames.Expected(config).ToDictionary(tensor => tensor.Name, tensor => tensor.Shape);

        Assert.Equal([8960, 1600], shapes["model.layers.0.mamba.in_proj.weight"]);
        Assert.Equal([8960, 1600], shapes["model.layers.1.mamba.in_proj.weight"]);
        Assert.Equal([8000, 1600], shapes["model.layers.2.mamba.in_proj.weight"]);
        Assert.Equal([8000, 1600], shapes["model.layers.18.mamba.in_proj.weight"]);
        Assert.Equal([132, 3200], shapes["model.layers.31.mamba.x_proj.0.weight"]);
        Assert.DoesNotContain("lm_head.weight", shapes.Keys);
    }

    [Fact]
    public void Switches_add_and_remove_tensors()
    {
        HymbaConfig config = HymbaConfigReader.Read(RepositoryFiles.Fixture("golden/tiny-a/config.json"));
        HymbaConfig other = config with
        {
            TiedHead = false,
            HasConvBias = false,
            HasInnerNorms = false,
            MemoryTokens = 0,
            MlpActivation = MlpActivation.ReluSquared,
        };
        HashSet<string> before = [.. TensorNames.Expected(config).Select(tensor => tensor.Name)];
        HashSet<string> after = [.. TensorNames.Expected(other).Select(tensor => tensor.Name)];

        Assert.Equal(["lm_head.weight"], after.Except(before));
        Assert.Equal(1 + (7 * 5), before.Except(after).Count());
    }
}
