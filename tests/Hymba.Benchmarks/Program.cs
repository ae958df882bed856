using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Hymba.Benchmarks;
using Hymba.Benchmarks.Validation;

if (args is ["validation", ..])
{
    await ValidationReport.RunAsync();
    return;
}

if (args is ["decode", var dataType, var context])
{
    DecodeReport.Run(dataType, int.Parse(context, System.Globalization.CultureInfo.InvariantCulture));
    return;
}

if (args is ["draft", var draftDataType, var draftContext])
{
    DraftReport.Run(draftDataType, int.Parse(draftContext, System.Globalization.CultureInfo.InvariantCulture));
    return;
}

if (args is ["sampling", var vocabularySize])
{
    SamplingReport.Run(int.Parse(vocabularySize, System.Globalization.CultureInfo.InvariantCulture));
    return;
}

if (args is ["divergence", var roundedDataType, var divergenceTokens])
{
    await DivergenceReport.RunAsync(roundedDataType, int.Parse(divergenceTokens, System.Globalization.CultureInfo.InvariantCulture));
    return;
}

if (args is ["scaling", var pictureFile])
{
    ScalingReport.Run(pictureFile);
    return;
}

// In process: the models' native libraries and the state of the machine are then the same for all that is compared.
BenchmarkSwitcher.FromTypes([typeof(LaneOverheadBenchmarks), typeof(QueueOverheadBenchmarks), typeof(TimeSliceBenchmarks)])
    .Run(args, DefaultConfig.Instance.AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance)));
