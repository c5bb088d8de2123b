using System.Text.RegularExpressions;
using Kubeadm.Engine.Reporting;
using Kubeadm.Testing;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Kubeadm.Engine.Tests.Architecture;

/// <summary>Each room makes its errors in one place, and each identifier is written once.</summary>
public sealed partial class ErrorPlacesTests
{
    private static readonly Dictionary<string, string> Sources = RepositoryFiles.EngineSources.Concat(RepositoryFiles.ContractSources).ToDictionary(path => path, File.ReadAllText);

    /// <summary>The identifiers that errors are made with, each with the files in which it is written.</summary>
    private static readonly ILookup<string, string> Identifiers = Sources.Where(source => MakesErrors(source.Key, source.Value))
        .SelectMany(source => Identifier().Matches(source.Value).Select(match => (Id: match.Groups[1].Value, File: Path.GetFileName(source.Key))))
        .ToLookup(written => written.Id, written => written.File);

    /// <summary>A room that has a single error may make it where it is thrown: the second one asks for a class of errors.</summary>
    [Fact]
    public void A_room_makes_its_errors_in_its_class_of_errors()
    {
        var made = MadeErrors().ToList();
        var scattered = made.GroupBy(error => error.Room).Where(room => room.Count() > 1)
            .SelectMany(room => room.Where(error => !error.Maker.EndsWith("Errors", StringComparison.Ordinal)));

        Assert.True(made.Count > 150, $"only {made.Count} errors were found");
        Assert.Empty(scattered.Select(error => $"{error.Room}: {error.Maker} makes an error"));
    }

    [Fact]
    public void An_identifier_is_written_once()
    {
        Assert.True(Identifiers.Count > 100, $"only {Identifiers.Count} identifiers were found");
        Assert.Empty(Identifiers.Where(files => files.Count() > 1).Select(files => $"{files.Key}: {string.Join(", ", files)}"));
        Assert.Empty(Sources.Where(source => Comparison().IsMatch(source.Value)).Select(source => $"{source.Key} compares an identifier with a literal"));
    }

    [Fact]
    public void What_documentation_says_of_errors_names_identifiers_that_exist()
    {
        var named = Sources.Values.Select(text => LineOfDocumentation().Replace(text, " "))
            .SelectMany(text => ErrorsOfMethod().Matches(text))
            .SelectMany(errors => Name().Matches(errors.Value).Select(match => match.Groups[1].Value))
            .ToList();

        Assert.True(named.Count > 200, $"only {named.Count} names were found");
        Assert.Empty(named.Where(id => !Identifiers.Contains(id)).Distinct());
    }

    /// <summary>Where errors get their message. Kinds of error with a class of their own have theirs in it.</summary>
    private static IEnumerable<(string Room, string Maker)> MadeErrors()
    {
        using var module = EngineCode.Open();
        return [.. from code in EngineCode.Instructions(module)
                   where code.Instruction.OpCode == OpCodes.Newobj && code.Instruction.Operand is MethodReference called && IsError(called.DeclaringType)
                       && called.Resolve() is { } made && made.Parameters.Any(parameter => parameter.Name == "message")
                   select (code.Type.Namespace, code.Type.Name)];
    }

    private static bool IsError(TypeReference type) => type.Namespace.StartsWith(nameof(Kubeadm), StringComparison.Ordinal)
        && (type.Name == nameof(KubeadmException) || type.Resolve()?.BaseType?.Name == nameof(KubeadmException));

    private static bool MakesErrors(string path, string text) =>
        Path.GetFileNameWithoutExtension(path) is var name
        && (name == nameof(ErrorIds) || name.EndsWith("Errors", StringComparison.Ordinal) || name.EndsWith("Exception", StringComparison.Ordinal)
            || text.Contains("new KubeadmException(", StringComparison.Ordinal));

    [GeneratedRegex("""(?:\(\s*|const string \w+ = |=> )"([A-Z][a-z]+[A-Z]\w*)"[,;)]""")]
    private static partial Regex Identifier();

    [GeneratedRegex("""ErrorId\b[^;\n]*"[A-Z]""")]
    private static partial Regex Comparison();

    [GeneratedRegex(@"\n\s*///")]
    private static partial Regex LineOfDocumentation();

    [GeneratedRegex("""<exception cref="(?:Kubeadm|Patch)Exception">.*?</exception>""")]
    private static partial Regex ErrorsOfMethod();

    [GeneratedRegex("<c>([A-Z][a-z]+[A-Z][A-Za-z]*)</c>")]
    private static partial Regex Name();
}
