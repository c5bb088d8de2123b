using System.Management.Automation;
using System.Security;
using System.Text.Json.Nodes;

namespace Kubeadm.PowerShell.Tests;

/// <summary>Secrets that are given as SecureStrings, as a vault gives them, and as text; and what shows those of results.</summary>
[Collection(ModuleSuite.Name)]
public sealed class SecretTests(ModuleSession session) : IDisposable
{
    private const string Token = "abcdef.0123456789abcdef";
    private const string Hash = "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    private static readonly string[] Named = ["Token", "CertificateKey", "DiscoveryToken", "TlsBootstrapToken"];
    private readonly SecretServer _server = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _server.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Every_parameter_for_a_secret_takes_a_SecureString()
    {
        string[] phases = ["Init", "Join"];
        var commands = session.Commands()
            .Concat(phases.Select(workflow => (CmdletInfo)session.Run("Get-Command Invoke-KubeadmPhase -ArgumentList '-Workflow', $args[0]", workflow).Single.BaseObject));
        var parameters = commands.SelectMany(command => command.Parameters.Values).Where(parameter => Named.Contains(parameter.Name)).ToList();

        Assert.True(parameters.Count > 12, $"only {parameters.Count} parameters were found");
        Assert.All(parameters, parameter => Assert.Equal(typeof(SecureString), parameter.ParameterType.GetElementType() ?? parameter.ParameterType));
    }

