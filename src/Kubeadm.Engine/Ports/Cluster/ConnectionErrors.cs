using System.Globalization;
using k8s.KubeConfigModels;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Reporting;

namespace Kubeadm.Engine.Ports.Cluster;

/// <summary>The errors of making a client from a kubeconfig; those of requests are <see cref="ApiErrors"/>.</summary>
internal static class ConnectionErrors
{
    private const string CredentialPluginFailed = "CredentialPluginFailed";

    // Where the program is not known any more.
    private const string ItsProgram = "its program";

    // The texts of these errors name the client library's own parts.
    private static bool IsForeign(Exception error) => error is ArgumentNullException or NullReferenceException or InvalidCastException
        || error.Message.Contains(typeof(K8SConfiguration).Namespace!, StringComparison.Ordinal);

    /// <summary>Makes a client of a kubeconfig's file, which errors name.</summary>
    /// <param name="path">The file.</param>
    /// <param name="connect">Makes it.</param>
    public static T InFile<T>(string path, Func<T> connect)
    {
        try
        {
            return connect();
        }
        catch (KubeadmException error) when (error.ErrorId == ErrorIds.InvalidKubeconfig)
        {
            throw error.Reworded($"{path}: {error.Message}");
        }
    }

    /// <summary>The API server refuses a client certificate that has ended.</summary>
    /// <param name="ended">When.</param>
    public static KubeadmException ClientCertificateExpired(DateTimeOffset ended) => new(
        "ClientCertificateExpired", string.Create(CultureInfo.InvariantCulture, $"the API server refuses the client certificate of the kubeconfig, which ended on {ended.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC"))
    {
        Kind = KubeadmErrorKind.PermissionDenied,
        Target = ended,
        Remedy = "Renew it, or use another kubeconfig.",
    };

    /// <summary>The API server shows a certificate that has ended.</summary>
    /// <param name="action">What was tried, to follow "cannot".</param>
    /// <param name="ended">When.</param>
    /// <param name="error">What was thrown.</param>
    public static KubeadmException ServerCertificateExpired(string action, DateTimeOffset ended, Exception error) => new(
        "ServerCertificateExpired", string.Create(CultureInfo.InvariantCulture, $"cannot {action}: the API server's certificate ended on {ended.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC"), error)
    {
        Kind = KubeadmErrorKind.Unreachable,
        Target = ended,
        Remedy = "Renew the certificate apiserver on the API server's node and start it again, which needs no cluster; or check that the clocks agree.",
    };

    public static KubeadmException UnusableKubeconfig(Exception error) =>
        Unusable(IsForeign(error) ? "a part of it is missing or not of the right type" : error.Message, error);

    public static KubeadmException NoKubeconfig(string cause) => Unusable(cause, null);

    private static KubeadmException Unusable(string cause, Exception? error) => new(ErrorIds.InvalidKubeconfig, $"the kubeconfig cannot be used: {cause}", error)
    {
        Kind = KubeadmErrorKind.InvalidInput,
        Remedy = "Check its current context, the cluster's server and certificate authority, and the user's client certificate and key.",
    };

    /// <summary>The program of a user is in no folder that it may be in.</summary>
    /// <param name="user">The kubeconfig's user.</param>
    /// <param name="field">The user's field that names the program.</param>
    /// <param name="program">The program.</param>
    /// <param name="installHint">What the kubeconfig says of how to install it, or null.</param>
    public static KubeadmException PluginNotFound(string user, string field, string program, string? installHint) => new(
        CredentialPluginFailed,
        $"users: {user}: {field}: the program \"{program}\" is neither an absolute path nor in an absolute folder of the search path")
    {
        Kind = KubeadmErrorKind.NotFound,
        Target = program,
        Remedy = string.IsNullOrWhiteSpace(installHint) ? "Install it, or name it by its absolute path." : installHint,
    };

    public static KubeadmException PluginEnded(string user, string program, ProcessResult result) =>
        PluginFailed(user, program, $"it ended with exit code {result.ExitCode}: {result.Error.Trim()}");

    public static KubeadmException PluginWithoutCredential(string user) =>
        PluginFailed(user, ItsProgram, "there is neither a token nor a certificate with its key in what it said");

    public static KubeadmException PluginAnswerUnreadable(string user) =>
        PluginFailed(user, ItsProgram, "what it said is not the JSON of an ExecCredential");

    private static KubeadmException PluginFailed(string user, string program, string cause) =>
        new(CredentialPluginFailed, $"users: {user}: exec: {program} gave no credential: {cause}")
        {
            Target = user,
            Remedy = "Run the program by hand to see what it says, or use another kubeconfig.",
        };
}
