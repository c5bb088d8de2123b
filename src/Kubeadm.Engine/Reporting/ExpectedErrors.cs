namespace Kubeadm.Engine.Reporting;

/// <summary>Distinguishes errors that come from the world (files, servers, input) from defects of this program.</summary>
public static class ExpectedErrors
{
    /// <summary>Whether an error is one that a person can mend: our own, or one of the file system, of rights or of time.</summary>
    public static bool Includes(Exception error) =>
        error is KubeadmException or IOException or UnauthorizedAccessException or TimeoutException;
}
