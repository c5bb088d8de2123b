namespace Kubeadm.PowerShell.Tests;

/// <summary>Configurations that are made in PowerShell, and the files they are written to.</summary>
[Collection(ModuleSuite.Name)]
public sealed class ConfigurationMakingTests(ModuleSession session) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("-PodSubnet 10.244.0.0/16", "ClusterConfiguration", "networking.podSubnet", "10.244.0.0/16")]
    [InlineData("-ServiceSubnet 10.0.0.0/16", "ClusterConfiguration", "networking.serviceSubnet", "10.0.0.0/16")]
    [InlineData("-ServiceDnsDomain my.example", "ClusterConfiguration", "networking.dnsDomain", "my.example")]
    [InlineData("-ControlPlaneEndpoint k8s.example.org:6443", "ClusterConfiguration", "controlPlaneEndpoint", "k8s.example.org:6443")]
    [InlineData("-KubernetesVersion v1.36.3", "ClusterConfiguration", "kubernetesVersion", "v1.36.3")]
    [InlineData("-ClusterName mine", "ClusterConfiguration", "clusterName", "mine")]
    [InlineData("-ImageRepository reg.example/k8s", "ClusterConfiguration", "imageRepository", "reg.example/k8s")]
    [InlineData("-CertDir /srv/pki", "ClusterConfiguration", "certificatesDir", "/srv/pki")]
    [InlineData("-NodeName cp1", "InitConfiguration", "nodeRegistration.name", "cp1")]
    [InlineData("-CriSocket unix:///run/crio.sock", "InitConfiguration", "nodeRegistration.criSocket", "unix:///run/crio.sock")]
    [InlineData("-ApiServerAdvertiseAddress 192.0.2.7", "InitConfiguration", "localAPIEndpoint.advertiseAddress", "192.0.2.7")]
    [InlineData("-ApiServerBindPort 7443", "InitConfiguration", "localAPIEndpoint.bindPort", "7443")]
    [InlineData("Join -NodeName w1 -ControlPlaneEndpoint 192.0.2.7:6443", "JoinConfiguration", "discovery.bootstrapToken.apiServerEndpoint", "192.0.2.7:6443")]
    [InlineData("Upgrade -KubernetesVersion v1.36.3", "UpgradeConfiguration", "apply.kubernetesVersion", "v1.36.3")]
    public void What_is_given_stands_in_the_document(string parameters, string kind, string field, string value)
    {
        var made = session.Run($"(New-KubeadmConfig {parameters} | Where-Object Kind -eq {kind}).Content.{field}").Single;

        Assert.Equal(value, made.ToString());
    }

    [Theory]
    [InlineData("-PodSubnet nonsense", "InvalidConfiguration", "networking.podSubnet")]
    [InlineData("-ControlPlaneEndpoint 'a b'", "InvalidConfiguration", "controlPlaneEndpoint")]
    [InlineData("-Kind Join -PodSubnet 10.244.0.0/16", "InvalidArgument", "PodSubnet")]
    public void What_cannot_be_used_is_an_error_that_names_it(string parameters, string id, string words)
    {
        var error = Assert.Single(session.Run($"New-KubeadmConfig {parameters}").Errors);

        Assert.StartsWith(id + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(words, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_holds_all_documents_of_the_pipeline_for_its_owner_alone()
    {
        var path = Path.Combine(_folder.Path, "kubeadm.yaml");

        var file = session.Run("New-KubeadmConfig -PodSubnet 10.244.0.0/16 | Export-KubeadmConfig $args[0] -PassThru", path).Single;

        Assert.Equal(path, Assert.IsType<FileInfo>(file.BaseObject).FullName);
        Assert.Equal(session.Run("New-KubeadmConfig -PodSubnet 10.244.0.0/16 -AsYaml").Single.BaseObject, File.ReadAllText(path));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }
    }

    [Fact]
    public void A_file_that_is_there_is_kept_where_that_is_asked_for()
    {
        var path = _folder.Write("kubeadm.yaml", "mine");

        session.Run("New-KubeadmConfig | Export-KubeadmConfig $args[0] -WhatIf", path).ThrowIfFailed();
        var error = Assert.Single(session.Run("New-KubeadmConfig | Export-KubeadmConfig $args[0] -NoClobber", path).Errors);
        Assert.StartsWith("FileExists,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        new FileInfo(path).IsReadOnly = true;
        Assert.StartsWith("FileExists,", Assert.Single(session.Run("New-KubeadmConfig | Export-KubeadmConfig $args[0]", path).Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(path));

        session.Run("New-KubeadmConfig | Export-KubeadmConfig $args[0] -Force", path).ThrowIfFailed();
        Assert.True((bool)session.Run("Test-KubeadmConfig $args[0]", path).Value("IsValid")!);
    }
}
