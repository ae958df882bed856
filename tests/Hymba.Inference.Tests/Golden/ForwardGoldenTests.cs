using System.Text.Json;
using Hymba.Inference.Forward;
using Hymba.Inference.Generation;
using static TorchSharp.torch;

namespace Hymba.Inference.Tests.Golden;

public sealed class ForwardGoldenTests
{
    public static TheoryData<string, bool> NamesAndScans
        => [.. from name in GoldenModel.Names from associative in new[] { false, true } select new TheoryDataRow<string, bool>(name.Data, associative)];

    [Theory]
    [MemberData(nameof(NamesAndScans))]
    public void Whole_batches_match(string name, bool associative)
    {
        GoldenModel golden = GoldenModel.Get(name);
        using LoadedModel model = golden.LoadModel(associative: associative);
        int cases = 0;
        foreach (JsonElement testCase in golden.Cases("forward"))
        {
            using IDisposable guard = no_grad();
            using IDisposable scope = NewDisposeScope();
            int[][] rows = GoldenModel.Rows(testCase);
            Tensor hidden = model.Forward.RunBatch([.. rows.SelectMany(row => row)], rows.Length);
            GoldenLogits.AssertEqual(golden, testCase, HostValues.Read(model.Forward.Logits(hidden)));
            cases++;
        }

        Assert.Equal(6, cases);
    }

    [Theory]
    [MemberData(nameof(NamesAndScans))]
    public void One_prefill_on_a_state_matches(string name, bool associative)
    {
        GoldenModel golden = GoldenModel.Get(name);
        using LoadedModel model = golden.LoadModel(associative: associative);
        foreach (JsonElement testCase in golden.Cases("forward").Where(c => GoldenModel.Rows(c).Length == 1))
        {
            int[] ids = GoldenModel.Ids(testCase);
            GoldenLogits.AssertEqual(golden, testCase, Sequences.Logits(model, ids, [ids.Length]));
        }
    }

    [Theory]
    [MemberData(nameof(GoldenModel.Names), MemberType = typeof(GoldenModel))]
    public void Padding_behind_a_sequence_changes_nothing(string name)
    {
        GoldenModel golden = GoldenModel.Get(name);
        using LoadedModel model = golden.LoadModel();
        int[] ids = GoldenModel.Ids(golden.Cases("forward").First(c => c.GetProperty("id").GetString() == "forward-past-window"));
        TokenScore alone = SequenceScorer.Score(model, ids, CancellationToken.None);
        TokenScore[] together = SequenceScorer.ScoreBatch(model, [ids, [.. ids, .. ids], ids[..3]]);
        Assert.Equal(ids.Length - 1, together[0].Tokens);
        Assert.Equal(alone.LogLikelihood, together[0].LogLikelihood, ids.Length * golden.Tolerance);
    }
}
