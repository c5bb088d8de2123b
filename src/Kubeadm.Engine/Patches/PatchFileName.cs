using System.Text.RegularExpressions;
using Kubeadm.Engine.Versions;

namespace Kubeadm.Engine.Patches;

/// <summary>What the name of a patch file says: <c>target[suffix][+type].extension</c>.</summary>
internal static partial class PatchFileName
{
    /// <summary>Reads a name. Null, with the reason, when the file is to be left out.</summary>
    /// <exception cref="PatchException">The name has a <c>+</c> but no known type after it.</exception>
    public static (string Target, PatchType Type)? Parse(string name, out string reason)
    {
        reason = "";
        if (!Extension().IsMatch(name))
        {
            reason = "the name does not end in .json or .yaml";
            return null;
        }

        var match = Parts().Match(name);
        if (!match.Success)
        {
            reason = $"the name does not begin with {string.Join(", ", PatchTargets.All)}";
            return null;
        }

        var type = match.Groups["type"].Value;
        if (match.Groups["plus"].Success && type.Length == 0)
        {
            throw PatchErrors.UnknownTypeInName(name);
        }

        return (match.Groups["target"].Value, type switch
        {
            "json" => PatchType.Json,
            "merge" => PatchType.Merge,
            _ => PatchType.Strategic,
        });
    }

    [GeneratedRegex(@".\.(json|yaml)\z")]
    private static partial Regex Extension();

    [GeneratedRegex(
        @$"\A(?<target>{ComponentNames.Etcd}|{ComponentNames.ApiServer}|{ComponentNames.ControllerManager}|{ComponentNames.Scheduler}"
        + @$"|{PatchTargets.KubeletConfiguration}|{PatchTargets.CoreDnsDeployment})[^.+\n]*(?<plus>\+)?(?<type>json|merge|strategic)?")]
    private static partial Regex Parts();
}
