using System.Text.Json.Nodes;

namespace Kubeadm.Engine.Kubeconfig;

/// <summary>A user's programs and plugins (<c>exec</c>, <c>auth-provider</c>) in the form in which client-go writes them.</summary>
/// <remarks>
/// It writes some of their fields even when they are empty, and fills in the mode of programs of the versions before
/// <c>client.authentication.k8s.io/v1</c> (kubernetes.io, "Client Authentication (v1)" and "Client Authentication (v1beta1)").
/// </remarks>
internal static class KubeconfigPlugins
{
    private const string Mode = "interactiveMode";

    private static readonly string[] ExecFields = ["apiVersion", "args", "command", "env", "installHint", Mode, "provideClusterInfo"];
    private static readonly string[] VersionsWithDefaultMode = ["client.authentication.k8s.io/v1beta1", "client.authentication.k8s.io/v1alpha1"];

    /// <summary>A user's fields with those of programs and plugins made complete.</summary>
    public static JsonObject Complete(JsonObject user)
    {
        var complete = (JsonObject)user.DeepClone();
        if (complete["exec"] is JsonObject exec)
        {
            complete["exec"] = CompleteExec(exec);
        }

        if (complete["auth-provider"] is JsonObject provider)
        {
            complete["auth-provider"] = new JsonObject { ["config"] = provider["config"]?.DeepClone(), ["name"] = provider["name"]?.DeepClone() ?? "" };
        }

        return complete;
    }

    private static JsonObject CompleteExec(JsonObject exec)
    {
        var complete = KubeconfigFields.Take(exec, ExecFields).ToObject();
        complete["command"] ??= "";
        complete["args"] ??= exec["args"]?.DeepClone();
        complete["env"] ??= exec["env"]?.DeepClone();
        complete["provideClusterInfo"] ??= false;
        if (complete[Mode] is null && VersionsWithDefaultMode.Contains((string?)complete["apiVersion"]))
        {
            complete[Mode] = "IfAvailable";
        }

        return complete;
    }
}
