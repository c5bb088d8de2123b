namespace Kubeadm;

/// <summary>What happened, or in a dry run would happen, to the target of a change.</summary>
public static class ChangeAction
{
    /// <summary>It was already as wanted.</summary>
    public const string Unchanged = "Unchanged";

    /// <summary>It was made.</summary>
    public const string Create = "Create";

    /// <summary>It was altered.</summary>
    public const string Update = "Update";

    /// <summary>It was removed.</summary>
    public const string Delete = "Delete";

    /// <summary>It was started or started again.</summary>
    public const string Restart = "Restart";

    /// <summary>It was stopped.</summary>
    public const string Stop = "Stop";
}
