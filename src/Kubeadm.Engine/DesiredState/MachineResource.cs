using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Configuration.Flags;
using Kubeadm.Engine.Pki;
using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Workflows.Join;
using Kubeadm.Engine.Workflows.Reset;
using Kubeadm.Engine.Workflows.Running;

namespace Kubeadm.Engine.DesiredState;

/// <summary>What this machine is in a cluster: what workers and control planes have in common.</summary>
/// <typeparam name="TState">The state of such a machine.</typeparam>
/// <param name="name">The kind's name.</param>
/// <param name="ports">The ways to the world.</param>
/// <param name="observer">Receives what happens.</param>
internal abstract class MachineResource<TState>(string name, EnginePorts ports, IWorkflowObserver observer) : DesiredResource<TState>(name)
    where TState : KubeMachineState
{
    /// <summary>The ways to the world.</summary>
    protected EnginePorts Ports { get; } = ports;

    /// <summary>Receives what happens.</summary>
    protected IWorkflowObserver Observer { get; } = observer;

    /// <summary>The role that is wanted.</summary>
    protected abstract string Role { get; }

    /// <inheritdoc/>
    protected override async Task<IEnumerable<TState>> FindAllAsync(TState filter, CancellationToken cancellationToken) =>
        await ReadAsync(filter, cancellationToken) is { Exist: true } found && (filter.NodeName is null or "" || filter.NodeName == found.NodeName) ? [found] : [];

    /// <inheritdoc/>
    protected override IEnumerable<string> CompareProperties(TState wanted, TState found)
    {
        if (IsOther(wanted, found))
        {
            yield return nameof(KubeMachineState.NodeName);
        }
    }

    private static bool IsOther(TState wanted, TState found) => wanted.NodeName is { Length: > 0 } node && node != found.NodeName;

    /// <summary>
    /// Refuses what is not about this machine: another role than it has, or another name, also where that is to be absent: this node is not
    /// taken away in the place of another.
    /// </summary>
    /// <exception cref="KubeadmException"><c>StateNotReachable</c>.</exception>
    protected void RefuseOthers(TState wanted, TState found)
    {
        if (found.Role != MachineRole.None && found.Role != Role)
        {
            throw DesiredStateErrors.NotReachable(Name, found.NodeName!, $"this machine is a node of another role, {found.Role}", "Reset it first.");
        }

        if (found.Role != MachineRole.None && IsOther(wanted, found))
        {
            throw DesiredStateErrors.NotReachable(
                Name, found.NodeName!, $"this machine is the node {found.NodeName}, not {wanted.NodeName}", "Look whether it is the machine that you mean. If it is, leave the name out, or reset it first.");
        }
    }

    /// <summary>
    /// What is told of a machine whose configuration is not there yet, since what comes before writes it: a preview goes before that. Null
    /// where it is there, or where none is named.
    /// </summary>
    protected ResourceStep? Await(TState wanted) => string.IsNullOrEmpty(wanted.Config) || Ports.Node.Files.Stat(wanted.Config) is not null ? null : new ResourceStep(
        _ => Task.FromResult<IReadOnlyList<string>>([$"{wanted.Config} is not there yet; this machine would be made a {Role} by it"]),
        _ => throw NoFile(nameof(KubeMachineState.Config), wanted.Config));

    /// <summary>Takes the machine out of its cluster.</summary>
    protected ResourceStep Reset(TState wanted)
    {
        var request = new ResetRequest
        {
            Flags = new ResetFlags { CriSocket = wanted.CriSocket },
            IgnorePreflightErrors = wanted.IgnorePreflightErrors ?? [],
        };
        var workflow = new ResetWorkflow(Ports, Observer);
        return Step(workflow, request, async token => (await workflow.RunAsync(request, token)).Phases);
    }

    /// <summary>Makes it a node of the cluster that is named.</summary>
    /// <exception cref="KubeadmException"><c>InvalidProperty</c>: a hash is none, which the workflow finds out when it has met the cluster.</exception>
    protected ResourceStep Join(TState wanted, JoinFlags flags)
    {
        foreach (var hash in wanted.CaCertHashes ?? [])
        {
            CheckHash(hash);
        }

        var request = new JoinRequest
        {
            Configuration = ReadConfiguration(wanted),
            Flags = flags with
            {
                ApiServerEndpoint = wanted.ApiServerEndpoint,
                Token = Secret.Reveal(wanted.Token),
                DiscoveryTokenCaCertHashes = wanted.CaCertHashes,
                DiscoveryFile = wanted.DiscoveryFile,
                NodeName = NullIfEmpty(wanted.NodeName),
                CriSocket = wanted.CriSocket,
            },
            IgnorePreflightErrors = wanted.IgnorePreflightErrors ?? [],
            SkipPhases = wanted.SkipPhases ?? [],
            PatchesDirectory = wanted.Patches,
        };
        var workflow = new JoinWorkflow(Ports, Observer);
        return Step(workflow, request, async token => (await workflow.RunAsync(request, token)).Phases);
    }

    private void CheckHash(string hash)
    {
        try
        {
            PublicKeyPin.Parse(hash);
        }
        catch (KubeadmException problem)
        {
            throw DesiredStateErrors.Invalid(Name, nameof(KubeMachineState.CaCertHashes), problem.Message, problem.Remedy ?? "");
        }
    }

    /// <summary>The step that a workflow is.</summary>
    /// <param name="workflow">The workflow.</param>
    /// <param name="request">What is asked of it.</param>
    /// <param name="run">Runs it.</param>
    protected static ResourceStep Step<TRequest, TConfiguration, TContext>(
        Workflow<TRequest, TConfiguration, TContext> workflow, TRequest request, Func<CancellationToken, Task<IReadOnlyList<PhaseResult>>> run)
        where TRequest : WorkflowRequest
        where TContext : IAsyncDisposable
        => new(
            async token =>
            {
                var plan = await workflow.PlanAsync(request, token);
                var unchanged = await workflow.FindUnchangedAsync(request, token);
                return [.. plan.Phases.Where(phase => !unchanged.Contains(phase.Name)).Select(phase => $"{plan.NodeName}: {phase.Name} ({phase.Description})")];
            },
            async token =>
            {
                var phases = await run(token);
                return [.. phases.Where(phase => phase.Status == PhaseStatus.Succeeded).Select(phase => $"{phase.Workflow}: {phase.Phase}")];
            });

    /// <summary>The configuration by which it is made; null where none is named.</summary>
    protected ConfigurationText? ReadConfiguration(TState wanted) => ReadConfiguration(Ports.Node.Files, nameof(KubeMachineState.Config), wanted.Config, mayCome: false);

    /// <summary>A text, or null for an empty one, which stands for what was not given.</summary>
    protected static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
