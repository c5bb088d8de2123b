using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Kubeadm.Engine.History;

/// <summary>The file of a record: JSON, for programs of other kinds as well.</summary>
internal static class RunFile
{
    /// <summary>The form of the files that this release writes and reads.</summary>
    public const int Format = 1;

    private const string Extension = ".json";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>The file's name for a run.</summary>
    public static string NameOf(string runId) => runId + Extension;

    /// <summary>The bytes of a record.</summary>
    /// <param name="run">The run.</param>
    /// <param name="process">What tells its process from every other.</param>
    public static byte[] Write(KubeRun run, string? process)
    {
        var record = new JsonObject
        {
            ["format"] = Format,
            ["runId"] = run.RunId,
            ["workflow"] = run.Workflow,
            ["requestedPhases"] = ArrayOf(run.RequestedPhases),
            ["nodeName"] = run.NodeName,
            ["user"] = run.User,
            ["begun"] = run.Begun,
            ["durationSeconds"] = run.Duration?.TotalSeconds,
            ["outcome"] = run.Outcome,
            ["errorId"] = run.ErrorId,
            ["message"] = run.Message,
            ["moduleVersion"] = run.ModuleVersion,
            ["kubernetesVersion"] = run.KubernetesVersion,
            ["processId"] = run.ProcessId,
            ["process"] = process,
            ["phases"] = new JsonArray([.. run.Phases.Select(Write)]),
        };
        return Encoding.UTF8.GetBytes(record.ToJsonString(Indented) + "\n");
    }

    private static JsonNode Write(PhaseResult phase) => new JsonObject
    {
        ["workflow"] = phase.Workflow,
        ["phase"] = phase.Phase,
        ["status"] = phase.Status,
        ["durationSeconds"] = phase.Duration.TotalSeconds,
        ["message"] = phase.Message,
        ["warnings"] = ArrayOf(phase.Warnings),
        ["changes"] = new JsonArray([.. phase.Changes.Select(change => new JsonObject
        {
            ["action"] = change.Action,
            ["kind"] = change.Kind,
            ["target"] = change.Target,
            ["oldDigest"] = change.OldDigest,
            ["newDigest"] = change.NewDigest,
        })]),
        ["left"] = new JsonArray([.. phase.Left.Select(left => new JsonObject { ["target"] = left.Target, ["reason"] = left.Reason })]),
    };

    private static JsonArray ArrayOf(IEnumerable<string> texts) => [.. texts.Select(text => JsonValue.Create(text))];
}
