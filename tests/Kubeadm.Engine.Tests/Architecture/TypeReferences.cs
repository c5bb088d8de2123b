using Mono.Cecil;

namespace Kubeadm.Engine.Tests.Architecture;

/// <summary>The types of its own assembly that a type refers to anywhere: bases, signatures, attributes and method bodies.</summary>
internal static class TypeReferences
{
    public static IEnumerable<TypeReference> Of(TypeDefinition type) =>
        Written(type).SelectMany(Parts).Select(Outermost).Where(used => used.Scope == type.Module).Distinct();

    private static IEnumerable<TypeReference?> Written(TypeDefinition type)
    {
        var signatures = new[] { type.BaseType }
            .Concat(type.Interfaces.Select(i => i.InterfaceType))
            .Concat(type.GenericParameters.SelectMany(p => p.Constraints).Select(c => c.ConstraintType))
            .Concat(type.Fields.Select(f => f.FieldType))
            .Concat(type.Properties.Select(p => p.PropertyType))
            .Concat(type.Events.Select(e => e.EventType))
            .Concat(Attributes(type))
            .Concat(type.Fields.SelectMany(Attributes))
            .Concat(type.Properties.SelectMany(Attributes));
        return signatures.Concat(type.Methods.SelectMany(InMethod)).Concat(type.NestedTypes.SelectMany(Written));
    }

    private static IEnumerable<TypeReference?> InMethod(MethodDefinition method)
    {
        var signature = Signature(method).Concat(Attributes(method));
        return !method.HasBody
            ? signature
            : signature
                .Concat(method.Body.Variables.Select(v => v.VariableType))
                .Concat(method.Body.ExceptionHandlers.Select(h => h.CatchType))
                .Concat(method.Body.Instructions.SelectMany(i => Operand(i.Operand)));
    }

    private static IEnumerable<TypeReference?> Operand(object? operand) => operand switch
    {
        TypeReference type => [type],
        FieldReference field => [field.DeclaringType, field.FieldType],
        GenericInstanceMethod generic => [.. Signature(generic), .. generic.GenericArguments],
        MethodReference method => Signature(method),
        _ => [],
    };

    private static IEnumerable<TypeReference?> Signature(MethodReference method) =>
        [method.DeclaringType, method.ReturnType, .. method.Parameters.Select(p => p.ParameterType)];

    private static IEnumerable<TypeReference?> Attributes(ICustomAttributeProvider provider) => provider.CustomAttributes
        .SelectMany(attribute => attribute.ConstructorArguments.Select(a => a.Value as TypeReference).Append(attribute.AttributeType));

    private static IEnumerable<TypeReference> Parts(TypeReference? type) => type switch
    {
        null or GenericParameter => [],
        GenericInstanceType generic => generic.GenericArguments.SelectMany(Parts).Concat(Parts(generic.ElementType)),
        TypeSpecification wrapped => Parts(wrapped.ElementType),
        _ => [type],
    };

    private static TypeReference Outermost(TypeReference type) => type.DeclaringType is { } outer ? Outermost(outer) : type;
}
