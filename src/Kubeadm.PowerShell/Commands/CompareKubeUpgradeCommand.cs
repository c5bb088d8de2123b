using System.Management.Automation;
using Kubeadm.Engine.Configuration.Flags;
using Kubeadm.Engine.Operations.UpgradeDiff;
using Kubeadm.PowerShell.Completers;

namespace Kubeadm.PowerShell.Commands;

/// <summary>Compares what an upgrade would write with what is there, as <c>kubeadm upgrade diff</c> does. Writes nothing.</summary>
[Cmdlet(VerbsData.Compare, "KubeUpgrade")]
[OutputType(typeof(FileDifference))]
public sealed class CompareKubeUpgradeCommand : KubeadmCommand
{
    /// <summary>The version to go to, or a label of the release server.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(UpgradeVersionCompleter))]
    public string? Version { get; set; }

    /// <summary>The configuration: paths of kubeadm configuration files, files, documents and hashtables; several are read as one.</summary>
    [Parameter]
    [SupportsWildcards]
    public object[]? Config { get; set; }

    /// <summary>Paths of kubeadm configuration files as they are written, wildcards being letters.</summary>
    [Parameter]
    public string[]? LiteralPath { get; set; }

    /// <summary>The folder of patches that the upgrade applies.</summary>
    [Parameter]
    public string? Patches { get; set; }

    /// <summary>How many common lines stand around each difference.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int? ContextLine { get; set; }

    /// <summary>The kubeconfig for talking to the cluster.</summary>
    [Parameter]
    public string? Kubeconfig { get; set; }

    /// <summary>Compares the cluster's objects too.</summary>
    [Parameter]
    public SwitchParameter Cluster { get; set; }

    private protected override void Process()
    {
        var request = new UpgradeDiffRequest
        {
            Version = Version,
            Configuration = ReadConfiguration(Config, LiteralPath),
            Kubeconfig = ResolveOptionalPath(Kubeconfig),
            WithCluster = Cluster,
            Flags = new UpgradeDiffFlags { ContextLines = ContextLine, Patches = ResolveOptionalPath(Patches) },
        };
        var differences = RunEngine((engine, token) => new UpgradeComparison(engine.Ports, engine.Observer).RunAsync(request, token));
        WriteObject(differences, enumerateCollection: true);
    }
}
