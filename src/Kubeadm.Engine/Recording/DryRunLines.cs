using System.Text.Json.Nodes;
using Kubeadm.Engine.Reporting;
using Kubeadm.Engine.Serialization.Yaml;

namespace Kubeadm.Engine.Recording;

/// <summary>Reports what a dry run would write, in the lines that kubeadm prints and scripts read.</summary>
/// <param name="observer">Receives the lines.</param>
internal sealed class DryRunLines(IEngineObserver observer)
{
    private const string BootstrapToken = "bootstrap.kubernetes.io/token";

    private static readonly string[] SecretFields = ["data", "stringData"];

    private readonly object _gate = new();

    /// <summary>Reports a file with its content.</summary>
    public void Tell(string path, string content) => Say($"[dryrun] Would write file \"{path}\" with content:\n{content.TrimEnd('\n')}");

    /// <summary>Reports a write to the cluster with the object.</summary>
    public void Tell(RecordedWrite write)
    {
        // What a new or whole object is called, it says itself.
        var name = write.Verb is ApiVerb.Patch or ApiVerb.Delete ? $"[dryrun] Resource name \"{write.Name}\", namespace \"{write.Namespace}\"\n" : "";
        Say($"{Headline(write)}\n{name}[dryrun] Attached object:\n{KubeYaml.Write(Shown(write))}");
    }

    /// <summary>Reports a write to the cluster without the object.</summary>
    public void TellName(RecordedWrite write)
    {
        Say(Headline(write));
        Say($"[dryrun] Resource name \"{write.Name}\", namespace \"{write.Namespace}\"");
    }

    private static string Headline(RecordedWrite write) =>
        $"[dryrun] Would perform action {write.Verb.ToString().ToUpperInvariant()} on resource \"{write.Resource}\" in API group \"{write.Group}\"";

    /// <summary>
    /// The object. Of Secrets only bootstrap tokens are shown, whose commands print the token anyway; of others, such as the uploaded
    /// certificates, the names of the values alone.
    /// </summary>
    private static JsonObject Shown(RecordedWrite write)
    {
        var copy = write.Object.DeepClone().AsObject();
        if (write.Resource == "secrets" && (string?)copy["type"] != BootstrapToken)
        {
            foreach (var values in SecretFields.Select(field => copy[field]).OfType<JsonObject>())
            {
                values.Select(value => value.Key).ToList().ForEach(key => values[key] = null);
            }
        }

        return copy;
    }

    private void Say(string text)
    {
        lock (_gate)
        {
            observer.Info(text);
        }
    }
}
