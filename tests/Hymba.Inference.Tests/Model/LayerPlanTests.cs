using Hymba.Inference.Checkpoint;
using Hymba.Inference.Model;

namespace Hymba.Inference.Tests.Model;

public sealed class LayerPlanTests
{
    [Fact]
    public void Consumers_point_at_the_first_layer_of_their_group()
    {
        HymbaConfig config = HymbaConfigReader.Read(RepositoryFiles.Fixture("golden/tiny-b/config.json"));

        IReadOnlyList<LayerPlan> plan = LayerPlan.For(config);

        Assert.Equal([0, 1, 2, 3, 4, 4, 4, 7], plan.Select(layer => layer.KeyValueLayer));
        Assert.Equal([0, 3, 7], plan.Where(layer => layer.IsGlobal).Select(layer => layer.Index));
        Assert.Equal([5, 6], plan.Where(layer => !layer.IsProducer).Select(layer => layer.Index));
    }
}
