using System.Runtime.Versioning;
using Hymba.Inference;

namespace Hymba.Nano.Tests.Embedding;

public sealed class EmbeddedModelTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    // Larger than the blocks in which files are compared, and no multiple of them.
    private static readonly byte[] Weights = [.. Enumerable.Range(0, 300_001).Select(i => (byte)(i * 31))];
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("hymba-nano-tests-");

    private string Cache => Path.Combine(_root.FullName, "cache", "hymba-models");

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public void Directory_bears_the_models_name_and_has_all_files()
    {
        string path = Model().Place();

        Assert.StartsWith(Cache, path, StringComparison.Ordinal);
        Assert.Equal("tiny", Path.GetFileName(path));
        Assert.Equal(["config.json", "model.bin"], Directory.GetFiles(path).Select(Path.GetFileName).Order());
        Assert.Equal(Weights, File.ReadAllBytes(Path.Combine(path, "model.bin")));
        Assert.Equal("{}", File.ReadAllText(Path.Combine(path, "config.json")));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void Only_the_user_may_enter()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such permissions.");
        string path = Model().Place();

        Assert.All([Cache, Path.GetDirectoryName(path)!, path], folder => Assert.Equal(OwnerOnly, File.GetUnixFileMode(folder)));
        Assert.All(Directory.GetFiles(path), file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
    }

    [Fact]
    public void Another_process_finds_what_is_there()
    {
        string path = Model().Place();
        DateTime past = new(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(Path.Combine(path, "model.bin"), past);

        Assert.Equal(path, Model().Place());
        Assert.Equal(past, File.GetLastWriteTimeUtc(Path.Combine(path, "model.bin")));
    }

    [Fact]
    public void Another_version_of_the_model_is_another_directory()
    {
        string[] paths = [Model().Place(), Model("v2").Place()];

        Assert.Equal([Path.Combine(Cache, "v1", "tiny"), Path.Combine(Cache, "v2", "tiny")], paths);
        Assert.All(paths, path => Assert.Equal(2, Directory.GetFiles(path).Length));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(150_000)]
    [InlineData(300_000)]
    public void A_changed_byte_is_found_and_the_file_replaced(int at)
    {
        string file = Path.Combine(Model().Place(), "model.bin");
        byte[] changed = [.. Weights];
        changed[at] ^= 1;
        File.WriteAllBytes(file, changed);

        Model().Place();

        Assert.Equal(Weights, File.ReadAllBytes(file));
    }

    [Fact]
    public void A_missing_or_shortened_file_is_replaced()
    {
        string path = Model().Place();
        File.Delete(Path.Combine(path, "config.json"));
        File.WriteAllBytes(Path.Combine(path, "model.bin"), Weights[..^1]);

        Model().Place();

        Assert.Equal("{}", File.ReadAllText(Path.Combine(path, "config.json")));
        Assert.Equal(Weights, File.ReadAllBytes(Path.Combine(path, "model.bin")));
    }

    [Fact]
    public void A_cache_that_was_emptied_meanwhile_is_filled_again()
    {
        EmbeddedModel model = Model();
        string path = model.Place();
        Directory.Delete(Cache, recursive: true);

        Assert.Equal(path, model.Place());
        Assert.Equal(Weights, File.ReadAllBytes(Path.Combine(path, "model.bin")));
    }

    [Fact]
    public void Many_at_once_get_one_good_directory()
    {
        // Objects of their own share nothing, as processes do.
        string[] paths = new string[16];
        Parallel.For(0, paths.Length, new ParallelOptions { MaxDegreeOfParallelism = paths.Length }, i => paths[i] = Model().Place());

        string path = Assert.Single(paths.Distinct());
        Assert.Equal([Path.GetDirectoryName(path)], Directory.GetFileSystemEntries(Cache));
        Assert.Equal(2, Directory.GetFileSystemEntries(path).Length);
        Assert.Equal(Weights, File.ReadAllBytes(Path.Combine(path, "model.bin")));
    }

    [Fact]
    public void Without_a_cache_a_temporary_folder_serves()
        => Assert.StartsWith(Path.Combine(_root.FullName, "temporary"), ModelIn(null).Place(), StringComparison.Ordinal);

    [Fact]
    public void A_cache_that_cannot_be_written_is_replaced_by_a_temporary_folder()
    {
        string file = Path.Combine(_root.FullName, "file");
        File.WriteAllText(file, "");

        string path = ModelIn(Path.Combine(file, "hymba-models")).Place();

        Assert.StartsWith(Path.Combine(_root.FullName, "temporary"), path, StringComparison.Ordinal);
        Assert.Equal(Weights, File.ReadAllBytes(Path.Combine(path, "model.bin")));
    }

    [Fact]
    public void A_link_in_place_of_the_cache_is_not_followed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows lets not everybody make links.");
        string elsewhere = _root.CreateSubdirectory("elsewhere").FullName;
        Directory.CreateDirectory(Path.GetDirectoryName(Cache)!);
        Directory.CreateSymbolicLink(Cache, elsewhere);

        Assert.StartsWith(Path.Combine(_root.FullName, "temporary"), Model().Place(), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(elsewhere));
    }

    [Fact]
    public void With_no_place_at_all_the_message_tells_both_reasons_and_the_cure()
    {
        string file = Path.Combine(_root.FullName, "file");
        File.WriteAllText(file, "");
        var model = new EmbeddedModel("tiny", "v1", Files(), Path.Combine(file, "hymba-models"), () => throw new IOException("The disk is full."));

        string message = Assert.Throws<ModelLoadException>(model.Place).Message;

        Assert.Contains($"'{Path.Combine(file, "hymba-models")}' cannot be used", message, StringComparison.Ordinal);
        Assert.Contains("The disk is full.", message, StringComparison.Ordinal);
        Assert.Contains("XDG_CACHE_HOME", message, StringComparison.Ordinal);
    }

    private static ModelFile[] Files() =>
    [
        new("model.bin", () => new MemoryStream(Weights, writable: false)),
        new("config.json", () => new MemoryStream("{}"u8.ToArray(), writable: false)),
    ];

    private EmbeddedModel Model(string version = "v1") => new("tiny", version, Files(), Cache, Temporary);

    private EmbeddedModel ModelIn(string? cache) => new("tiny", "v1", Files(), cache, Temporary);

    private string Temporary() => _root.CreateSubdirectory("temporary").FullName;
}
