using System.Text;
using System.Text.Json.Nodes;
using Kubeadm.Engine.Serialization.Yaml;

namespace Kubeadm.Engine.Kubeconfig;

/// <summary>Reads and writes kubeconfigs in the form of client-go's <c>clientcmd/api/v1</c>.</summary>
internal static class KubeconfigSerializer
{
    private static readonly string[] FileFields = ["preferences", "extensions"];

    private static readonly string[] ClusterFields =
        ["tls-server-name", "proxy-url", "disable-compression", "extensions"];

    private static readonly string[] ContextFields = ["extensions"];

    private static readonly string[] UserFields =
        ["as", "as-uid", "as-groups", "as-user-extra", "auth-provider", "exec", "extensions"];

    /// <summary>Reads a kubeconfig; the message of an error holds nothing of it.</summary>
    public static KubeconfigFile Read(byte[] content, string source)
    {
        try
        {
            var documents = KubeYaml.ReadDocuments(content);
            return documents.Count == 0 || documents[0].Root is null
                ? new KubeconfigFile()
                : Read(documents[0].Root!.AsObject());
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw KubeconfigErrors.Unreadable(source, e);
        }
    }

    /// <summary>Writes a kubeconfig. A list without entries is <c>null</c>, as client-go has it.</summary>
    public static byte[] Write(KubeconfigFile file)
    {
        var root = file.Others.ToObject();
        root["apiVersion"] = "v1";
        root["kind"] = "Config";
        root["clusters"] = WriteList(file.Clusters, "cluster", WriteCluster);
        root["contexts"] = WriteList(file.Contexts, "context", WriteContext);
        root["current-context"] = file.CurrentContext;
        root["users"] = WriteList(file.Users, "user", WriteUser);
        return Encoding.UTF8.GetBytes(KubeYaml.Write(root));
    }

    private static KubeconfigFile Read(JsonObject root)
    {
        var file = new KubeconfigFile
        {
            CurrentContext = Text(root, "current-context"),
            Others = KubeconfigFields.Take(root, FileFields),
        };
        ReadList(root["clusters"], "cluster", file.Clusters, ReadCluster);
        ReadList(root["contexts"], "context", file.Contexts, ReadContext);
        ReadList(root["users"], "user", file.Users, ReadUser);
        return file;
    }

    private static KubeconfigCluster ReadCluster(JsonObject fields) => new()
    {
        Server = Text(fields, "server"),
        CertificateAuthority = Text(fields, "certificate-authority"),
        CertificateAuthorityData = Bytes(fields, "certificate-authority-data"),
        InsecureSkipTlsVerify = fields["insecure-skip-tls-verify"]?.GetValue<bool>() ?? false,
        Others = KubeconfigFields.Take(fields, ClusterFields),
    };

    private static JsonObject WriteCluster(KubeconfigCluster cluster)
    {
        var fields = cluster.Others.ToObject();
        fields["server"] = cluster.Server;
        Set(fields, "certificate-authority", cluster.CertificateAuthority);
        Set(fields, "certificate-authority-data", cluster.CertificateAuthorityData);
        if (cluster.InsecureSkipTlsVerify)
        {
            fields["insecure-skip-tls-verify"] = true;
        }

        return fields;
    }

    private static KubeconfigContext ReadContext(JsonObject fields) => new()
    {
        Cluster = Text(fields, "cluster"),
        User = Text(fields, "user"),
        Namespace = Text(fields, "namespace"),
        Others = KubeconfigFields.Take(fields, ContextFields),
    };

    private static JsonObject WriteContext(KubeconfigContext context)
    {
        var fields = context.Others.ToObject();
        fields["cluster"] = context.Cluster;
        fields["user"] = context.User;
        Set(fields, "namespace", context.Namespace);
        return fields;
    }

    private static KubeconfigUser ReadUser(JsonObject fields) => new()
    {
        ClientCertificate = Text(fields, "client-certificate"),
        ClientCertificateData = Bytes(fields, "client-certificate-data"),
        ClientKey = Text(fields, "client-key"),
        ClientKeyData = Bytes(fields, "client-key-data"),
        Token = Text(fields, "token"),
        TokenFile = Text(fields, "tokenFile"),
        Username = Text(fields, "username"),
        Password = Text(fields, "password"),
        Others = KubeconfigFields.Take(KubeconfigPlugins.Complete(fields), UserFields),
    };

    private static JsonObject WriteUser(KubeconfigUser user)
    {
        var fields = user.Others.ToObject();
        Set(fields, "client-certificate", user.ClientCertificate);
        Set(fields, "client-certificate-data", user.ClientCertificateData);
        Set(fields, "client-key", user.ClientKey);
        Set(fields, "client-key-data", user.ClientKeyData);
        Set(fields, "token", user.Token);
        Set(fields, "tokenFile", user.TokenFile);
        Set(fields, "username", user.Username);
        Set(fields, "password", user.Password);
        return fields;
    }

    private static void ReadList<T>(JsonNode? list, string entryName, SortedDictionary<string, T> target, Func<JsonObject, T> read)
    {
        foreach (var item in list?.AsArray() ?? [])
        {
            var named = item!.AsObject();

            if (!target.TryAdd(Text(named, "name"), read(named[entryName]?.AsObject() ?? [])))
            {
                throw new FormatException("two entries have one name");
            }
        }
    }

    private static JsonArray? WriteList<T>(SortedDictionary<string, T> entries, string entryName, Func<T, JsonObject> write) =>
        entries.Count == 0
            ? null
            : new JsonArray([.. entries.Select(entry => (JsonNode)new JsonObject { ["name"] = entry.Key, [entryName] = write(entry.Value) })]);

    private static string Text(JsonObject fields, string name) => fields[name]?.GetValue<string>() ?? "";

    private static byte[] Bytes(JsonObject fields, string name) => Convert.FromBase64String(Text(fields, name));

    private static void Set(JsonObject fields, string name, string value)
    {
        if (value.Length > 0)
        {
            fields[name] = value;
        }
    }

    private static void Set(JsonObject fields, string name, byte[] value)
    {
        if (value.Length > 0)
        {
            fields[name] = Convert.ToBase64String(value);
        }
    }
}
