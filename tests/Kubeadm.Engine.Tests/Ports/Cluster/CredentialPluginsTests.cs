using k8s;
using Kubeadm.Engine.Ports.Cluster;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Ports.Node.Local;
using Kubeadm.Testing;

namespace Kubeadm.Engine.Tests.Ports.Cluster;

public sealed class CredentialPluginsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public async Task What_the_program_gives_is_the_credential()
    {
        Skip.If(OperatingSystem.IsWindows(), "there is no sh");
        var program = Program("""echo "$WORD" "$1" >"$0.said"; echo '{"kind":"ExecCredential","status":{"token":"from the program"}}'""");

        using var client = (Kubernetes)ClusterConnection.Connect(Kubeconfig(program));
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://127.0.0.1");
        await client.Credentials.ProcessHttpRequestAsync(request, default);

        Assert.Equal("Bearer from the program", request.Headers.Authorization?.ToString());
        Assert.Equal("value one word\n", File.ReadAllText(program + ".said"));
    }

    [SkippableTheory]
    [InlineData("exit 3", "exit code 3")]
    [InlineData("echo nothing of the kind", "not the JSON")]
    [InlineData("echo '[]'", "neither a token")]
    [InlineData("echo '{\"status\":{\"token\":5}}'", "neither a token")]
    public void A_program_that_gives_none_is_an_error_that_names_the_user(string script, string cause)
    {
        Skip.If(OperatingSystem.IsWindows(), "there is no sh");

        var error = Assert.Throws<KubeadmException>(() => ClusterConnection.Connect(Kubeconfig(Program(script))));

        Assert.Equal(("CredentialPluginFailed", "someone"), (error.ErrorId, error.Target));
        Assert.Contains(cause, error.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void A_program_in_the_current_folder_is_not_started()
    {
        Skip.If(OperatingSystem.IsWindows(), "there is no sh");
        var name = "kubeadm-plugin-" + Guid.NewGuid().ToString("N");
        var evil = Path.Combine(Environment.CurrentDirectory, name);
        try
        {
            File.Copy(Program($"touch {_folder["started"]}"), evil);

            Assert.All([name, "./" + name], command =>
                Assert.Equal("CredentialPluginFailed", Assert.Throws<KubeadmException>(() => ClusterConnection.Connect(Kubeconfig(command))).ErrorId));
            Assert.False(File.Exists(_folder["started"]));
        }
        finally
        {
            File.Delete(evil);
        }
    }

    [SkippableFact]
    public void Cancelling_ends_a_program_that_waits_for_somebody()
    {
        Skip.If(OperatingSystem.IsWindows(), "there is no sh");
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        var options = new ConnectOptions { CancellationToken = cancel.Token };

        Assert.ThrowsAny<OperationCanceledException>(() => ClusterConnection.Connect(Kubeconfig(Program("exec sleep 30")), options));
    }

    private string Program(string script)
    {
        File.WriteAllText(_folder["plugin"], "#!/bin/sh\n" + script + "\n");
        new LocalFileSystem().SetMode(_folder["plugin"], NodeFileModes.PrivateDirectory);
        return _folder["plugin"];
    }

    private static string Kubeconfig(string command) => $$"""
        apiVersion: v1
        kind: Config
        clusters:
        - name: c
          cluster:
            server: https://127.0.0.1:1
        contexts:
        - name: x
          context:
            cluster: c
            user: someone
        current-context: x
        users:
        - name: someone
          user:
            exec:
              apiVersion: client.authentication.k8s.io/v1
              command: {{command}}
              args: [one word]
              env:
              - name: WORD
                value: value
              interactiveMode: Never
        """;
}
