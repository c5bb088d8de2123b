using System.Globalization;
using Kubeadm.Engine.Health;
using Kubeadm.Engine.Kubeconfig;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Reporting;
using Kubeadm.Engine.Serialization.Values;

namespace Kubeadm.Engine.Workflows.Upgrade;

/// <summary>The errors of an upgrade that cannot begin, or that had to be taken back.</summary>
internal static class UpgradeErrors
{
    private const string EtcdDataUnfinishedId = "EtcdDataUnfinished";
    private const string RolledBackId = "UpgradeRolledBack";
    private const string NotRolledBackId = "UpgradeNotRolledBack";

    public static KubeadmException KubeconfigNotFound(string path) => KubeconfigErrors.NotFound(
        path, $"{path} is not there, with which the cluster is reached", "Name a kubeconfig of an administrator; an upgrade begins on a control-plane node.");

    public static KubeadmException NotAControlPlane(string manifest) => new("NotAControlPlane", $"no control plane runs on this node: {manifest} is not there")
    {
        Kind = KubeadmErrorKind.NotFound,
        Target = manifest,
        Remedy = "Begin the upgrade of a cluster on one of its control-plane nodes, and upgrade this node as a further one.",
    };

    public static KubeadmException VersionMissing() => new(ErrorIds.InvalidArgument, "it is not said which version to go to")
    {
        Kind = KubeadmErrorKind.InvalidInput,
        Target = "kubernetesVersion",
        Remedy = "Give a version such as v1.36.3, as an argument or in apply.kubernetesVersion of the configuration.",
    };

    /// <summary>Patches give a static Pod another name, under which nobody would see it come up.</summary>
    public static KubeadmException PodRenamed(string component, string name) => new("StaticPodRenamed", $"the patches call the Pod of {component} \"{name}\": an upgrade goes by its name")
    {
        Kind = KubeadmErrorKind.InvalidInput,
        Target = component,
        Remedy = "Take metadata.name out of the patches.",
    };

    /// <summary>A component would be put back before it could come up.</summary>
    public static KubeadmException NoTimeForManifests(TimeSpan timeout) => new(ConfigurationException.Id, $"timeouts.upgradeManifests: {GoDuration.Format(timeout)} leaves a component no time to come up")
    {
        Kind = KubeadmErrorKind.InvalidInput,
        Target = "timeouts.upgradeManifests",
        Remedy = "Give a time such as 5m, which is the default, or leave the field out.",
    };

    /// <summary>A tag of etcd is no version, so that it cannot be told whether another is newer.</summary>
    /// <param name="problem">Which, and where it stands.</param>
    public static KubeadmException EtcdVersionUnknown(string problem) => new("InvalidEtcdVersion", problem)
    {
        Kind = KubeadmErrorKind.InvalidInput,
        Target = "etcd.local.imageTag",
        Remedy = "Use a tag such as 3.6.8-0, or leave etcd out of the upgrade.",
    };

    /// <summary>A component whose manifest was taken away has not ended.</summary>
    public static KubeadmException ComponentStillRuns(string component, TimeSpan timeout) => new(
        "ComponentStillRuns", $"{component} still runs {Seconds(timeout)} s after its manifest was taken away")
    {
        Kind = KubeadmErrorKind.Timeout,
        Target = component,
        Remedy = "Look what the kubelet says (journalctl -u kubelet).",
    };

    /// <summary>A component did not come up with its new manifest, and the old state was restored.</summary>
    /// <param name="component">The component.</param>
    /// <param name="cause">What went wrong.</param>
    /// <param name="restored">What runs again as before.</param>
    /// <param name="kept">What was replaced before, and stays so.</param>
    /// <param name="backups">Where the old manifests are kept.</param>
    public static KubeadmException RolledBack(string component, Exception cause, IEnumerable<string> restored, IReadOnlyCollection<string> kept, IEnumerable<string> backups) => new(
        RolledBackId,
        $"{component} could not be upgraded: {cause.Message}\n{string.Join(", ", restored)}: as before the upgrade, and running"
        + $"{(kept.Count == 0 ? "" : $"; {string.Join(", ", kept)}: upgraded, and running")}. Copies of what was replaced are in {string.Join(" and ", backups)}",
        cause)
    {
        Kind = (cause as KubeadmException)?.Kind ?? KubeadmErrorKind.OperationFailed,
        Target = component,
        Remedy = cause is KubeadmException { ErrorId: not HealthErrors.ComponentNotReadyId, Remedy: { } remedy }
            ? $"{remedy} Then run the upgrade again."
            : "Mend the cause (a patch or an extra argument that the new version does not take is the most frequent) and run the upgrade again.",
    };

