using System.Text;
using System.Text.Json.Nodes;
using Kubeadm.Engine.Advice;
using Kubeadm.Engine.Configuration;
using Kubeadm.Engine.Configuration.Documents;
using Kubeadm.Engine.Operations.Configuration;
using Kubeadm.Engine.Ports;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Reporting;
using Kubeadm.Engine.Serialization.Json;
using Kubeadm.Engine.Serialization.Yaml;

namespace Kubeadm.Engine.DesiredState;

/// <summary>kubeadm configuration files of this machine.</summary>
/// <param name="name">The kind's name.</param>
/// <param name="ports">The ways to the world.</param>
/// <param name="observer">Receives what happens.</param>
internal sealed class ConfigFileResource(string name, EnginePorts ports, IEngineObserver observer) : DesiredResource<KubeadmConfigState>(name)
{
    /// <inheritdoc/>
    protected override async Task<KubeadmConfigState> ReadAsync(KubeadmConfigState wanted, CancellationToken cancellationToken)
    {
        var path = wanted.Path is { Length: > 0 } given ? given : throw Missing(nameof(KubeadmConfigState.Path), "which says which file is meant");
        if (TryRead(path, wanted, out var problem) is not { } file)
        {
            return new() { Path = path, Exist = problem is not null, IsValid = problem is null ? null : false, Findings = problem is null ? null : [problem.Message] };
        }

        var report = await TestAsync(file, cancellationToken);
        var documents = CoveredDocuments.TryRead(file.Files[0].Text);
        return new()
        {
            Path = path,
            Exist = true,
            IsValid = report.IsValid,
            Findings = [.. report.Findings.Select(finding => CoveredDocuments.Covered(finding.ToString()))],
            Kinds = [.. documents.Select(document => JsonText.StringOf(document, "kind") ?? "")],
            Documents = [.. documents.Select(CoveredDocuments.Covered)],
            Text = file.Files[0].Text,
        };
    }

    /// <inheritdoc/>
    /// <remarks>A file is found by its path only: kubeadm has no place for them.</remarks>
    protected override async Task<IEnumerable<KubeadmConfigState>> FindAllAsync(KubeadmConfigState filter, CancellationToken cancellationToken) =>
        await ReadAsync(filter, cancellationToken) is { Exist: true } found ? [found] : [];

    /// <inheritdoc/>
    protected override IEnumerable<string> CompareProperties(KubeadmConfigState wanted, KubeadmConfigState found)
    {
        var present = CoveredDocuments.TryRead(found.Text ?? "");
        if (wanted.Documents is not { Count: > 0 } documents)
        {
            return found.IsValid == true && !present.Any(IsOld) ? [] : [nameof(KubeadmConfigState.IsValid)];
        }

        return !AreSame(documents.SelectMany(KubeYaml.ReadDocuments).Select(document => document.Root).OfType<JsonObject>(), present) ? [nameof(KubeadmConfigState.Documents)]
            : found.IsValid == true ? [] : [nameof(KubeadmConfigState.IsValid)];
    }

    /// <inheritdoc/>
    protected override ResourceStep Plan(KubeadmConfigState wanted, KubeadmConfigState found, IReadOnlyList<string> differences)
    {
        var (path, files) = (found.Path!, ports.Node.Files);
        if (!wanted.IsWanted)
        {
            return ResourceStep.Of([$"Delete {path}"], _ => Run(() => files.DeleteFile(path)));
        }

        if (wanted.Documents is { Count: > 0 } documents)
        {
            return Step($"Write {path}", path, async token => await ValidAsync(path, ClusterDocuments.Join(documents), token));
        }

        return found.Exist == true
            ? Step($"Migrate {path} to the newest version of kubeadm's API", path, token => MigrateAsync(path, found, token))
            : throw Missing(nameof(KubeadmConfigState.Documents), $"and {path} is not there");
    }

    /// <summary>Reads the file; null where it is not there, or where it cannot be read and is to be replaced or deleted, which is the problem then.</summary>
    private ConfigurationText? TryRead(string path, KubeadmConfigState wanted, out KubeadmException? problem)
    {
        problem = null;
        try
        {
            return ConfigurationFiles.ReadIfThere(ports.Node.Files, path);
        }
        catch (KubeadmException unreadable) when (unreadable.ErrorId == ErrorIds.InvalidConfiguration && (!wanted.IsWanted || wanted.Documents is { Count: > 0 }))
        {
            problem = unreadable;
            return null;
        }
    }

    /// <summary>What would be written is made in a preview too: so it fails where the change itself would.</summary>
    private ResourceStep Step(string line, string path, Func<CancellationToken, Task<string>> make) => new(
        async token =>
        {
            await make(token);
            return [line];
        },
        async token =>
        {
            // A configuration may hold tokens and keys: only its owner may read it.
            ports.Node.Files.WriteAllBytes(path, Encoding.UTF8.GetBytes(await make(token)), NodeFileModes.PrivateFile);
            return [line];
        });

    private async Task<string> MigrateAsync(string path, KubeadmConfigState found, CancellationToken cancellationToken)
    {
        var migrated = await ConfigurationConverter.MigrateAsync(
            new ConfigurationText([new ConfigurationFile(path, found.Text!)]), ports.Node, ports.VersionResolver, cancellationToken);
        observer.Warn(migrated.Findings);
        return migrated.Configuration;
    }

    /// <exception cref="ConfigurationException">kubeadm would not take it.</exception>
    private async Task<string> ValidAsync(string path, string text, CancellationToken cancellationToken)
    {
        var report = await TestAsync(new ConfigurationText([new ConfigurationFile(path, text)]), cancellationToken);
        return report.IsValid ? text : throw new ConfigurationException(report.Findings);
    }

    private Task<ConfigurationReport> TestAsync(ConfigurationText text, CancellationToken cancellationToken) =>
        ConfigurationAdvisor.TestAsync(text, ports.Node, ports.VersionResolver, cancellationToken);

    private static bool IsOld(JsonObject document) =>
        JsonText.StringOf(document, "apiVersion") is { } version && version.StartsWith($"{ConfigurationDocument.KubeadmGroup}/", StringComparison.Ordinal) && version != ConfigurationDocument.CurrentVersion;

    /// <summary>The order of documents means nothing, and neither does how their text is written.</summary>
    private static bool AreSame(IEnumerable<JsonObject> wanted, IReadOnlyList<JsonObject> present)
    {
        var left = present.ToList();
        return wanted.All(document => left.FindIndex(other => JsonNode.DeepEquals(document, other)) is >= 0 and var at && Take(at)) && left.Count == 0;

        bool Take(int at)
        {
            left.RemoveAt(at);
            return true;
        }
    }

    private static Task Run(Action work)
    {
        work();
        return Task.CompletedTask;
    }
}
