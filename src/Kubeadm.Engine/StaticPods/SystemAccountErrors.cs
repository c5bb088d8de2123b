namespace Kubeadm.Engine.StaticPods;

/// <summary>The errors of the files of users and groups, in which a control plane without root needs accounts of its own.</summary>
internal static class SystemAccountErrors
{
    public static KubeadmException Unreadable(string path, Exception error) => Invalid(path, $"it cannot be read: {error.Message}");

    public static KubeadmException WrongFieldCount(string path, string[] fields, int wanted) =>
        Invalid(path, $"the entry \"{fields[0]}\" has {fields.Length} fields instead of {wanted}");

    public static KubeadmException NotANumber(string path, string text) => Invalid(path, $"\"{text}\" is not the number of a user or group");

    public static KubeadmException LimitNotANumber(string path, string name) => Invalid(path, $"the value of {name} is not a number");

    public static KubeadmException NumbersUsedUp(string path, int count, int min, int max) =>
        Invalid(path, $"fewer than {count} numbers are free from {min} to {max}");

    public static KubeadmException UserOutsideLimits(string path, SystemAccount user, int min, int max) =>
        Invalid(path, $"user {user.Name} has number {user.Id}, which is outside of {min} to {max}");

    public static KubeadmException UserWithShell(string path, SystemAccount user, string noShell) =>
        Invalid(path, $"user {user.Name} has shell {user.Rest} instead of {noShell}");

    public static KubeadmException UserInOtherGroup(string path, SystemAccount user) =>
        Invalid(path, $"user {user.Name} has group {user.GroupId}, which is not the group {user.Name}");

    public static KubeadmException GroupOutsideLimits(string path, SystemAccount group, int min, int max) =>
        Invalid(path, $"group {group.Name} has number {group.Id}, which is outside of {min} to {max}");

    public static KubeadmException OtherMembers(string path, SystemAccount group, string members) =>
        Invalid(path, $"group {group.Name} has the members \"{group.Rest}\" instead of \"{members}\"");

    private static KubeadmException Invalid(string path, string cause) => new("InvalidSystemAccounts", $"{path}: {cause}")
    {
        Kind = KubeadmErrorKind.InvalidInput,
        Target = path,
        Remedy = $"Correct {path}, or turn the feature gate RootlessControlPlane off.",
    };
}
