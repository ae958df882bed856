using System.Runtime.InteropServices;
using Hymba.Inference.Adapters;
using Hymba.Inference.Checkpoint;
using Hymba.Inference.Forward;
using Hymba.Inference.Model;
using Hymba.Inference.Native;
using Hymba.Inference.Prefill;
using Hymba.Inference.State;
using Hymba.Inference.Text;
using Hymba.Kernels.Threading;
using Microsoft.Extensions.Logging;
using TorchSharp;
using static TorchSharp.torch;

namespace Hymba.Inference.Generation;

/// <summary>Opens a checkpoint directory and brings it to the device.</summary>
internal static partial class ModelLoader
{
    /// <summary>Loads the model that valid options name.</summary>
    public static LoadedModel Load(
        HymbaEngineOptions options, IProgress<LoadProgress>? progress, ILogger logger, CancellationToken cancellationToken)
    {
        using HymbaCheckpoint checkpoint = HymbaCheckpoint.Open(options.ModelPath);
        if (options.MaxContextTokens > checkpoint.Config.ContextTokens)
        {
            throw new InvalidOptionsException(
                [$"{nameof(options.MaxContextTokens)} is {options.MaxContextTokens}; the model's context is {checkpoint.Config.ContextTokens} tokens."]);
        }

        ScalarType type = options.DataType.ToScalarType();
        HymbaDataType? quantized = options.DataType.IsQuantized() ? options.DataType : null;
        bool loadsInMemory = options.Device == "cpu" && options.AdapterPath is null;
        bool needsTorch = !loadsInMemory || type == ScalarType.Float16 || CpuPrefill.UsesTorch(WeightArena.WeightBytes(checkpoint.Config, type, quantized));
        // Mapping libtorch takes as long as everything else: it goes on beside it.
        Task runtime = needsTorch ? Task.Run(() => TorchRuntime.EnsureLoaded(logger), CancellationToken.None) : Task.CompletedTask;
        using LoraAdapter? adapter = options.AdapterPath is string path ? LoraAdapter.Open(path, checkpoint.Config) : null;
        HymbaTokenizer? tokenizer = File.Exists(Path.Combine(options.ModelPath, "tokenizer.model")) ? HymbaTokenizer.Load(options.ModelPath) : null;
        if (!loadsInMemory)
        {
            runtime.GetAwaiter().GetResult();
        }

        Device device = FindDevice(options.Device);
        int threads = options.Threads ?? Math.Min(Environment.ProcessorCount, HymbaEngineOptions.MaxThreads);
        if (!loadsInMemory)
        {
            set_num_threads(threads);
        }

        if (options.PinThreads && !WorkerTeam.Shared.Pin())
        {
            Log.NoPinning(logger, RuntimeInformation.OSDescription);
        }

        ComputedFiles? files = adapter is null && device.type == DeviceType.CPU
            ? new ComputedFiles(checkpoint, options.DataType, options.CacheDirectory, threads, logger)
            : null;
        HymbaWeights weights = files?.LoadWeights(cancellationToken)
            ?? WeightLoader.Load(
                checkpoint, type, device, progress, adapter: adapter, quantized: quantized, threads: threads, cancellationToken: cancellationToken);
        try
        {
            runtime.GetAwaiter().GetResult();
            Log.Loaded(logger, options.ModelPath, checkpoint.ParameterCount, options.DataType, options.Device);
            if (adapter is not null)
            {
                Log.Merged(logger, options.AdapterPath!, adapter.Config.Rank, adapter.Weights.Count);
            }

            IScan scan = device.type == DeviceType.CPU ? new KernelScan(threads) : new AssociativeScan();
            SequenceState? memory = files?.LoadMemoryState();
            var model = new LoadedModel(
                weights, scan, tokenizer, options.PrefixCacheBytes, options.PrefillChunkTokens, options.MaxContextTokens, memory, threads)
            {
                Speculates = options.Speculate,
            };
            if (memory is null)
            {
                files?.KeepMemoryState(model.InitialState);
            }

            if (options.Speculate && model.Decoder is null)
            {
                Log.NoSpeculation(logger, options.DataType, options.Device);
            }

            return model;
        }
        catch
        {
            weights.Dispose();
            throw;
        }
    }

    private static Device FindDevice(string name)
    {
        if (!DeviceName.TryParse(name, out (DeviceType Type, int Index) wanted))
        {
            throw new ArgumentException($"'{name}' is no device.", nameof(name));
        }

        if (wanted.Type == DeviceType.CUDA && (!cuda.is_available() || wanted.Index >= cuda.device_count()))
        {
            throw new NativeLibraryException(
                $"The device '{name}' is not there: libtorch finds {(cuda.is_available() ? cuda.device_count() : 0)} CUDA devices. "
                + "Build with -p:HymbaTorch=cuda on a machine with an NVIDIA GPU and its driver, or use the device cpu.");
        }

        return new Device(wanted.Type, wanted.Index);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Loaded {Path}: {Parameters} parameters as {DataType} on {Device}.")]
        public static partial void Loaded(ILogger logger, string path, long parameters, HymbaDataType dataType, string device);

        [LoggerMessage(2, LogLevel.Information, "Merged the adapter {Path}: rank {Rank}, {Matrices} matrices.")]
        public static partial void Merged(ILogger logger, string path, int rank, int matrices);

        [LoggerMessage(3, LogLevel.Warning, "Speculation has no effect: {DataType} on {Device} has no kernels for it.")]
        public static partial void NoSpeculation(ILogger logger, HymbaDataType dataType, string device);

        [LoggerMessage(4, LogLevel.Warning, "Threads are not pinned: {System} has no way to keep a thread on a core.")]
        public static partial void NoPinning(ILogger logger, string system);
    }
}
