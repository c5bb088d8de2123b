namespace Kubeadm.Engine.Reporting;

/// <summary>What happened, or in a dry run would happen, to the target of a change.</summary>
public enum ChangeAction
{
    /// <summary>It was already as wanted.</summary>
    Unchanged,

    /// <summary>It was made.</summary>
    Create,

    /// <summary>It was altered.</summary>
    Update,

    /// <summary>It was removed.</summary>
    Delete,

    /// <summary>It was started or started again.</summary>
    Restart,

    /// <summary>It was stopped.</summary>
    Stop,
}
