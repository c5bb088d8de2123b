namespace Kubeadm.Engine.Operations.Kubeconfigs;

/// <summary>The errors of kubeconfigs for users that cannot be written.</summary>
internal static class UserKubeconfigErrors
{
    public static KubeadmException InvalidClientName(string name) => new("InvalidClientName", $"client name: \"{name}\" cannot be the name of a file")
    {
        Kind = KubeadmErrorKind.InvalidInput,
        Target = name,
        Remedy = "Leave the output folder out and write the content to a file of your choice.",
    };

    public static KubeadmException KubeconfigExists(string path) => new("KubeconfigExists", $"{path} is there already, or is wanted twice")
    {
        Kind = KubeadmErrorKind.AlreadyExists,
        Target = path,
        Remedy = "Name each user once; files that are there are only replaced when that is asked for.",
    };
}
