using System.Reflection;
using System.Xml.Linq;

namespace Hymba.Cli.Tests.Architecture;

/// <summary>Rules of the house that no compiler checks.</summary>
public sealed class RepositoryTests
{
    private const int MostLines = 400;

    /// <summary>Who may see whom. A new edge is a decision: write it here and in docs/architecture.md.</summary>
    private static readonly Dictionary<string, string[]> AllowedReferences = new()
    {
        ["Hymba.Kernels"] = [],
        ["Hymba.JsonSchema"] = [],
        ["Hymba.Inference"] = ["Hymba.Kernels"],
        ["Hymba.Nano"] = ["Hymba.Inference"],
        ["Hymba.Validation"] = ["Hymba.JsonSchema"],
        ["Hymba.Training"] = ["Hymba.Inference"],
        ["Hymba.SemanticKernel"] = ["Hymba.Inference", "Hymba.Nano", "Hymba.Validation"],
        ["Hymba.Cli"] = ["Hymba.JsonSchema", "Hymba.Nano", "Hymba.SemanticKernel", "Hymba.Training", "Hymba.Validation"],
        ["QuickStart"] = ["Hymba.SemanticKernel"],
    };

    private static readonly string Root = RepositoryFiles.Root;

    [Fact]
    public void Projects_reference_only_what_the_layout_allows()
    {
        Dictionary<string, string[]> actual = SourceProjects().ToDictionary(
            project => Path.GetFileNameWithoutExtension(project),
            project => XDocument.Load(project).Descendants("ProjectReference")
                .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/'))).ToArray());
        Assert.Equal(AllowedReferences.Keys.Order(), actual.Keys.Order());
        Assert.All(actual, project => Assert.Equal(AllowedReferences[project.Key].Order(), project.Value.Order()));
    }

    [Theory]
    [InlineData("Hymba.Kernels", "System")]
    [InlineData("Hymba.JsonSchema", "System")]
    [InlineData("Hymba.Inference", "System", "Hymba.Kernels", "TorchSharp", "Microsoft.ML.Tokenizers", "Google.Protobuf", "Microsoft.Extensions.Logging.Abstractions")]
    public void Assemblies_reference_only_what_the_layout_allows(string name, params string[] allowed)
    {
        IEnumerable<string> references = Assembly.Load(name).GetReferencedAssemblies().Select(reference => reference.Name!);
        Assert.All(references, reference => Assert.Contains(allowed, prefix => reference == prefix || reference.StartsWith(prefix + ".", StringComparison.Ordinal)));
    }

    [Fact]
    public void TorchSharp_stays_out_of_public_signatures()
    {
        IEnumerable<(Type Type, MemberInfo Member, Type Used)> signatures =
            from type in Assembly.Load("Hymba.Inference").GetExportedTypes()
            from member in type.GetMembers(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            where member is not MethodBase { IsPublic: false, IsFamily: false } and not FieldInfo { IsPublic: false }
            from used in TypesOf(member)
            select (type, member, used);
        Assert.NotEmpty(signatures);
        Assert.DoesNotContain(signatures, signature => signature.Used.Assembly.GetName().Name == "TorchSharp");
    }

    [Fact]
    public void Unsafe_code_lives_in_the_kernels_only()
    {
        string[] users = [.. SourceProjects().Where(project => File.ReadAllText(project).Contains("AllowUnsafeBlocks", StringComparison.Ordinal))];
        Assert.Equal("Hymba.Kernels", Path.GetFileNameWithoutExtension(Assert.Single(users)));
    }

    [Fact]
    public void No_file_is_longer_than_400_lines()
    {
        string[] files = [.. CodeFiles()];
        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.True(File.ReadLines(file).Count() <= MostLines, $"{file} has more than {MostLines} lines."));
    }

    [Fact]
    public void Every_source_file_declares_one_public_type_at_the_most()
    {
        string[] openings =
        [
            "public sealed class ", "public static class ", "public abstract class ", "public sealed record ", "public enum ", "public interface ",
            "public delegate ", "public readonly record struct ",
        ];
        Assert.All(
            CodeFiles().Where(file => file.StartsWith(Path.Combine(Root, "src"), StringComparison.Ordinal)),
            file => Assert.True(
                File.ReadLines(file).Count(line => openings.Any(opening => line.StartsWith(opening, StringComparison.Ordinal))) <= 1,
                $"{file} declares several public types."));
    }

    private static IEnumerable<Type> TypesOf(MemberInfo member)
    {
        IEnumerable<Type> types = member switch
        {
            MethodInfo method => [method.ReturnType, .. method.GetParameters().Select(p => p.ParameterType)],
            ConstructorInfo constructor => constructor.GetParameters().Select(p => p.ParameterType),
            PropertyInfo property when property.GetMethod?.IsPublic == true => [property.PropertyType],
            FieldInfo field => [field.FieldType],
            _ => [],
        };
        return types.SelectMany(type => type.IsGenericType ? type.GetGenericArguments().Append(type) : [type.IsByRef || type.IsArray ? type.GetElementType()! : type]);
    }

    private static IEnumerable<string> SourceProjects()
        => new[] { "src", "samples" }.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), "*.csproj", SearchOption.AllDirectories));

    private static IEnumerable<string> CodeFiles()
        => new[] { "src", "tests", "samples" }.Select(folder => Path.Combine(Root, folder)).Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("\\obj\\", StringComparison.Ordinal));
}
