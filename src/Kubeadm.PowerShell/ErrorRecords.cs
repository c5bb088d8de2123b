using System.Management.Automation;

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

    /// <summary>The record of an error of the system: a file that is missing, a folder that may not be written.</summary>
    public static ErrorRecord ToRecord(Exception error) => error switch
    {
        KubeadmException ours => ToRecord(ours),
        FileNotFoundException or DirectoryNotFoundException =>
            new ErrorRecord(error, "FileNotFound", ErrorCategory.ObjectNotFound, (error as FileNotFoundException)?.FileName),
        UnauthorizedAccessException => new ErrorRecord(error, "AccessDenied", ErrorCategory.PermissionDenied, null),
        IOException => new ErrorRecord(error, "FileSystemFailed", ErrorCategory.WriteError, null),
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
