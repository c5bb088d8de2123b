using Kubeadm.Engine.Operations;
using Kubeadm.Engine.Workflows.Running;
using Kubeadm.Engine.Workflows.Steps;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Kubeadm.Engine.Tests.Architecture;

/// <summary>A dry run is the real code over other ports: what it does differently is chosen where these are opened, and nowhere else.</summary>
public sealed class DryRunChoiceTests
{
    private const string Workflows = "Kubeadm.Engine.Workflows";
    private const string Operations = "Kubeadm.Engine.Operations";

    /// <summary>Where ports of a dry run are put before the real ones, and the report, which says what would be done in other words.</summary>
    private static readonly string[] Choosing = [typeof(Workflow<,,>).Name, nameof(ClusterAccess), nameof(NodeAccess), nameof(PhaseReport)];

    [Fact]
    public void Only_what_opens_the_ports_decides_by_whether_it_is_a_dry_run()
    {
        using var module = EngineCode.Open();
        var flags = (from code in EngineCode.Methods(module)
                     where IsAbove(code.Type)
                     from instruction in code.Method.Body.Instructions
                     where IsDryRunFlag(code.Method, instruction)
                     select (code.Type, Instruction: instruction)).ToList();

        Assert.True(flags.Count > 15, $"only {flags.Count} reads of a dry run's flag were found");
        Assert.Equal(
            Choosing.Order(StringComparer.Ordinal),
            flags.Where(code => Decides(code.Instruction)).Select(code => code.Type.Name).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Terms_of_a_run_are_only_taken_where_a_workflow_opens_its_context()
    {
        using var module = EngineCode.Open();
        var taking = from code in EngineCode.Instructions(module)
                     where code.Instruction.Operand is MethodReference { Name: "get_Live" or "get_Rehearsal" } taken && taken.DeclaringType.Name == nameof(RunTerms)
                     select code.Type;

        Assert.Equal(["InitWorkflow", "JoinWorkflow", "ResetWorkflow", "UpgradeWorkflow`1"], taking.Select(type => type.Name).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void No_phase_asks_for_the_terms_of_its_run()
    {
        using var module = EngineCode.Open();
        var phases = module.Types.Where(IsPhase).Select(type => type.FullName).ToHashSet();
        var asking = from code in EngineCode.Methods(module)
                     where phases.Contains(code.Type.FullName)
                     from instruction in code.Method.Body.Instructions
                     where IsDryRunFlag(code.Method, instruction) || instruction.Operand is MethodReference { DeclaringType.Name: nameof(RunTerms) }
                     select code.Type.Name;

        Assert.True(phases.Count > 30, $"only {phases.Count} phases were found");
        Assert.Empty(asking);
    }

    private static bool IsAbove(TypeDefinition type) =>
        type.Namespace.StartsWith(Workflows, StringComparison.Ordinal) || type.Namespace.StartsWith(Operations, StringComparison.Ordinal);

    private static bool IsPhase(TypeDefinition type)
    {
        for (var current = type; current is not null; current = current.BaseType?.Resolve())
        {
            if (current.Interfaces.Any(i => i.InterfaceType.Name == "IPhase`1"))
            {
                return !type.IsAbstract;
            }
        }

        return false;
    }

    /// <summary>Whether a truth value that is called after dry runs is read: of a property, a parameter or a variable.</summary>
    private static bool IsDryRunFlag(MethodDefinition method, Instruction instruction) => instruction.Operand switch
    {
        MethodReference called => called.Name.StartsWith("get_", StringComparison.Ordinal) && IsFlag(called.Name, called.ReturnType),
        ParameterReference parameter => IsFlag(parameter.Name, parameter.ParameterType) && !IsStore(instruction),
        FieldReference field => IsFlag(field.Name, field.FieldType) && !IsStore(instruction),
        _ => ShortArgument(method, instruction) is { } parameter && IsFlag(parameter.Name, parameter.ParameterType),
    };

    /// <summary>The parameter that an instruction reads by its place.</summary>
    private static ParameterDefinition? ShortArgument(MethodDefinition method, Instruction instruction) =>
        instruction.OpCode.Code is >= Code.Ldarg_0 and <= Code.Ldarg_3
            && instruction.OpCode.Code - Code.Ldarg_0 - (method.HasThis ? 1 : 0) is >= 0 and var place
            ? method.Parameters[place]
            : null;

    private static bool IsFlag(string name, TypeReference type) =>
        type.FullName == "System.Boolean" && name.Contains("dryrun", StringComparison.OrdinalIgnoreCase);

    private static bool IsStore(Instruction instruction) => instruction.OpCode.Code is Code.Stfld or Code.Starg or Code.Starg_S;

    /// <summary>Whether the value is branched on, negated or kept under another name; handing it on decides nothing.</summary>
    private static bool Decides(Instruction flag)
    {
        var next = flag.Next;
        if (next.OpCode.Name.StartsWith("stloc", StringComparison.Ordinal) && next.Next.OpCode.Name.StartsWith("ldloc", StringComparison.Ordinal))
        {
            next = next.Next.Next;
        }

        return next.OpCode.FlowControl == FlowControl.Cond_Branch
            || (next.OpCode.Code == Code.Ldc_I4_0 && next.Next.OpCode.Code == Code.Ceq)
            || (next.OpCode.Code == Code.Stfld && next.Operand is FieldReference kept && !IsFlag(kept.Name, kept.FieldType));
    }
}
