using Hymba.Validation;

namespace Hymba.Cli.Tests.Verbs;

public sealed class CalibrateVerbTests
{
    [Fact]
    public async Task The_file_is_written_where_it_is_found_again()
    {
        using var folder = new TemporaryFolder();
        foreach (string file in Directory.GetFiles(ToolRun.TextModel))
        {
            File.Copy(file, folder[Path.GetFileName(file)]);
        }

        ToolRun run = (await ToolRun.StartAsync("calibrate", "--model", folder.Path, "--json", "--threads", "1")).Succeeded();
        SuffixCalibration written = SuffixCalibration.Read(folder[SuffixCalibration.FileName]);
        Assert.Equal(folder[SuffixCalibration.FileName], run.Json.GetProperty("out").GetString());
        Assert.Equal((written.Typical, written.Jump), (run.Json.GetProperty("typical").GetDouble(), run.Json.GetProperty("jump").GetDouble()));

        // Random weights find all tokens of 32,000 nearly alike; a token has a few bytes.
        Assert.InRange(written.Typical, Math.Log(32_000) / 6, Math.Log(32_000));
    }

    [Fact]
    public async Task A_model_must_be_named_and_have_a_tokenizer()
    {
        (await ToolRun.StartAsync("calibrate")).Failed(ExitCode.Usage, "--model is missing");
        (await ToolRun.StartAsync("calibrate", "--model", ToolRun.IdModel)).Failed(ExitCode.Failure, "tokenizer.model");
    }
}
