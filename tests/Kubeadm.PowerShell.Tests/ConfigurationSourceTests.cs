using System.Collections;

namespace Kubeadm.PowerShell.Tests;

/// <summary>What can be given as a configuration: paths, files, documents and hashtables, as a parameter and from the pipeline.</summary>
[Collection(ModuleSuite.Name)]
public sealed class ConfigurationSourceTests(ModuleSession session) : IDisposable
{
    private const string Cluster = "apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\nkubernetesVersion: v1.36.3\nclusterName: mine\n";
    private const string Init = "apiVersion: kubeadm.k8s.io/v1beta4\nkind: InitConfiguration\nnodeRegistration:\n  name: n1\nlocalAPIEndpoint:\n  advertiseAddress: 192.0.2.10\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("-Config \"$($args[0])/*.yaml\"")]
    [InlineData("-LiteralPath \"$($args[0])/a [1].yaml\"")]
    [InlineData("-Config \"$($args[0])/a [1].yaml\"")]
    [InlineData("-Config (Get-Item -LiteralPath \"$($args[0])/a [1].yaml\")")]
    [InlineData("-Config (Get-Content -Raw -LiteralPath \"$($args[0])/a [1].yaml\")")]
    [InlineData("-Config @{ apiVersion = 'kubeadm.k8s.io/v1beta4'; kind = 'ClusterConfiguration'; kubernetesVersion = 'v1.36.3'; imageRepository = 'reg.example/k8s' }")]
    [InlineData("-Config (New-KubeadmConfig | ForEach-Object { if ($_.Kind -eq 'ClusterConfiguration') { $_.Content.kubernetesVersion = 'v1.36.3'; $_.Content.imageRepository = 'reg.example/k8s' }; $_ })")]
    public void A_configuration_is_read_from(string parameters)
    {
        _folder.Write("a [1].yaml", Cluster + "imageRepository: reg.example/k8s\n");

        var images = session.Run($"(Get-KubeImage {parameters}).Image", _folder.Path).ThrowIfFailed().Output.Select(image => image.ToString()).ToList();

        Assert.Contains("reg.example/k8s/kube-apiserver:v1.36.3", images);
    }

    [Theory]
    [InlineData("New-KubeadmConfig -Kind Init | Test-KubeadmConfig", 1)]
    [InlineData("New-KubeadmConfig -Kind Init, Join, Reset | Test-KubeadmConfig", 1)]
    [InlineData("Get-ChildItem $args[0] -Filter *.yaml | Test-KubeadmConfig", 2)]
    [InlineData("Test-KubeadmConfig \"$($args[0])/*.yaml\"", 2)]
    [InlineData("Test-KubeadmConfig -LiteralPath \"$($args[0])/a.yaml\", \"$($args[0])/b.yaml\"", 2)]
    [InlineData("[pscustomobject]@{ Path = \"$($args[0])/a.yaml\" } | Test-KubeadmConfig", 1)]
    [InlineData("@{ kind = 'ClusterConfiguration'; apiVersion = 'kubeadm.k8s.io/v1beta4'; kubernetesVersion = 'v1.36.3'; networking = @{ podSubnet = '10.1.0.0/16' }; apiServer = @{ extraArgs = @(@{ name = 'v'; value = '2' }) } } | Test-KubeadmConfig", 1)]
    [InlineData("New-KubeadmConfig | ConvertTo-Json -Depth 20 | ConvertFrom-Json | Test-KubeadmConfig", 1)]
    [InlineData("(New-KubeadmConfig -Kind Join).Content | Test-KubeadmConfig", 1)]
    [InlineData("[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize((New-KubeadmConfig), 8)) | Test-KubeadmConfig", 1)]
    public void Files_are_tested_one_by_one_and_documents_together(string script, int reports)
    {
        _folder.Write("a.yaml", Cluster);
        _folder.Write("b.yaml", Init);

        var outcome = session.Run(script, _folder.Path).ThrowIfFailed().Output;

        Assert.Equal(reports, outcome.Count);
        Assert.All(outcome, report => Assert.True((bool)report.Properties["IsValid"].Value, string.Join("\n", (IEnumerable)report.Properties["Findings"].Value)));
    }

    [Theory]
    [InlineData("Get-ChildItem $args[0] -Filter *.yaml | Initialize-KubeCluster -DryRun -DryRunPath $args[1]")]
    [InlineData("Initialize-KubeCluster -Config \"$($args[0])/*.yaml\" -DryRun -DryRunPath $args[1]")]
    [InlineData("@(@{ apiVersion = 'kubeadm.k8s.io/v1beta4'; kind = 'InitConfiguration'; nodeRegistration = @{ name = 'n1' }; localAPIEndpoint = @{ advertiseAddress = '192.0.2.10' } }), (Get-Item \"$($args[0])/a.yaml\") | Initialize-KubeCluster -DryRun -DryRunPath $args[1]")]
    public void All_that_the_pipeline_brings_is_one_configuration(string script)
    {
        _folder.Write("a.yaml", Cluster);
        _folder.Write("b.yaml", Init);
        using var output = new TemporaryFolder();

        var cluster = session.Run(script.Replace("Initialize-KubeCluster", "Initialize-KubeCluster -SkipPhase addon", StringComparison.Ordinal), _folder.Path, output.Path);

        Assert.Equal("mine", cluster.Value("Name"));
        Assert.Equal("n1", cluster.Value("NodeName"));
    }

    [Fact]
    public void A_pipeline_that_brings_nothing_does_nothing() =>
        Assert.Empty(session.Run("Get-ChildItem $args[0] | Initialize-KubeCluster -WhatIf; $null | Reset-KubeNode -WhatIf", _folder.Path).ThrowIfFailed().Output);

    [Theory]
    [InlineData("@{ kind = 'ClusterConfiguration' } | Test-KubeadmConfig", "InvalidConfiguration", "document 1", "no apiVersion")]
    [InlineData("Get-KubeImage -Config @{ apiVersion = 'kubeadm.k8s.io/v1beta4' }", "InvalidConfiguration", "document 1", "no kind")]
    [InlineData("Get-KubeImage -Config @{}", "InvalidConfiguration", "document 1", "no apiVersion and no kind")]
    [InlineData("Get-Process -Id $PID | Initialize-KubeCluster -WhatIf", "InvalidConfiguration", "document 1", "System.Diagnostics.Process")]
    [InlineData("Get-KubeImage -Config '/nowhere/*.yaml'", "FileNotFound", "/nowhere/*.yaml", "No file matches")]
    [InlineData("$a, $b = New-KubeadmConfig; $b.Content.networking.serviceSubnet = 'nonsense'; Get-KubeImage -Config $a, $b", "InvalidConfiguration", "document 2 (ClusterConfiguration)", "serviceSubnet")]
    public void What_is_wrong_says_in_which_document_it_is(string script, string id, string place, string words)
    {
        var error = Assert.Single(session.Run(script).Errors);

        Assert.StartsWith(id + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(place, error.ToString(), StringComparison.Ordinal);
        Assert.Contains(words, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Findings_of_documents_name_their_place_in_the_pipeline()
    {
        var report = session.Run("$a, $b = New-KubeadmConfig; $b.Content.networking.serviceSubnet = 'nonsense'; $a, $b | Test-KubeadmConfig").Single;

        var finding = ((IEnumerable)report.Properties["Findings"].Value).Cast<object>().Single(found => found.ToString()!.Contains("serviceSubnet", StringComparison.Ordinal));
        Assert.StartsWith("document 2 (ClusterConfiguration), line ", finding.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_configuration_can_be_named_literally()
    {
        var without = session.Commands().SelectMany(session.Shapes).Select(shape => shape.Command)
            .Where(command => command.Parameters.ContainsKey("Config") && !command.Parameters.ContainsKey("LiteralPath")).Select(command => command.Name);

        Assert.Empty(without);
    }

    [Fact]
    public void A_join_is_configured_from_the_pipeline()
    {
        const string join = "apiVersion: kubeadm.k8s.io/v1beta4\nkind: JoinConfiguration\ndiscovery:\n  bootstrapToken:\n    token: nonsense\n    apiServerEndpoint: 192.0.2.1:6443\n";
        var file = _folder.Write("join.yaml", join);

        var error = Assert.Single(session.Run("Get-Item $args[0] | Join-KubeNode -WhatIf", file).Errors);

        Assert.StartsWith("InvalidConfiguration,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(file, error.ToString(), StringComparison.Ordinal);
    }
}
