using System.Text.Json;
using System.Text.Json.Nodes;
using Kubeadm.Engine.Configuration.Conversion;
using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Configuration.Model;
using Kubeadm.Engine.Serialization.Api;

namespace Kubeadm.Engine.Configuration.Reading;

/// <summary>Decodes documents of any supported version into today's classes.</summary>
internal sealed class DocumentDecoder(LoadOptions options, FindingCollector findings)
{
    /// <summary>
    /// The timeout that a v1beta3 ClusterConfiguration sets for the control plane; null when there is no such document.
    /// Later versions have it in InitConfiguration and JoinConfiguration.
    /// </summary>
    public TimeSpan? ControlPlaneTimeout { get; private set; }

    /// <summary>Checks that the version of a document's API is read; warns of one that will not be for long.</summary>
    public void CheckVersion(ConfigurationDocument document)
    {
        if (document.IsRefusedVersion)
        {
            findings.Add(new(
                FindingSeverity.Error,
                "apiVersion",
                $"{document.ApiVersion} (kind {document.Kind}) is no longer read; "
                    + (OldDocuments.IsOld(document) ? $"convert the file to {ConfigurationDocument.CurrentVersion}" : "write it anew"),
                document.VersionLine) { File = document.File });
        }
        else if (document.IsDeprecatedVersion && !options.AllowDeprecated)
        {
            findings.Add(new(
                FindingSeverity.Warning,
                "apiVersion",
                $"{document.ApiVersion} (kind {document.Kind}) is deprecated; convert the file to {ConfigurationDocument.CurrentVersion}",
                document.VersionLine) { File = document.File });
        }
    }

    /// <summary>Decodes a document. Findings of a strict reader are errors if <see cref="LoadOptions.Strict"/>, else warnings.</summary>
    public T Decode<T>(ConfigurationDocument document)
        where T : class, new()
    {
        findings.LookIn(document);
        var json = document.Json;
        if (document.IsDeprecatedVersion)
        {
            var upgraded = V1Beta3.Upgrade(document);
            json = upgraded.Json;
            ControlPlaneTimeout = upgraded.ControlPlaneTimeout ?? ControlPlaneTimeout;
            AddAll(document, upgraded.Findings);
        }

        var decoded = ApiSerializer.Decode<T>(json, document.Yaml.LineOf);
        AddAll(document, document.Yaml.Findings);
        AddAll(document, decoded.Findings);
        CheckTokens(document);
        if (document.IsBrokenJson())
        {
            findings.Add(new(FindingSeverity.Error, "", "a document that begins with '{' is read as JSON, and this is not JSON; write it in block style", document.Yaml.Line) { File = document.File });
        }

        return decoded.Value;
    }

    /// <summary>A token that is written must have its form even where it is empty; its text is a secret and is not shown.</summary>
    private void CheckTokens(ConfigurationDocument document)
    {
        if (document.Kind != "InitConfiguration" || document.Json["bootstrapTokens"] is not JsonArray tokens)
        {
            return;
        }

        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens[i] is JsonObject entry && entry["token"] is JsonValue value && value.GetValueKind() == JsonValueKind.String
                && !BootstrapTokenText.TryParse(value.GetValue<string>(), out _))
            {
                findings.Error($"bootstrapTokens.{i}.token", BootstrapTokenText.WrongForm);
            }
        }
    }

    private void AddAll(ConfigurationDocument document, IEnumerable<Finding> found)
    {
        foreach (var finding in found)
        {
            var severity = finding.IsStrict && !options.Strict ? FindingSeverity.Warning : FindingSeverity.Error;
            findings.Add(finding with { Severity = severity, File = document.File });
        }
    }
}
