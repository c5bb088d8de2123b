using System.Text.Json.Nodes;
using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Configuration.Flags;
using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Reporting;
using Kubeadm.Engine.Serialization.Json;
using Kubeadm.Engine.Serialization.Yaml;
using Kubeadm.Engine.Versions;
using Kubeadm.Engine.Workflows.Init;
using Kubeadm.Engine.Workflows.Running;
using Kubeadm.Engine.Workflows.Upgrade;
using Kubeadm.Engine.Workflows.Upgrade.Apply;
using Kubeadm.Engine.Workflows.Upgrade.Node;

namespace Kubeadm.Engine.DesiredState;

/// <summary>This machine as a control plane: the first one, or a further one.</summary>
/// <param name="name">The kind's name.</param>
/// <param name="ports">The ways to the world.</param>
/// <param name="observer">Receives what happens.</param>
internal sealed class ControlPlaneResource(string name, EnginePorts ports, IWorkflowObserver observer)
    : MachineResource<KubeControlPlaneState>(name, ports, observer)
{
    /// <inheritdoc/>
    protected override string Role => MachineRole.ControlPlane;

    /// <inheritdoc/>
    protected override async Task<KubeControlPlaneState> ReadAsync(KubeControlPlaneState wanted, CancellationToken cancellationToken)
    {
        WantedVersion(wanted);
        var machine = MachineSurvey.Of(Ports, takesBroken: !wanted.IsWanted);
        var state = new KubeControlPlaneState
        {
            NodeName = machine.NodeName,
            Exist = machine.Role == MachineRole.ControlPlane,
            Role = machine.Role,
            ClusterEndpoint = machine.ClusterEndpoint,
        };
        if (state.Exist == false)
        {
            return state;
        }

        var survey = new ControlPlaneSurvey(Ports);
        var missing = survey.MissingFiles.ToList();
        state = state with { KubernetesVersion = survey.Version, Unfinished = [.. missing] };
        try
        {
            var (version, more) = missing.Count > 0 ? (null, []) : await survey.AskAsync(machine.NodeName, cancellationToken);
            return state with { ClusterVersion = version, Unfinished = [.. missing, .. more] };
        }
        catch (Exception error) when (ExpectedErrors.Includes(error))
        {
            return state with { Problem = error.Message };
        }
    }

    /// <inheritdoc/>
    protected override IEnumerable<string> CompareProperties(KubeControlPlaneState wanted, KubeControlPlaneState found)
    {
        foreach (var property in base.CompareProperties(wanted, found))
        {
            yield return property;
        }

        if (found.Problem is not null)
        {
            yield return nameof(KubeControlPlaneState.Problem);
        }

        if (found.Unfinished!.Except(wanted.SkipPhases ?? []).Any())
        {
            yield return nameof(KubeControlPlaneState.Unfinished);
        }

        if (WantedVersion(wanted) is { } version && found.KubernetesVersion != version.ToTag())
        {
            yield return nameof(KubeControlPlaneState.KubernetesVersion);
        }
    }

    /// <inheritdoc/>
    protected override ResourceStep Plan(KubeControlPlaneState wanted, KubeControlPlaneState found, IReadOnlyList<string> differences)
    {
        RefuseOthers(wanted, found);
        if (!wanted.IsWanted)
        {
            return Reset(wanted);
        }

        if (found.Problem is { } problem)
        {
            throw DesiredStateErrors.NotReachable(
                Name, found.NodeName!, $"this control plane is set up, but its cluster does not answer: {problem}",
                "Look why: crictl ps -a, and the logs of kube-apiserver and etcd; its certificates may have ended.");
        }

        if (found.Exist == true && !differences.Contains(nameof(KubeControlPlaneState.Unfinished)))
        {
            return Upgrade(wanted, found);
        }

        if (Await(wanted) is { } waiting)
        {
            return waiting;
        }

        if (Joins(wanted))
        {
            return Join(wanted, JoinFlagsOf(wanted));
        }

        return new ControlPlaneSurvey(Ports).HasJoined
            ? throw Missing(nameof(KubeMachineState.ApiServerEndpoint), $"and {found.NodeName} joined its cluster, so that {string.Join(", ", found.Unfinished!)} of it is made by joining again")
            : Initialize(wanted);
    }

    private static JoinFlags JoinFlagsOf(KubeControlPlaneState wanted) => wanted.Config is { Length: > 0 }
        ? new()
        : new JoinFlags { ControlPlane = true, CertificateKey = Secret.Reveal(wanted.CertificateKey), ApiServerAdvertiseAddress = wanted.ApiServerAdvertiseAddress };

    private ResourceStep Initialize(KubeControlPlaneState wanted)
    {
        var request = new InitRequest
        {
            Configuration = ReadConfiguration(wanted),
            Flags = new InitFlags
            {
                ApiServerAdvertiseAddress = wanted.ApiServerAdvertiseAddress,
                CertificateKey = Secret.Reveal(wanted.CertificateKey),
                ControlPlaneEndpoint = wanted.ControlPlaneEndpoint,
                CriSocket = wanted.CriSocket,
                KubernetesVersion = wanted.Config is { Length: > 0 } ? null : wanted.KubernetesVersion,
                NodeName = NullIfEmpty(wanted.NodeName),
                PodNetworkCidr = wanted.PodSubnet,
                ServiceCidr = wanted.ServiceSubnet,
                Token = Secret.Reveal(wanted.Token),
            },
            UploadCerts = wanted.UploadCerts == true,
            IgnorePreflightErrors = wanted.IgnorePreflightErrors ?? [],
            SkipPhases = wanted.SkipPhases ?? [],
            PatchesDirectory = wanted.Patches,
            SkipTokenPrint = true,
            SkipCertificateKeyPrint = true,
        };
        var workflow = new InitWorkflow(Ports, Observer);
        return Step(workflow, request, async token => (await workflow.RunAsync(request, token)).Phases);
    }

    /// <summary>With the first one the cluster goes to the version; the others follow it.</summary>
    private ResourceStep Upgrade(KubeControlPlaneState wanted, KubeControlPlaneState found)
    {
        var version = WantedVersion(wanted)!.Value;
        if (KubernetesVersion.TryParse(found.KubernetesVersion, out var running) && running > version)
        {
            throw DesiredStateErrors.NotReachable(
                Name, found.NodeName!, $"it runs {found.KubernetesVersion}, and {version.ToTag()} is older", "Control planes do not go back: want the version that runs, or a newer one.");
        }

        var request = new UpgradeRequest { IgnorePreflightErrors = wanted.IgnorePreflightErrors ?? [], SkipPhases = wanted.SkipPhases ?? [], PatchesDirectory = wanted.Patches };
        return found.ClusterVersion == version.ToTag()
            ? StepOf(new NodeWorkflow(Ports, Observer), request)
            : StepOf(new ApplyWorkflow(Ports, Observer), new UpgradeApplyRequest(request) { Version = version.ToTag() });
    }

    private static ResourceStep StepOf<TRequest>(UpgradeWorkflow<TRequest> workflow, TRequest request)
        where TRequest : UpgradeRequest
        => Step(workflow, request, async token => (await workflow.RunAsync(request, token)).Phases);

    /// <summary>Whether it joins a cluster that is there, or makes one: by what is named, else by the documents of the configuration.</summary>
    private bool Joins(KubeControlPlaneState wanted) =>
        !string.IsNullOrEmpty(wanted.ApiServerEndpoint)
        || !string.IsNullOrEmpty(wanted.DiscoveryFile)
        || (ReadConfiguration(wanted) is { } configuration && KindsOf(configuration) is var kinds && kinds.Contains("JoinConfiguration") && !kinds.Contains("InitConfiguration") && !kinds.Contains("ClusterConfiguration"));

    private static HashSet<string> KindsOf(ConfigurationText configuration) =>
        [.. configuration.Files.SelectMany(file => KubeYaml.ReadDocuments(file.Text)).Select(document => JsonText.StringOf(document.Root as JsonObject, "kind")).OfType<string>()];

    private KubernetesVersion? WantedVersion(KubeControlPlaneState wanted)
    {
        if (string.IsNullOrEmpty(wanted.KubernetesVersion))
        {
            return null;
        }

        return KubernetesVersion.TryParse(wanted.KubernetesVersion, out var version)
            ? version
            : throw DesiredStateErrors.Invalid(
                Name, nameof(KubeControlPlaneState.KubernetesVersion), $"\"{wanted.KubernetesVersion}\" is not a version", "Give one such as v1.36.3; a label would be another version tomorrow.");
    }
}