    /// <summary>A component did not come up with its new manifest, and does not with the old one either.</summary>
    /// <param name="component">The component.</param>
    /// <param name="cause">What went wrong first.</param>
    /// <param name="problems">What went wrong when the old state was restored.</param>
    /// <param name="backups">Where the old manifests and data are kept.</param>
    public static KubeadmException NotRolledBack(string component, Exception cause, IReadOnlyCollection<Exception> problems, IEnumerable<string> backups) => new(
        NotRolledBackId,
        $"{component} could not be upgraded: {cause.Message}\nThe old state was put back, but it does not run: {string.Join("\n", problems.Select(problem => problem.Message))}\n"
        + $"Copies of what was replaced are in {string.Join(" and ", backups)}",
        cause)
    {
        Target = component,
        Remedy = problems.OfType<KubeadmException>().FirstOrDefault(problem => problem.ErrorId == EtcdDataUnfinishedId)?.Remedy
            ?? "Read the logs of what does not run and mend its cause; the copies are what ran before the upgrade.",
    };

    /// <summary>Whether an error says what runs by which manifest.</summary>
    public static bool TellsWhatRuns(KubeadmException error) => error.ErrorId is RolledBackId or NotRolledBackId;

    /// <summary>Something went wrong that puts no component back.</summary>
    /// <param name="cause">What went wrong.</param>
    /// <param name="replaced">What was replaced before, and stays so.</param>
    /// <param name="backups">Where the old manifests are kept.</param>
    public static KubeadmException AfterReplacement(KubeadmException cause, IEnumerable<string> replaced, IEnumerable<string> backups) =>
        cause.Reworded($"{cause.Message}\n{string.Join(", ", replaced)}: upgraded, and running. Copies of what was replaced are in {string.Join(" and ", backups)}");

    /// <summary>Data of etcd are half restored, and etcd stays stopped.</summary>
    /// <param name="restore">What was to be restored.</param>
    /// <param name="cause">Why it is not.</param>
    public static KubeadmException EtcdDataUnfinished(EtcdDataPaths restore, Exception cause) => new(
        EtcdDataUnfinishedId,
        $"etcd's data are put back in part only: {cause.Message}\netcd stays stopped so that it does not start with them. Its manifest is {restore.Aside}; "
        + $"{restore.Kept} has the data from before the upgrade, {restore.Backup}/{EtcdDataPaths.Failed} those with which etcd did not run",
        cause)
    {
        Target = restore.Data,
        Remedy = $"Mend the cause and run the upgrade again, which finishes this first. By hand: empty {restore.Data}, copy into it what is in {restore.Kept} (cp -a), and move {restore.Aside} to {EtcdDataPaths.Manifest}.",
    };

    /// <summary>A run was killed while it put etcd's data back, and what it left does not say enough to finish it.</summary>
    /// <param name="aside">The manifest.</param>
    /// <param name="problem">What is missing.</param>
    public static KubeadmException EtcdDataUnknown(string aside, string problem) => new(
        EtcdDataUnfinishedId, $"an upgrade was ended while it put etcd's data back, and it cannot be finished: {problem}")
    {
        Target = aside,
        Remedy = $"Put data of etcd in place by hand (copies are in {KubernetesPaths.TemporaryDirectory}) and move {aside} to {EtcdDataPaths.Manifest}, or remove it where no etcd is to run here.",
    };

    /// <summary>What a killed run had begun is finished, but a component does not run.</summary>
    /// <param name="restore">What was restored.</param>
    /// <param name="problem">Which, and why.</param>
    public static KubeadmException NotRunningAfterRestore(EtcdDataPaths restore, KubeadmException problem) => problem.Reworded(
        $"{problem.Message}\nThis is after an upgrade that was ended while it put etcd's data back; nothing else of this run was done. "
        + $"{restore.Kept} has the data from before that upgrade, {restore.Backup}/{EtcdDataPaths.Failed} those with which etcd did not run");

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture);
}
