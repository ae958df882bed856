using Hymba.Inference.Checkpoint;
using Hymba.Inference.Forward;
using Hymba.Inference.Model;
using static TorchSharp.torch;

namespace Hymba.Inference.Adapters;

/// <summary>
/// A LoRA adapter (Hu et al. 2021) in PEFT's format, opened for reading: each adapted matrix W [out, in] becomes W + alpha / r * B * A. Config
/// and tensors are checked against the model. Owns the file; one thread at a time.
/// </summary>
internal sealed class LoraAdapter : IDisposable
{
    /// <summary>The name of the file with the factors.</summary>
    public const string WeightsName = "adapter_model.safetensors";

    private readonly SafetensorsFile _file;
    private readonly HashSet<string> _weights;

    private LoraAdapter(SafetensorsFile file, LoraConfig config, HashSet<string> weights)
    {
        _file = file;
        Config = config;
        _weights = weights;
    }

    /// <summary>Rank, scale and targets.</summary>
    public LoraConfig Config { get; }

    /// <summary>Names of the model's weights that change.</summary>
    public IReadOnlyCollection<string> Weights => _weights;

    /// <summary>Opens an adapter and checks everything but the numbers.</summary>
    /// <param name="directory">Holds <c>adapter_config.json</c> and <c>adapter_model.safetensors</c>.</param>
    /// <param name="model">The model that it is for.</param>
    /// <exception cref="ModelLoadException">Something is missing, does not fit the model or is not supported; names every problem.</exception>
    public static LoraAdapter Open(string directory, HymbaConfig model)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(directory);
        string[] missing = [.. new[] { LoraConfigFile.Name, WeightsName }.Where(name => !File.Exists(Path.Combine(directory, name)))];
        if (missing.Length > 0)
        {
            throw new ModelLoadException(directory, [.. missing.Select(name => $"{name} is missing; a directory in PEFT's adapter format is needed.")]);
        }

        var errors = new List<string>();
        LoraConfig? config = LoraConfigFile.Read(directory, errors);
        SafetensorsFile file = SafetensorsFile.Open(Path.Combine(directory, WeightsName));
        try
        {
            HashSet<string> weights = LoraVerifier.Verify(model, config, file.Entries, errors);
            return errors.Count == 0 ? new LoraAdapter(file, config!, weights) : throw new ModelLoadException(directory, errors);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Whether a weight of the model changes.</summary>
    public bool Changes(string weightName) => _weights.Contains(weightName);

    /// <summary>The adapted weight, in float32.</summary>
    /// <param name="weightName">One of <see cref="Weights"/>.</param>
    /// <param name="weight">The model's own, [out, in], any float type, on the CPU.</param>
    /// <returns>[out, in] f32, in the caller's dispose scope.</returns>
    public Tensor Apply(string weightName, Tensor weight)
    {
        using IDisposable scope = NewDisposeScope();
        Tensor update = Read(LoraNames.Second(weightName)).matmul(Read(LoraNames.First(weightName))).mul(KeptScalar.Of(Config.Scale));
        return weight.to(ScalarType.Float32).add(update, KeptScalar.One).MoveToOuterDisposeScope();
    }

    /// <summary>A factor in float32, in the caller's dispose scope.</summary>
    public Tensor Read(string tensorName)
    {
        SafetensorsEntry entry = _file.Entries[tensorName];
        Tensor raw = empty(entry.Shape, WeightLoader.ScalarTypeOf(entry.Dtype));
        _file.Read(entry, raw.bytes);
        return raw.to(ScalarType.Float32);
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
