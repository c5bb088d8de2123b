using System.Text.Json;
using System.Text.Json.Nodes;
using Kubeadm.Engine.Configuration.Defaults;
using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Serialization.Values;

namespace Kubeadm.Engine.Configuration.Conversion;

/// <summary>
/// Turns documents of kubeadm.k8s.io/v1beta3 into v1beta4
/// (https://kubernetes.io/docs/reference/config-api/kubeadm-config.v1beta4/): extra arguments are lists instead of maps,
/// two timeouts have moved, and fields that v1beta4 added are unknown.
/// </summary>
internal sealed class V1Beta3
{
    private static readonly string[] ComponentFields = ["extraEnvs"];

    private readonly ConfigurationDocument _document;
    private readonly List<Finding> _findings = [];

    private V1Beta3(ConfigurationDocument document) => _document = document;

    /// <summary>What came of a document.</summary>
    /// <param name="Json">The document as v1beta4.</param>
    /// <param name="Findings">Unknown fields and wrong types of v1beta3.</param>
    /// <param name="ControlPlaneTimeout">A ClusterConfiguration's timeout for the control plane; its default if it says none.</param>
    public sealed record Result(JsonObject Json, IReadOnlyList<Finding> Findings, TimeSpan? ControlPlaneTimeout);

    public static Result Upgrade(ConfigurationDocument document) => new V1Beta3(document).Upgrade();

    private Result Upgrade()
    {
        var json = _document.Json.DeepClone().AsObject();
        TimeSpan? timeout = null;
        switch (_document.Kind)
        {
            case "InitConfiguration":
                Refuse(json, "", "dryRun", "timeouts");
                UpgradeNodeRegistration(json);
                break;
            case "JoinConfiguration":
                Refuse(json, "", "dryRun", "timeouts");
                UpgradeNodeRegistration(json);
                MoveDiscoveryTimeout(json);
                break;
            case "ClusterConfiguration":
                timeout = UpgradeCluster(json);
                break;
        }

        return new(json, _findings, timeout);
    }

    private TimeSpan UpgradeCluster(JsonObject json)
    {
        Refuse(json, "", "proxy", "encryptionAlgorithm", "certificateValidityPeriod", "caCertificateValidityPeriod");
        foreach (var component in new[] { "apiServer", "controllerManager", "scheduler" })
        {
            if (json[component] is JsonObject fields)
            {
                Refuse(fields, component, ComponentFields);
                UpgradeArguments(fields, component, "extraArgs");
            }
        }

        if (json["dns"] is JsonObject dns)
        {
            Refuse(dns, "dns", "disabled");
        }

        UpgradeEtcd(json);
        var timeout = json["apiServer"] is JsonObject apiServer ? Take(apiServer, "apiServer", "timeoutForControlPlane") : null;
        return timeout ?? StaticDefaults.ControlPlaneHealthTimeout;
    }

    private void UpgradeEtcd(JsonObject json)
    {
        if (json["etcd"] is not JsonObject etcd)
        {
            return;
        }

        if (etcd["local"] is JsonObject local)
        {
            Refuse(local, "etcd.local", ComponentFields);
            UpgradeArguments(local, "etcd.local", "extraArgs");
        }

        if (etcd["external"] is JsonObject external)
        {
            Refuse(external, "etcd.external", "httpEndpoints");
        }
    }

    private void UpgradeNodeRegistration(JsonObject json)
    {
        if (json["nodeRegistration"] is JsonObject registration)
        {
            Refuse(registration, "nodeRegistration", "imagePullSerial");
            UpgradeArguments(registration, "nodeRegistration", "kubeletExtraArgs");
        }
    }

    private void MoveDiscoveryTimeout(JsonObject json)
    {
        if (json["discovery"] is JsonObject discovery && Take(discovery, "discovery", "timeout") is { } timeout)
        {
            json["timeouts"] = new JsonObject { ["discovery"] = GoDuration.Format(timeout) };
        }
    }

    /// <summary>Removes fields that v1beta3 does not have.</summary>
    private void Refuse(JsonObject json, string path, params string[] fields)
    {
        foreach (var field in fields)
        {
            var full = path.Length == 0 ? field : $"{path}.{field}";
            if (json.Remove(field))
            {
                Add(full, "is an unknown field in v1beta3; v1beta4 has it", isStrict: true);
            }
        }
    }

    /// <summary>A map of arguments becomes a list, ordered by name.</summary>
    private void UpgradeArguments(JsonObject json, string path, string field)
    {
        if (!json.TryGetPropertyValue(field, out var value) || value is null)
        {
            return;
        }

        var list = new JsonArray();
        json[field] = list;
        if (value is not JsonObject map)
        {
            Add($"{path}.{field}", "must be a map of argument names to values in v1beta3");
            return;
        }

        foreach (var (name, argument) in map.OrderBy(argument => argument.Key, StringComparer.Ordinal))
        {
            if (argument is not null && argument.GetValueKind() != JsonValueKind.String)
            {
                Add($"{path}.{field}.{name}", "must be a string; quote it");
                continue;
            }

            list.Add(new JsonObject { ["name"] = name, ["value"] = argument?.GetValue<string>() ?? "" });
        }
    }

    /// <summary>Removes a duration and gives its value.</summary>
    private TimeSpan? Take(JsonObject json, string path, string field)
    {
        if (!json.Remove(field, out var value) || value is null)
        {
            return null;
        }

        if (value.GetValueKind() == JsonValueKind.String && GoDuration.TryParse(value.GetValue<string>(), out var duration))
        {
            return duration;
        }

        Add($"{path}.{field}", "must be a duration such as 4m0s");
        return null;
    }

    private void Add(string field, string message, bool isStrict = false) =>
        _findings.Add(new(FindingSeverity.Error, field, message, _document.Yaml.LineOf(field)) { IsStrict = isStrict });
}
