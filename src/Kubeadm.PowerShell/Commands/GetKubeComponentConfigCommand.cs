using System.Management.Automation;
using Kubeadm.Engine.Operations.Configuration;
using Kubeadm.PowerShell.Remoting;

namespace Kubeadm.PowerShell.Commands;

/// <summary>Describes how the configurations of components stand, as the second table of <c>kubeadm upgrade plan</c> does.</summary>
[Cmdlet(VerbsCommon.Get, "KubeComponentConfig", DefaultParameterSetName = ParameterWays.Any)]
[OutputType(typeof(KubeComponentConfig))]
[DynamicParameters(typeof(RemoteParameters))]
public sealed class GetKubeComponentConfigCommand : KubeadmCommand, IDynamicParameters
{
    private const string FromCluster = "Cluster";
    private const string FromFile = "File";
    private const string FromLiteralFile = "LiteralFile";

    /// <summary>A configuration to look at instead of a cluster: paths of files, files, documents and hashtables.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = FromFile)]
    [Parameter(Position = 0, ParameterSetName = ParameterWays.Any)]
    [Alias("Path")]
    [SupportsWildcards]
    public object[] Config { get; set; } = [];

    /// <summary>Paths of configuration files to look at instead of a cluster, wildcards being letters.</summary>
    [Parameter(Mandatory = true, ParameterSetName = FromLiteralFile)]
    [Parameter(ParameterSetName = ParameterWays.Any)]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>The kubeconfig for talking to the cluster.</summary>
    [Parameter(ParameterSetName = FromCluster)]
    [Parameter(ParameterSetName = ParameterWays.Any)]
    public string? Kubeconfig { get; set; }

    /// <inheritdoc/>
    public object GetDynamicParameters() => Remote;

    private protected override void Process()
    {
        var text = ReadConfiguration(Config, LiteralPath);
        var kubeconfig = ResolveOptionalPath(Kubeconfig);
        var states = RunEngine((engine, token) =>
        {
            var configs = new ClusterComponentConfigs(engine.Ports, engine.Observer);
            return text is null ? configs.ReadAsync(kubeconfig, token) : Task.FromResult(configs.Read(text));
        });
        WriteObject(states, enumerateCollection: true);
    }
}