    [Theory]
    [InlineData("Join-KubeNode 127.0.0.1:1 -Token $secret -DiscoveryTokenCaCertHash HASH")]
    [InlineData("Join-KubeNode 127.0.0.1:1 -DiscoveryToken $secret -TlsBootstrapToken $secret -DiscoveryTokenCaCertHash HASH")]
    [InlineData("[pscustomobject]@{ ApiServerEndpoint = '127.0.0.1:1'; Token = $secret; CaCertHashes = @('HASH') } | Join-KubeNode")]
    [InlineData("[pscustomobject]@{ Join = [pscustomobject]@{ ApiServerEndpoint = '127.0.0.1:1'; Token = $secret; CaCertHashes = @('HASH') } } | Join-KubeNode")]
    [InlineData("Invoke-KubeadmPhase -Workflow Join -Phase kubelet-start -ApiServerEndpoint 127.0.0.1:1 -Token $secret -DiscoveryTokenCaCertHash HASH")]
    public void A_node_joins_by_a_token_of_a_vault(string line)
    {
        session.Run(
            $"$secret = ConvertTo-SecureString {Token} -AsPlainText -Force; {line.Replace("HASH", Hash, StringComparison.Ordinal)} -DryRunPath $args[0] -NodeName n1 -IgnorePreflightError all",
            _folder.Path).ThrowIfFailed();

        Assert.Contains($"token: {Token}", File.ReadAllText(Path.Combine(_folder.Path, "root/etc/kubernetes/bootstrap-kubelet.conf")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("$secret | New-KubeToken")]
    [InlineData("New-KubeToken $secret")]
    [InlineData("New-KubeToken -Token $secret, 'ffffff.0123456789abcdef'")]
    [InlineData("New-KubeToken abcdef.0123456789abcdef")]
    [InlineData("[pscustomobject]@{ Token = 'abcdef.0123456789abcdef' } | New-KubeToken")]
    [InlineData("New-KubeToken $secret; Remove-KubeToken -Token $secret; New-KubeToken $secret")]
    [InlineData("New-KubeToken $secret | New-KubeJoinInfo | Out-Null; Get-KubeToken abcdef")]
    public void Tokens_are_made_of_what_a_vault_keeps(string line)
    {
        var made = session.Run($"$secret = ConvertTo-SecureString {Token} -AsPlainText -Force; $PSDefaultParameterValues = @{{ '*-Kube*:Kubeconfig' = $args[0] }}; try {{ {line} }} finally {{ $PSDefaultParameterValues.Clear() }}", _server.Kubeconfig);

        var token = made.ThrowIfFailed().Output.Last(result => result.TypeNames.Contains("Kubeadm.KubeToken") && "abcdef".Equals(result.Properties["Id"].Value));
        Assert.Equal(Token, token.SecretOf("Token"));
    }

    [Theory]
    [InlineData("123456", "123456")]
    [InlineData("012345", "012345")]
    public void Digits_are_taken_as_they_were_typed(string typed, string id)
    {
        var error = Assert.Single(session.Run($"New-KubeJoinInfo -Token {typed} -Kubeconfig $args[0]", _server.Kubeconfig).Errors);

        Assert.StartsWith("TokenNotFound,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains($"bootstrap token {id} ", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[pscustomobject]@{ ApiServerEndpoint = '127.0.0.1:1'; Token = $secret; CaCertHashes = @('HASH') }")]
    [InlineData("[pscustomobject]@{ Join = [pscustomobject]@{ ApiServerEndpoint = '127.0.0.1:1'; Token = $secret; CaCertHashes = @('HASH') } }")]
    public void What_JSON_leaves_of_a_secret_is_refused_with_what_to_do(string info)
    {
        var outcome = session.Run($"$secret = ConvertTo-SecureString {Token} -AsPlainText -Force; {info.Replace("HASH", Hash, StringComparison.Ordinal)} | ConvertTo-Json | ConvertFrom-Json | Join-KubeNode -DryRunPath $args[0]", _folder.Path);

        var error = Assert.Single(outcome.Errors);
        Assert.Contains("-AsPlainText", error + error.ErrorDetails?.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void A_certificate_key_can_be_had_for_a_vault()
    {
        var key = session.Run("New-KubeCertificateKey -AsSecureString").Single.BaseObject;

        Assert.Equal(64, Assert.IsType<SecureString>(key).Length);
    }

    [Fact]
    public void A_kubeconfig_that_is_too_long_for_a_SecureString_says_how_it_is_to_be_had()
    {
        var token = new string('a', 65_000);
        session.Run("$null = New-KubeCertificate -Name ca -CertDir $args[0] -KubernetesVersion v1.36.3", _folder.Path).ThrowIfFailed();
        var config = Path.Combine(_folder.Path, "kubeadm.yaml");
        File.WriteAllText(config, $"apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\nkubernetesVersion: v1.36.3\ncertificatesDir: {_folder.Path}\n");

        var outcome = session.Run("New-KubeConfig jane -Token $args[0] -Config $args[1]; New-KubeConfig jane -Token $args[0] -Config $args[1] -AsPlainText", token, config).ThrowIfFailed();

        Assert.Contains("-AsPlainText", Assert.Single(outcome.Warnings), StringComparison.Ordinal);
        Assert.Equal((null, true), (outcome.Output[0].Properties["Content"].Value, outcome.Output[1].Properties["Content"].Value.ToString()!.Contains(token, StringComparison.Ordinal)));
    }

    [Fact]
    public void The_program_shows_a_secret_in_JSON_when_it_is_asked_to()
    {
        static JsonNode? TokenIn(params string[] words) => JsonNode.Parse(HostProcess.Run(["-OutputFormat", "Json", "New-KubeToken", "-GenerateOnly", .. words]).Output)!["Token"];

        Assert.Equal("""{"Length":23}""", TokenIn()!.ToJsonString());
        Assert.Matches("^[a-z0-9]{6}\\.[a-z0-9]{16}$", (string?)TokenIn("-AsPlainText"));
    }

    [Fact]
    public void A_script_of_the_program_has_the_command_line()
    {
        var script = $"(Initialize-KubeCluster -DryRunPath {_folder.Path} -KubernetesVersion v1.36.3 -NodeName cp -ApiServerAdvertiseAddress 192.0.2.2 -Token {Token} -IgnorePreflightError all -WarningAction Ignore).Join.Command";

        Assert.StartsWith($"kubeadm join 192.0.2.2:6443 --token {Token} --discovery-token-ca-cert-hash sha256:", HostProcess.Run("-Command", script).Output, StringComparison.Ordinal);
    }
}
