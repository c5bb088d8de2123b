using System.Management.Automation;
using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.PowerShell;

/// <summary>Turns the engine's errors into PowerShell's error records.</summary>
internal static class ErrorRecords
{
    /// <summary>The record of an error: its stable identifier, category, target and what a person can do.</summary>
    public static ErrorRecord ToRecord(KubeadmException error)
    {
        var target = error is WorkflowException workflow ? workflow.Results : error.Target;
        var record = new ErrorRecord(error, error.ErrorId, CategoryOf(error.Kind), target)
        {
            ErrorDetails = new ErrorDetails(error.Message) { RecommendedAction = error.RemedyIn(CmdletAdvice.ByErrorId, CmdletAdvice.ParameterOf) },
        };
        record.CategoryInfo.TargetName = error.Target?.ToString() ?? "";
        return record;
    }

    /// <summary>The record of an error of the system: a file that is missing, a folder that may not be read.</summary>
    public static ErrorRecord ToRecord(Exception error) => error switch
    {
        KubeadmException ours => ToRecord(ours),
        _ when FileErrors.IsFileError(error) => ToRecord(FileErrors.Of(error)),
        _ => new ErrorRecord(error, "Unexpected", ErrorCategory.NotSpecified, null),
    };

    private static ErrorCategory CategoryOf(KubeadmErrorKind kind) => kind switch
    {
        KubeadmErrorKind.InvalidInput => ErrorCategory.InvalidArgument,
        KubeadmErrorKind.NotFound => ErrorCategory.ObjectNotFound,
        KubeadmErrorKind.AlreadyExists => ErrorCategory.ResourceExists,
        KubeadmErrorKind.PermissionDenied => ErrorCategory.PermissionDenied,
        KubeadmErrorKind.Unreachable => ErrorCategory.ConnectionError,
        KubeadmErrorKind.Timeout => ErrorCategory.OperationTimeout,
        _ => ErrorCategory.InvalidOperation,
    };
}
