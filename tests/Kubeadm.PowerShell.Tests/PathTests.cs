using System.Collections;
using System.Management.Automation;

namespace Kubeadm.PowerShell.Tests;

/// <summary>What every parameter that is a path takes, and what it means.</summary>
[Collection(ModuleSuite.Name)]
public sealed class PathTests(ModuleSession session) : IDisposable
{
    private static readonly HashSet<string> Paths =
        ["AllowDirectory", "CertDir", "Config", "DiscoveryFile", "DryRunPath", "Kubeconfig", "KubeconfigDir", "LiteralPath", "Manifest", "OutputDirectory", "Patches", "Path"];

    private static readonly HashSet<string> Others =
    [
        "ApiServerAdvertiseAddress", "ApiServerCertExtraSan", "ApiServerEndpoint", "ClientName", "ClusterName", "ComponentConfig", "Content", "ControlPlaneEndpoint", "CriSocket",
        "Description", "DiscoveryTokenCaCertHash", "FeatureGate", "Group", "Id", "IgnorePreflightError", "Image", "ImageRepository", "InputObject",
        "KubernetesVersion", "Method", "Name", "NodeName", "Org", "Phase", "PodNetworkCidr", "PodSubnet", "Policy", "Preflight", "RunId", "ServiceCidr", "ServiceDnsDomain",
        "ServiceSubnet", "SkipPhase", "Target", "Title", "Usage", "Version", "Workflow",
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_text_is_known_to_be_a_path_or_none()
    {
        var texts = session.Commands().SelectMany(session.ParametersOf).Where(IsText).Select(parameter => parameter.Name).Except(Cmdlet.CommonParameters);

        Assert.Empty(texts.Except(Paths).Except(Others).Except(SessionCommands.Remote));
    }

    [Fact]
    public void A_relative_path_is_refused_where_the_location_is_no_folder()
    {
        var tried = 0;
        var wrong = new List<string>();
        foreach (var (command, decider, value) in session.Commands().SelectMany(session.Shapes))
        {
            foreach (var path in command.Parameters.Values.Where(parameter => IsText(parameter) && Paths.Contains(parameter.Name)))
            {
                var parameters = new Hashtable(SessionCommands.NeededBeside(path.Name, command)) { [path.Name] = "pki" };
                if (decider is not null)
                {
                    parameters[decider] = value;
                }

                if (command.Parameters.ContainsKey("WhatIf") && command.Name != "New-KubeConfig")
                {
                    parameters["WhatIf"] = true;
                }

                var error = session.Run("$p = $args[1]; Push-Location Env:; try { & $args[0] @p } finally { Pop-Location }", command.Name, parameters).Errors;
                if (error.Count != 1 || !error[0].FullyQualifiedErrorId.StartsWith("NotAFileSystemPath,", StringComparison.Ordinal))
                {
                    wrong.Add($"{command.Name} {value} -{path.Name}: {string.Join(" | ", error)}");
                }

                tried++;
            }
        }

        Assert.Empty(wrong);
        Assert.InRange(tried, 60, int.MaxValue);
    }

    [Theory]
    [InlineData("Push-Location -LiteralPath $folder", "./pki")]
    [InlineData("Push-Location -LiteralPath $folder", "a [b] c/pki")]
    [InlineData("$null = New-PSDrive -Name Work -PSProvider FileSystem -Root $folder -Scope Global; Push-Location Env:", "Work:pki")]
    [InlineData("Push-Location Env:", "~/pki")]
    public void A_folder_is_found_from_where_PowerShell_stands(string begin, string path)
    {
        const string make = """
            $fileSystem = Get-PSProvider FileSystem
            $before = $fileSystem.Home
            if ($args[1].StartsWith('~')) { $fileSystem.Home = $folder }
            try { New-KubeCertificate -Name ca -CertDir $args[1] -KubernetesVersion v1.36.3 -NodeName n1 }
            finally { $fileSystem.Home = $before; Pop-Location; Remove-PSDrive Work -ErrorAction Ignore }
            """;

        session.Run($"$folder = $args[0]\n{begin}\n{make}", _folder.Path, path).ThrowIfFailed();

        Assert.True(File.Exists(Path.Combine(_folder.Path, path.Replace("Work:", "", StringComparison.Ordinal).Replace("~/", "", StringComparison.Ordinal), "ca.crt")));
    }

    [Fact]
    public void On_kubeadms_command_line_a_relative_folder_of_certificates_is_refused_as_by_kubeadm()
    {
        var outcome = HostProcess.Run("init", "phase", "certs", "ca", "--cert-dir", "pki", "--kubernetes-version", "v1.36.3", "--dry-run");

        Assert.NotEqual(0, outcome.ExitCode);
        Assert.Contains("certificatesDir", outcome.Error, StringComparison.Ordinal);
    }

    private static bool IsText(ParameterMetadata parameter) =>
        (parameter.ParameterType.GetElementType() ?? parameter.ParameterType) is var type && (type == typeof(string) || type == typeof(object));
}
