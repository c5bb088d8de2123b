using Kubeadm.Engine.Addresses;

namespace Kubeadm.Engine.Kubeconfig;

/// <summary>What a kubeconfig must hold to be used, as client-go has it: each of its contexts, users and clusters, in use or not.</summary>
/// <param name="fileExists">Whether a file that is referred to is there.</param>
internal sealed class KubeconfigRules(Func<string, bool> fileExists)
{
    private static readonly HashSet<string> Modes = new(StringComparer.Ordinal) { "Never", "IfAvailable", "Always" };

    /// <summary>What is wrong, each with the field and the cause, never a value that may be secret.</summary>
    public IEnumerable<string> ProblemsOf(KubeconfigFile file)
    {
        IEnumerable<string> current = file.CurrentContext.Length > 0 && !file.Contexts.ContainsKey(file.CurrentContext)
            ? [KubeconfigErrors.NoSuchContext(file.CurrentContext)]
            : [];
        return current
            .Concat(file.Contexts.SelectMany(entry => Check(file, entry.Value).Select(problem => $"context \"{entry.Key}\": {problem}")))
            .Concat(file.Users.SelectMany(entry => Check(entry.Value).Select(problem => $"user \"{entry.Key}\": {problem}")))
            .Concat(file.Clusters.SelectMany(entry => Check(entry.Value).Select(problem => $"cluster \"{entry.Key}\": {problem}")));
    }

    private static IEnumerable<string> Check(KubeconfigFile file, KubeconfigContext context)
    {
        if (!file.Users.ContainsKey(context.User))
        {
            yield return context.User.Length == 0 ? "it names no user" : $"there is no user named \"{context.User}\"";
        }

        if (!file.Clusters.ContainsKey(context.Cluster))
        {
            yield return context.Cluster.Length == 0 ? "it names no cluster" : $"there is no cluster named \"{context.Cluster}\"";
        }

        if (context.Namespace.Length > 0 && (!DnsNames.IsSubdomain(context.Namespace) || context.Namespace.Contains('.', StringComparison.Ordinal)))
        {
            yield return $"\"{context.Namespace}\" is no name of a namespace";
        }
    }

    private IEnumerable<string> Check(KubeconfigUser user)
    {
        if (user.ClientCertificate.Length + user.ClientCertificateData.Length > 0)
        {
            foreach (var problem in CheckCertificate(user))
            {
                yield return problem;
            }
        }

        if (user.Token.Length > 0 && (user.Username.Length > 0 || user.Password.Length > 0))
        {
            yield return "it has both a token and a name and password; keep one";
        }

        if (user.Others.Has("exec"))
        {
            foreach (var problem in CheckExec(user.Others))
            {
                yield return problem;
            }
        }

        if (!user.Others.Has("as") && (user.Others.Has("as-uid") || user.Others.Has("as-groups") || user.Others.Has("as-user-extra")))
        {
            yield return "as-uid, as-groups and as-user-extra need as";
        }
    }

    private IEnumerable<string> CheckCertificate(KubeconfigUser user) =>
        Both(user.ClientCertificate, user.ClientCertificateData, "client-certificate")
            .Concat(Both(user.ClientKey, user.ClientKeyData, "client-key"))
            .Concat(user.ClientKey.Length + user.ClientKeyData.Length == 0 ? ["it has a client certificate but no key"] : Array.Empty<string>())
            .Concat(Missing(user.ClientCertificate, "client-certificate"))
            .Concat(Missing(user.ClientKey, "client-key"));

    private static IEnumerable<string> CheckExec(KubeconfigFields user)
    {
        if (user.Has("auth-provider"))
        {
            yield return "it has both exec and auth-provider; keep one";
        }

        if (user.Text("exec", "command").Length == 0)
        {
            yield return "exec.command is empty";
        }

        if (user.Text("exec", "apiVersion").Length == 0)
        {
            yield return "exec.apiVersion is empty";
        }

        if (!Modes.Contains(user.Text("exec", "interactiveMode")))
        {
            yield return $"exec.interactiveMode must be one of {string.Join(", ", Modes)}";
        }
    }

    private IEnumerable<string> Check(KubeconfigCluster cluster) =>
        (cluster.Server.Length == 0 ? ["it has no server"] : Array.Empty<string>())
            .Concat(Both(cluster.CertificateAuthority, cluster.CertificateAuthorityData, "certificate-authority"))
            .Concat(Missing(cluster.CertificateAuthority, "certificate-authority"));

    private static IEnumerable<string> Both(string path, byte[] data, string field) =>
        path.Length > 0 && data.Length > 0 ? [$"it has both {field} and {field}-data; keep one"] : [];

    private IEnumerable<string> Missing(string path, string field) =>
        path.Length > 0 && !fileExists(path) ? [$"{field}: the file {path} is not there"] : [];
}
