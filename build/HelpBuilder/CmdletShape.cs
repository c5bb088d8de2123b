using System.Reflection;

namespace HelpBuilder;

/// <summary>A cmdlet as its class declares it.</summary>
internal sealed record CmdletShape(string Name, IReadOnlyList<string> OutputTypes, IReadOnlyList<ParameterShape> Parameters)
{
    private const string Space = "System.Management.Automation.";

    /// <summary>All cmdlets of an assembly, read without running it.</summary>
    public static IReadOnlyList<CmdletShape> ReadAll(string assembly, IEnumerable<string> references)
    {
        using var context = new MetadataLoadContext(new PathAssemblyResolver(references.Append(assembly)));
        return [.. context.LoadFromAssemblyPath(assembly).GetExportedTypes().SelectMany(Read).OrderBy(c => c.Name, StringComparer.Ordinal)];
    }

    private static IEnumerable<CmdletShape> Read(Type type)
    {
        var attributes = type.GetCustomAttributesData();
        if (attributes.FirstOrDefault(a => Is(a, "CmdletAttribute")) is not { } cmdlet)
        {
            yield break;
        }

        var outputs = attributes.Where(a => Is(a, "OutputTypeAttribute")).SelectMany(a => Types(a.ConstructorArguments));
        var parameters = type.GetProperties().SelectMany(ParameterShape.Read).ToList();
        if (Named(cmdlet, "SupportsShouldProcess") is true)
        {
            parameters.AddRange(ParameterShape.ShouldProcess);
        }

        foreach (var arguments in attributes.Where(a => a.AttributeType.Name == "DynamicParametersAttribute").Select(a => a.ConstructorArguments))
        {
            if (arguments.Count == 1)
            {
                parameters.AddRange(((Type)arguments[0].Value!).GetProperties().SelectMany(ParameterShape.Read));
                continue;
            }

            var (decider, value, holder) = ((string)arguments[0].Value!, (string)arguments[1].Value!, (Type)arguments[2].Value!);
            parameters.Add(parameters.First(p => p.Name == decider) with { Set = value, Value = value });
            parameters.AddRange(holder.GetProperties().SelectMany(ParameterShape.Read).Select(p => p with { Set = value, Decider = decider }));
        }

        yield return new CmdletShape($"{cmdlet.ConstructorArguments[0].Value}-{cmdlet.ConstructorArguments[1].Value}", [.. outputs], parameters);
    }

    /// <summary>The ways to call the cmdlet: its parameter sets, or the values of the parameter on which others depend.</summary>
    public IReadOnlyList<string> Sets => Parameters.Select(p => p.Set).Where(s => s != ParameterShape.AllSets).Distinct().ToList() is { Count: > 0 } sets
        ? sets
        : [ParameterShape.AllSets];

    /// <summary>The parameters of a set, each once.</summary>
    public IEnumerable<ParameterShape> ParametersOf(string set) =>
        Parameters.Where(p => p.Set == set).Concat(Parameters.Where(p => p.Set == ParameterShape.AllSets)).DistinctBy(p => p.Name);

    internal static bool Is(CustomAttributeData attribute, string name) => attribute.AttributeType.FullName == Space + name;

    internal static object? Named(CustomAttributeData attribute, string name) =>
        attribute.NamedArguments.FirstOrDefault(a => a.MemberName == name).TypedValue.Value;

    private static IEnumerable<string> Types(IEnumerable<CustomAttributeTypedArgument> arguments) => arguments.SelectMany(argument =>
        argument.Value switch
        {
            Type type => [type.FullName!],
            IEnumerable<CustomAttributeTypedArgument> many => Types(many),
            string name => [name],
            _ => Array.Empty<string>(),
        });
}

/// <summary>A parameter of a cmdlet in one parameter set, or with one value of a parameter on which it depends.</summary>
internal sealed record ParameterShape(string Name, string Type, string Set, bool Required, int? Position, string Pipeline, IReadOnlyList<string> Aliases)
{
    /// <summary>The name that stands for every parameter set.</summary>
    public const string AllSets = "__AllParameterSets";

    /// <summary>The set of all parameters together, which is there only so that the cmdlet itself says which go together.</summary>
    private const string EverySet = "Any";

    public static IReadOnlyList<ParameterShape> ShouldProcess { get; } =
    [
        new("WhatIf", "SwitchParameter", AllSets, false, null, "False", ["wi"]),
        new("Confirm", "SwitchParameter", AllSets, false, null, "False", ["cf"]),
    ];

    /// <summary>The parameter on whose value it depends whether this one is there; null when it always is.</summary>
    public string? Decider { get; init; }

    /// <summary>The only value in its set; null means any.</summary>
    public string? Value { get; init; }

    /// <summary>Whether wildcards in it have a meaning.</summary>
    public bool TakesWildcards { get; init; }

    public bool IsSwitch => Type == "SwitchParameter";

    public static IEnumerable<ParameterShape> Read(PropertyInfo property)
    {
        var attributes = property.GetCustomAttributesData();
        var aliases = attributes.Where(a => CmdletShape.Is(a, "AliasAttribute"))
            .SelectMany(a => (IEnumerable<CustomAttributeTypedArgument>)a.ConstructorArguments[0].Value!)
            .Select(a => (string)a.Value!)
            .ToList();
        foreach (var attribute in attributes.Where(a => CmdletShape.Is(a, "ParameterAttribute")))
        {
            var set = CmdletShape.Named(attribute, "ParameterSetName") as string ?? AllSets;
            if (set == EverySet)
            {
                continue;
            }

            var required = CmdletShape.Named(attribute, "Mandatory") is true;
            var position = CmdletShape.Named(attribute, "Position") as int?;
            yield return new ParameterShape(property.Name, TypeName(property.PropertyType), set, required, position, PipelineOf(attribute), aliases)
            {
                TakesWildcards = attributes.Any(a => CmdletShape.Is(a, "SupportsWildcardsAttribute")),
            };
        }
    }

    private static string PipelineOf(CustomAttributeData attribute)
    {
        var ways = new List<string>();
        if (CmdletShape.Named(attribute, "ValueFromPipeline") is true)
        {
            ways.Add("ByValue");
        }

        if (CmdletShape.Named(attribute, "ValueFromPipelineByPropertyName") is true)
        {
            ways.Add("ByPropertyName");
        }

        return ways.Count == 0 ? "False" : $"True ({string.Join(", ", ways)})";
    }

    private static string TypeName(Type type) =>
        type.IsGenericType ? TypeName(type.GetGenericArguments()[0]) : type.Name switch { "Int32" => "int", "String" => "string", "String[]" => "string[]", var name => name };
}
