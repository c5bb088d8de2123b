using System.Collections;
using System.Management.Automation;

namespace Kubeadm.PowerShell.Tests;

/// <summary>Errors of cmdlets name parameters, those of kubeadm's command line flags.</summary>
[Collection(ModuleSuite.Name)]
public sealed class FrontDoorWordsTests(ModuleSession session) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("Initialize-KubeCluster", "ClusterConfiguration", 14)]
    [InlineData("Join-KubeNode", "JoinConfiguration", 10)]
    [InlineData("Reset-KubeNode", "ResetConfiguration", 3)]
    [InlineData("New-KubeToken", "InitConfiguration", 5)]
    [InlineData("Get-KubeUpgradePlan", "UpgradeConfiguration", 3)]
    [InlineData("Invoke-KubeUpgrade", "UpgradeConfiguration", 6)]
    public void A_parameter_that_may_not_stand_beside_a_file_is_named_as_it_is_typed(string cmdlet, string kind, int atLeast)
    {
        var file = _folder.Write("config.yaml", $"apiVersion: kubeadm.k8s.io/v1beta4\nkind: {kind}\n");
        var command = (CmdletInfo)session.Run("Get-Command $args[0]", cmdlet).Single.BaseObject;
        var named = 0;
        foreach (var parameter in command.Parameters.Values.Where(known => !IsCommon(known) && ValueOf(known) is not null))
        {
            var parameters = new Hashtable { ["Config"] = file, [parameter.Name] = ValueOf(parameter), [Harmless(command)] = true };
            foreach (var error in session.Run("param($name, $parameters) & $name @parameters", cmdlet, parameters).Errors.Where(IsBesideFile))
            {
                named++;
                Assert.DoesNotContain("--", error.ToString(), StringComparison.Ordinal);
                Assert.Equal($"Set these fields in the file. Leave out -{parameter.Name} then.", error.ErrorDetails.RecommendedAction);
            }
        }

        Assert.True(named >= atLeast, $"{named} parameters were refused");
    }

    [Theory]
    [InlineData("init", "ClusterConfiguration", "--apiserver-cert-extra-sans", "a.example", "apiServer.certSANs")]
    [InlineData("init", "ClusterConfiguration", "--pod-network-cidr", "10.244.0.0/16", "networking.podSubnet")]
    [InlineData("join", "JoinConfiguration", "--discovery-token-ca-cert-hash", "sha256:00", "discovery.bootstrapToken.caCertHashes")]
    public void A_flag_that_may_not_stand_beside_a_file_is_named_as_it_is_typed(string command, string kind, string flag, string value, string field)
    {
        var outcome = HostProcess.Run(command, "--config", _folder.Write("config.yaml", $"apiVersion: kubeadm.k8s.io/v1beta4\nkind: {kind}\n"), flag, value, "--dry-run");

        Assert.Equal((1, ""), (outcome.ExitCode, outcome.Output));
        Assert.True(
            outcome.Error.Contains($"can not mix '--config' with arguments [{flag[2..]}]", StringComparison.Ordinal)
            || (outcome.Error.Contains(field, StringComparison.Ordinal) && outcome.Error.Contains($"Leave out {flag} then.", StringComparison.Ordinal)),
            outcome.Error);
    }

    /// <summary>A switch with which nothing is done; a token's configuration is read only where one is to be created.</summary>
    private static string Harmless(CmdletInfo command) => command.Noun == "KubeToken" ? "DryRun" : command.Parameters.ContainsKey("WhatIf") ? "WhatIf" : "Verbose";

    private static bool IsBesideFile(ErrorRecord error) => error.FullyQualifiedErrorId.StartsWith("ValuesBesideFile,", StringComparison.Ordinal);

    private static bool IsCommon(ParameterMetadata parameter) =>
        Cmdlet.CommonParameters.Contains(parameter.Name) || parameter.Name is "WhatIf" or "Confirm" or "Config" or "LiteralPath" or "InputObject" or "Node" or "DryRun";

    private static object? ValueOf(ParameterMetadata parameter) => parameter.Name switch
    {
        "ApiServerBindPort" or "Count" or "ContextLines" => 7443,
        "Token" or "TlsBootstrapToken" or "DiscoveryToken" => "abcdef.0123456789abcdef",
        "TokenTtl" or "Ttl" => "1h",
        "FeatureGate" => "NodeLocalCRISocket=true",
        _ when parameter.ParameterType == typeof(SwitchParameter) => true,
        _ when parameter.ParameterType == typeof(string) || parameter.ParameterType == typeof(string[]) || parameter.ParameterType == typeof(System.Security.SecureString) => "/nowhere",
        _ => null,
    };
}
