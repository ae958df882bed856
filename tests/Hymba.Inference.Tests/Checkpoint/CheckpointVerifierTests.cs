using Hymba.Inference.Checkpoint;
using Hymba.Inference.Model;

namespace Hymba.Inference.Tests.Checkpoint;

public sealed class CheckpointVerifierTests
{
    [Fact]
    public void Reports_every_missing_extra_and_wrong_tensor_at_once()
    {
        using var folder = new TemporaryDirectory();
        CheckpointBuilder.Write(folder, tensors =>
        {
            tensors.RemoveAll(tensor => tensor.Name is TensorNames.FinalNorm or "model.layers.3.mamba.D.0");
            Replace(tensors, TensorNames.Embedding, tensor => tensor with { Shape = [80, 320] });
            Replace(tensors, TensorNames.MemoryTokens, tensor => tensor with { Dtype = SafetensorsDtype.F64 });
            tensors.Add(new SafetensorsTensor("model.layers.9.mamba.D.0", SafetensorsDtype.BF16, [160]));
            tensors.Add(new SafetensorsTensor("model.layers.0.q_norm.weight", SafetensorsDtype.BF16, [16]));
        });

        ModelLoadException error = Assert.Throws<ModelLoadException>(() => HymbaCheckpoint.Open(folder.Path));

        Assert.Equal(
            [
                "tensor model.embed_tokens.weight has the shape [80, 320]; the config calls for [320, 80].",
                "tensor model.memory_tokens is F64; supported: BF16, F16, F32.",
                "tensor model.layers.3.mamba.D.0 [160] is missing.",
                "tensor model.final_layernorm.weight [80] is missing.",
                "tensor 'model.layers.0.q_norm.weight' is not part of a model of this config.",
                "tensor 'model.layers.9.mamba.D.0' is not part of a model of this config.",
            ],
            error.Errors);
    }

    [Fact]
    public void Types_may_differ_from_tensor_to_tensor()
    {
        using var folder = new TemporaryDirectory();
        CheckpointBuilder.Write(folder, tensors =>
        {
            Replace(tensors, TensorNames.Embedding, tensor => tensor with { Dtype = SafetensorsDtype.F16 });
            Replace(tensors, TensorNames.FinalNorm, tensor => tensor with { Dtype = SafetensorsDtype.F32 });
        });

        using HymbaCheckpoint checkpoint = HymbaCheckpoint.Open(folder.Path);

        Assert.Equal(SafetensorsDtype.F16, checkpoint.Entry(TensorNames.Embedding).Dtype);
        Assert.Equal((2 * 731_219) + (2 * 80), checkpoint.WeightBytes);
        Assert.Equal(731_219, checkpoint.ParameterCount);
    }

    [Fact]
    public void A_repeated_tied_head_and_rotary_tables_are_ignored()
    {
        using var folder = new TemporaryDirectory();
        CheckpointBuilder.Write(folder, tensors =>
        {
            tensors.Add(new SafetensorsTensor(TensorNames.Head, SafetensorsDtype.BF16, [320, 80]));
            tensors.Add(new SafetensorsTensor("model.layers.0.self_attn.rotary_emb.inv_freq", SafetensorsDtype.F64, [8]));
        });

        using HymbaCheckpoint checkpoint = HymbaCheckpoint.Open(folder.Path);

        Assert.DoesNotContain(TensorNames.Head, checkpoint.Entries.Keys);
        Assert.Equal(731_219, checkpoint.ParameterCount);
    }

    [Fact]
    public void An_untied_head_must_be_there()
    {
        using var folder = new TemporaryDirectory();
        CheckpointBuilder.Write(
            folder, tensors => tensors.RemoveAll(tensor => tensor.Name == TensorNames.Head), config => config["tie_word_embeddings"] = false);

        ModelLoadException error = Assert.Throws<ModelLoadException>(() => HymbaCheckpoint.Open(folder.Path));

        Assert.Equal(["tensor lm_head.weight [320, 80] is missing."], error.Errors);
    }

    [Fact]
    public void Thousands_of_strange_tensors_do_not_make_an_endless_message()
    {
        using var folder = new TemporaryDirectory();
        CheckpointBuilder.Write(
            folder, tensors => tensors.AddRange(Enumerable.Range(0, 5000).Select(i => new SafetensorsTensor($"x{i}", SafetensorsDtype.U8, [0]))));

        ModelLoadException error = Assert.Throws<ModelLoadException>(() => HymbaCheckpoint.Open(folder.Path));

        Assert.Equal(2001, error.Errors.Count);
        Assert.Equal("3000 more problems are not listed.", error.Errors[^1]);
    }

    private static void Replace(List<SafetensorsTensor> tensors, string name, Func<SafetensorsTensor, SafetensorsTensor> change)
    {
        int index = tensors.FindIndex(tensor => tensor.Name == name);
        tensors[index] = change(tensors[index]);
    }
}
