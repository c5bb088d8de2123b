using Kubeadm.Engine.Operations.Certificates;
using Kubeadm.Engine.Operations.Kubeconfigs;
using Kubeadm.Engine.Pki;
using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Tests.Operations.Certificates;
using Kubeadm.Engine.Workflows.Init;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Pki;

/// <summary>
/// Commands that fail or are cancelled while keys are being created: when they return, no thread works on a key any more. They run with
/// no other test beside them, since the threads of the whole process are counted. <c>KUBEADM_INTERRUPTIONS</c> says how often each is
/// cancelled, at moments of its own each time.
/// </summary>
[Collection(nameof(KeyWorkTests))]
[CollectionDefinition(nameof(KeyWorkTests), DisableParallelization = true)]
public sealed class KeyWorkTests
{
    private const string Configuration = """
        apiVersion: kubeadm.k8s.io/v1beta4
        kind: ClusterConfiguration
        kubernetesVersion: v1.36.3
        """;

    private static readonly int Interruptions = int.TryParse(Environment.GetEnvironmentVariable("KUBEADM_INTERRUPTIONS"), out var count) ? count : 8;

    private readonly RecordingObserver _observer = new();

    [Theory]
    [InlineData("init")]
    [InlineData("requests")]
    [InlineData("renewals")]
    [InlineData("users")]
    public async Task A_cancelled_command_leaves_no_key_in_hand(string command)
    {
        var node = new FakeNode();
        await PrepareAsync(node);
        var random = new Random(4711);
        var cancelled = 0;
        for (var run = 0; run < Interruptions; run++)
        {
            using var folder = new TemporaryFolder();
            using var cancellation = new CancellationTokenSource(random.Next(250));
            try
            {
                await RunAsync(command, node, Path.Combine(folder.Path, "run"), cancellation.Token);
            }
            catch (OperationCanceledException)
            {
                cancelled++;
            }

            Assert.Equal(0, KeyFactory.ThreadsAtWork);
        }

        Assert.True(cancelled > 0, "no run was cancelled before it had ended");
    }

    [Fact]
    public async Task A_failed_command_leaves_no_key_in_hand()
    {
        var node = new FakeNode();
        AddAuthorityOfTomorrow(node);
        var request = new InitRequest { Configuration = Configuration, Phases = ["certs/apiserver"] };
        await Workflow(node).RunAsync(request, default);
        for (var run = 0; run < Interruptions; run++)
        {
            var error = await Assert.ThrowsAsync<WorkflowException>(() => Workflow(node).RunAsync(request with { Phases = ["certs"] }, default));

            Assert.Equal(0, KeyFactory.ThreadsAtWork);
            Assert.Contains("apiserver.crt is not issued by the authority", error.Message, StringComparison.Ordinal);
        }
    }

    private Task RunAsync(string command, FakeNode node, string folder, CancellationToken cancellationToken) => command switch
    {
        "init" => Workflow(node).RunAsync(
            new InitRequest { Configuration = $"{Configuration}\ncertificatesDir: /new", DryRun = true, DryRunPath = folder, Phases = ["certs"] }, cancellationToken),
        "requests" => new CertificateRequests(PortsOf(node), _observer).CreateAsync(
            new() { Configuration = Configuration, CertificatesDir = "/new", KubeconfigDirectory = "/new", DryRun = true, DryRunPath = folder }, cancellationToken),
        "renewals" => RenewAsync(new(PortsOf(node), _observer), new() { Names = ["all"], Configuration = Configuration, DryRun = true, DryRunPath = folder }, cancellationToken),
        _ => new ClusterUserKubeconfigs(PortsOf(node), _observer).CreateAsync(
            new() { Configuration = Configuration, Users = [.. Enumerable.Range(0, 20).Select(number => new UserCredential($"user-{number}"))] }, cancellationToken),
    };

    private static async Task RenewAsync(CertificateRenewals renewals, CertificateRenewalRequest request, CancellationToken cancellationToken) =>
        await renewals.RenewAsync(await renewals.PlanAsync(request, cancellationToken), request, cancellationToken);

    private static async Task PrepareAsync(FakeNode node)
    {
        using var keys = new KeyFactory();
        await new CertificateIssuer(node.Files, node.Clock, keys).EnsureAllAsync(PkiCases.Configuration(), default);
    }

    private static void AddAuthorityOfTomorrow(FakeNode node)
    {
        using var key = KeyAlgorithms.CreateKey(KeyAlgorithm.EcdsaP256);
        using var authority = CertificateBuilder.CreateAuthority(
            CertificateCatalog.Find("ca").ProfileFor(PkiCases.Configuration(), node.Clock.GetUtcNow().AddDays(1)), key);
        node.Memory.Add("/etc/kubernetes/pki/ca.crt", System.Text.Encoding.ASCII.GetString(CertificatePem.Write(authority)));
        node.Memory.Add("/etc/kubernetes/pki/ca.key", System.Text.Encoding.ASCII.GetString(KeyPem.WritePrivate(key)));
    }

    private InitWorkflow Workflow(FakeNode node) => new(PortsOf(node), _observer);

    private static EnginePorts PortsOf(FakeNode node) => CertificateImportCase.Ports(node);
}
