namespace Kubeadm;

/// <summary>The nature of an error; the front ends choose their error category by it.</summary>
public enum KubeadmErrorKind
{
    /// <summary>Something that was tried failed.</summary>
    OperationFailed,

    /// <summary>An argument or a document is invalid.</summary>
    InvalidInput,

    /// <summary>A file, object or name does not exist.</summary>
    NotFound,

    /// <summary>Something stands in the way: a file that exists, a port in use.</summary>
    AlreadyExists,

    /// <summary>Rights are missing.</summary>
    PermissionDenied,

    /// <summary>A server cannot be reached.</summary>
    Unreachable,

    /// <summary>A time limit has passed.</summary>
    Timeout,
}
