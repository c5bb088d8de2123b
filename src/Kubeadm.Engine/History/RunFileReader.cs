using System.Globalization;
using System.Text.Json.Nodes;
using Kubeadm.Engine.Serialization.Json;

namespace Kubeadm.Engine.History;

/// <summary>Reads the file of a record.</summary>
/// <param name="path">The file, for errors.</param>
/// <param name="identityOf">Tells a process from every other; null for one that is not there.</param>
internal sealed class RunFileReader(string path, Func<int, string?> identityOf)
{
    /// <summary>Reads a record. One whose process is gone without an end was interrupted.</summary>
    /// <exception cref="KubeadmException"><c>InvalidRunRecord</c>: it is none, or one of a later release.</exception>
    public KubeRun Read(byte[] content)
    {
        if (!JsonText.TryReadObject(content, out var record))
        {
            throw HistoryErrors.InvalidRecord(path, "it is not a JSON object");
        }

        if (Number(record, "format") is not RunFile.Format)
        {
            throw HistoryErrors.InvalidRecord(path, $"its format is {record["format"]?.ToJsonString() ?? "not told"}, and this release reads {RunFile.Format}");
        }

        var outcome = Text(record, "outcome");
        var processId = (int)(Number(record, "processId") ?? 0);
        return new KubeRun
        {
            RunId = Text(record, "runId"),
            Workflow = Text(record, "workflow"),
            RequestedPhases = [.. Texts(record, "requestedPhases")],
            NodeName = Text(record, "nodeName"),
            User = Text(record, "user"),
            Begun = Time(record, "begun"),
            Duration = Seconds(record, "durationSeconds"),
            Outcome = outcome == RunOutcome.Running && !IsThere(processId, JsonText.StringOf(record, "process")) ? RunOutcome.Interrupted : outcome,
            ErrorId = JsonText.StringOf(record, "errorId"),
            Message = JsonText.StringOf(record, "message"),
            ModuleVersion = Text(record, "moduleVersion"),
            KubernetesVersion = JsonText.StringOf(record, "kubernetesVersion"),
            ProcessId = processId,
            Phases = [.. Objects(record, "phases").Select(ReadPhase)],
        };
    }

    private bool IsThere(int processId, string? process) => process is not null && identityOf(processId) == process;

    private PhaseResult ReadPhase(JsonObject phase) => new()
    {
        Workflow = Text(phase, "workflow"),
        Phase = Text(phase, "phase"),
        Status = Text(phase, "status"),
        Duration = Seconds(phase, "durationSeconds") ?? TimeSpan.Zero,
        Message = JsonText.StringOf(phase, "message"),
        Warnings = [.. Texts(phase, "warnings")],
        Changes = [.. Objects(phase, "changes").Select(ReadChange)],
        Left = [.. Objects(phase, "left").Select(left => new Leftover(Text(left, "target"), Text(left, "reason")))],
    };

    private Change ReadChange(JsonObject change) => new(Text(change, "kind"), Text(change, "target"), Text(change, "action"))
    {
        OldDigest = JsonText.StringOf(change, "oldDigest"),
        NewDigest = JsonText.StringOf(change, "newDigest"),
    };

    private string Text(JsonObject fields, string name) =>
        JsonText.StringOf(fields, name) ?? throw HistoryErrors.InvalidRecord(path, $"it has no text {name}");

    private DateTime Time(JsonObject fields, string name) =>
        DateTime.TryParse(Text(fields, name), CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw HistoryErrors.InvalidRecord(path, $"{name} is not a time");

    private static double? Number(JsonObject fields, string name) =>
        fields[name] is JsonValue value && value.TryGetValue<double>(out var number) ? number : null;

    private TimeSpan? Seconds(JsonObject fields, string name) => Number(fields, name) switch
    {
        null => null,
        >= 0 and <= int.MaxValue and var seconds => TimeSpan.FromSeconds(seconds),
        _ => throw HistoryErrors.InvalidRecord(path, $"{name} is not a duration"),
    };

    private IEnumerable<string> Texts(JsonObject fields, string name) => Items(fields, name)
        .Select(item => item is JsonValue value && value.TryGetValue<string>(out var text) ? text : throw HistoryErrors.InvalidRecord(path, $"{name} holds something else than texts"));

    private IEnumerable<JsonObject> Objects(JsonObject fields, string name) =>
        Items(fields, name).Select(item => item as JsonObject ?? throw HistoryErrors.InvalidRecord(path, $"{name} holds something else than objects"));

    private IEnumerable<JsonNode?> Items(JsonObject fields, string name) =>
        fields[name] as JsonArray ?? throw HistoryErrors.InvalidRecord(path, $"it has no list {name}");
}
