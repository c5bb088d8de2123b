using System.Text.Json;
using System.Text.Json.Nodes;
using k8s.KubeConfigModels;
using Kubeadm.Engine.Ports.Node.Local;

namespace Kubeadm.Engine.Ports.Cluster;

/// <summary>
/// Asks the program of a kubeconfig's user (<c>exec</c>) for its credential, which then stands in the program's place
/// (kubernetes.io, "client-go credential plugins").
/// </summary>
/// <remarks>
/// The client library would start it by its bare name, from the current folder too, and wait for ever. A bare name is looked for in the
/// absolute folders of the search path; a path must be absolute, for the text of a kubeconfig does not tell where it stood.
/// </remarks>
internal static class CredentialPlugins
{
    // People may have to log in by another device.
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(1);

    /// <summary>Replaces the program of the user in use by what it gives.</summary>
    /// <param name="document">The kubeconfig.</param>
    /// <param name="cancellationToken">Ends the program.</param>
    /// <exception cref="KubeadmException"><c>CredentialPluginFailed</c>, <c>ProgramTimedOut</c>.</exception>
    public static void Resolve(K8SConfiguration document, CancellationToken cancellationToken)
    {
        if (CurrentUser(document) is not { UserCredentials: { } credentials } user)
        {
            return;
        }

        if (credentials.AuthProvider is { Name: "gcp", Config: { } config } && config.TryGetValue("cmd-path", out var path))
        {
            config["cmd-path"] = Locate(user.Name, "auth-provider", path, installHint: null);
        }

        if (credentials.ExternalExecution is { } exec && !string.IsNullOrWhiteSpace(exec.Command) && !string.IsNullOrWhiteSpace(exec.ApiVersion))
        {
            Take(credentials, Run(user.Name, exec, ServerOf(document, exec), cancellationToken), user.Name);
            credentials.ExternalExecution = null;
        }
    }

    private static User? CurrentUser(K8SConfiguration document)
    {
        var name = document.Contexts?.FirstOrDefault(context => context.Name == document.CurrentContext)?.ContextDetails?.User;
        return name is null ? null : document.Users?.FirstOrDefault(user => string.Equals(user.Name, name, StringComparison.OrdinalIgnoreCase));
    }

    private static JsonObject? ServerOf(K8SConfiguration document, ExternalExecution exec)
    {
        var name = document.Contexts.First(context => context.Name == document.CurrentContext).ContextDetails.Cluster;
        var cluster = document.Clusters?.FirstOrDefault(cluster => cluster.Name == name)?.ClusterEndpoint;
        return !exec.ProvideClusterInfo || cluster is null ? null : new JsonObject
        {
            ["server"] = cluster.Server,
            ["certificate-authority-data"] = cluster.CertificateAuthorityData,
            ["insecure-skip-tls-verify"] = cluster.SkipTlsVerify,
        };
    }

    private static string Run(string user, ExternalExecution exec, JsonObject? cluster, CancellationToken cancellationToken)
    {
        var spec = new JsonObject { ["interactive"] = false };
        if (cluster is not null)
        {
            spec["cluster"] = cluster;
        }

        var information = new JsonObject { ["apiVersion"] = exec.ApiVersion, ["kind"] = "ExecCredential", ["spec"] = spec };
        Dictionary<string, string> environment = new() { ["KUBERNETES_EXEC_INFO"] = information.ToJsonString() };
        foreach (var variable in exec.EnvironmentVariables ?? [])
        {
            environment[variable.GetValueOrDefault("name") ?? ""] = variable.GetValueOrDefault("value") ?? "";
        }

        environment.Remove("");
        var program = Locate(user, "exec", exec.Command, exec.InstallHint);
        var result = new LocalProcessRunner().RunAsync(program, [.. exec.Arguments ?? []], environment, Timeout, cancellationToken).GetAwaiter().GetResult();
        return result.ExitCode == 0 ? result.Output : throw ConnectionErrors.PluginEnded(user, program, result);
    }

    private static void Take(UserCredentials credentials, string answer, string user)
    {
        try
        {
            var status = JsonNode.Parse(answer) is JsonObject document ? document["status"] as JsonObject : null;
            var (token, certificate, key) = (Text(status, "token"), Text(status, "clientCertificateData"), Text(status, "clientKeyData"));
            if (token is null && (certificate is null || key is null))
            {
                throw ConnectionErrors.PluginWithoutCredential(user);
            }

            credentials.Token = token ?? credentials.Token;
            credentials.ClientCertificateData = Encode(certificate) ?? credentials.ClientCertificateData;
            credentials.ClientKeyData = Encode(key) ?? credentials.ClientKeyData;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or ArgumentException)
        {
            throw ConnectionErrors.PluginAnswerUnreadable(user);
        }
    }

    private static string? Text(JsonObject? status, string field) =>
        status?[field] is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0 ? text : null;

    private static string? Encode(string? pem) => pem is null ? null : Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(pem));

    private static string Locate(string user, string field, string program, string? installHint) =>
        ProgramSearch.Find(program) ?? throw ConnectionErrors.PluginNotFound(user, field, program, installHint);
}
