using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kubeadm.Engine.Serialization.Yaml;

namespace Kubeadm.Host.CommandLine;

/// <summary>What kubeadm's commands print, in the shapes that scripts read.</summary>
internal static class KubeadmOutput
{
    private const string OutputApiVersion = "output.kubeadm.k8s.io/v1alpha3";

    /// <summary>kubeadm indents its result documents by four spaces, and that of its version by two.</summary>
    private static readonly JsonSerializerOptions Documents = new() { WriteIndented = true, IndentSize = 4, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonSerializerOptions VersionDocument = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The formats that a command has. The version alone has one without a name.</summary>
    public static IReadOnlyList<string> FormatsOf(KubeadmEntry entry) => entry.Path == "version" ? ["json", "short", "yaml", ""] : ["json", "text", "yaml"];

    /// <summary>Refuses a format that a command does not have, before anything is done.</summary>
    public static void CheckFormat(KubeadmLine line)
    {
        if (line.Last(KubeadmFlags.Output) is not { } format)
        {
            return;
        }

        var known = FormatsOf(line.Entry);
        if (!known.Contains(format))
        {
            throw new UsageException($"invalid output format: {format}; it can be {string.Join(", ", known.Where(name => name.Length > 0))}");
        }
    }

    /// <summary>Text as it is.</summary>
    public static int Text(KubeadmLine line, IReadOnlyList<object> results, KubeadmStreams streams)
    {
        foreach (var result in results)
        {
            streams.Output.Write(result);
        }

        return Application.Success;
    }

    /// <summary>A user's kubeconfig, with the empty line that kubeadm puts after it.</summary>
    public static int Kubeconfig(KubeadmLine line, IReadOnlyList<object> results, KubeadmStreams streams)
    {
        streams.Output.WriteLine(((KubeConfig)results[0]).PlainContent);
        return Application.Success;
    }

    /// <summary>A value a line.</summary>
    public static int Lines(KubeadmLine line, IReadOnlyList<object> results, KubeadmStreams streams)
    {
        foreach (var result in results)
        {
            streams.Output.WriteLine(result);
        }

        return Application.Success;
    }

    /// <summary>Where a dry run left its files; all else was said while it was done.</summary>
    public static int DryRunFolder(KubeadmLine line, IReadOnlyList<object> results, KubeadmStreams streams)
    {
        if (results.Select(result => (result as KubeCluster)?.DryRunPath ?? (result as KubeNode)?.DryRunPath).SingleOrDefault() is { } path)
        {
            streams.Output.WriteLine($"[dryrun] Wrote certificates, kubeconfig files and control plane manifests to the \"{path}\" directory");
            streams.Output.WriteLine("[dryrun] Certificates and kubeconfigs hold secrets and were not printed: look into the directory");
        }

        return Application.Success;
    }

    /// <summary>Nothing, for all was said while it was done; without a result the question before it was answered with no.</summary>
    public static int Consented(KubeadmLine line, IReadOnlyList<object> results, KubeadmStreams streams)
    {
        if (results.Count > 0)
        {
            return Application.Success;
        }

        streams.Error.WriteLine("error: nothing was done: the answer was not \"y\" or \"yes\"");
        return Application.Failure;
    }

    /// <summary>Objects of an add-on, when they were asked for.</summary>
    public static int Manifests(KubeadmLine line, IReadOnlyList<object> results, KubeadmStreams streams)
    {
        foreach (var manifest in results.OfType<string>())
        {
            streams.Output.WriteLine("---");
            streams.Output.Write(manifest);
        }

        return Application.Success;
    }

    /// <summary>The verdict on a configuration.</summary>
    public static int Validation(KubeadmLine line, IReadOnlyList<object> results, KubeadmStreams streams)
    {
        var report = (KubeadmConfigReport)results.Single();
        foreach (var finding in report.Findings)
        {
            streams.Error.WriteLine($"{(finding.Severity == FindingSeverity.Error ? "error" : finding.Severity == FindingSeverity.Advice ? "advice" : "WARNING")}: {finding}");
        }

        if (report.IsValid)
        {
            streams.Output.WriteLine("ok");
        }

        return report.IsValid ? Application.Success : Application.Failure;
    }

    /// <summary>A migrated configuration, to the file that was named or to standard output.</summary>
    public static int Migration(KubeadmLine line, IReadOnlyList<object> results, KubeadmStreams streams)
    {
        if (line.Last(KubeadmFlags.NewConfig) is not { Length: > 0 } path)
        {
            return Text(line, results, streams);
        }

        try
        {
            File.WriteAllText(path, string.Concat(results));
            return Application.Success;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            streams.Error.WriteLine($"error: the new configuration cannot be written: {error.Message}");
            return Application.Failure;
        }
    }

    /// <summary>The images, one a line or as a document.</summary>
    public static int Images(KubeadmLine line, IReadOnlyList<object> results, KubeadmStreams streams)
    {
        var images = results.Cast<KubeImage>().Select(image => image.Image).ToList();
        var document = NewDocument("Images");
        document["images"] = new JsonArray([.. images.Select(image => JsonValue.Create(image))]);
        Print(line, streams, document, Documents, () => string.Join('\n', images));
        return Application.Success;
    }

    /// <summary>The version, as one line or as a document.</summary>
    public static int Version(KubeadmLine line, IReadOnlyList<object> results, KubeadmStreams streams)
    {
        var version = (KubeadmVersion)results.Single();
        if (line.Last(KubeadmFlags.Output) == "short")
        {
            streams.Output.WriteLine(version.GitVersion);
            return Application.Success;
        }

        var info = new JsonObject
        {
            ["major"] = version.Major,
            ["minor"] = version.Minor,
            ["gitVersion"] = version.GitVersion,
            ["gitCommit"] = version.GitCommit,
            ["gitTreeState"] = "clean",
            ["buildDate"] = "1970-01-01T00:00:00Z",
            ["goVersion"] = version.Runtime,
            ["compiler"] = "ryujit",
            ["platform"] = version.Platform,
        };
        var fields = string.Join(", ", info.Select(pair => $"{char.ToUpperInvariant(pair.Key[0])}{pair.Key[1..]}:\"{pair.Value}\""));
        Print(line, streams, new JsonObject { ["clientVersion"] = info }, VersionDocument, () => $"kubeadm version: &version.Info{{{fields}}}");
        return Application.Success;
    }

    /// <summary>A document of a kind that kubeadm's commands print, without its fields.</summary>
    public static JsonObject NewDocument(string kind) => new() { ["kind"] = kind, ["apiVersion"] = OutputApiVersion };

    /// <summary>Several documents, in the format that was asked for, one after the other.</summary>
    public static void PrintAll(KubeadmLine line, KubeadmStreams streams, IEnumerable<JsonObject> documents)
    {
        var first = true;
        foreach (var document in documents)
        {
            if (!first && line.Last(KubeadmFlags.Output) == "yaml")
            {
                streams.Output.Write("---\n");
            }

            first = false;
            Print(line, streams, document, Documents, () => document.ToJsonString(Documents));
        }
    }

    private static void Print(KubeadmLine line, KubeadmStreams streams, JsonObject document, JsonSerializerOptions layout, Func<string> text)
    {
        switch (line.Last(KubeadmFlags.Output))
        {
            case "json":
                streams.Output.WriteLine(document.ToJsonString(layout));
                break;
            case "yaml":
                streams.Output.Write(KubeYaml.Write(document));
                break;
            default:
                streams.Output.WriteLine(text());
                break;
        }
    }
}
