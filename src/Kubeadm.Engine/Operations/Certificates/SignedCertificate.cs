using System.Security.Cryptography.X509Certificates;
using Kubeadm.Engine.Pki;
using Kubeadm.Engine.Ports.Node;
using Kubeadm.Engine.Reporting;

namespace Kubeadm.Engine.Operations.Certificates;

/// <summary>A certificate out of a file that an authority elsewhere gave back, checked against its request.</summary>
public sealed class SignedCertificate
{
    /// <summary>The file that it came in.</summary>
    public required string Source { get; init; }

    /// <summary>Why it is refused; null when it may be installed.</summary>
    public KubeadmException? Rejection { get; init; }

    /// <summary>The name of the certificate that it is to be; empty when it belongs to no request.</summary>
    public string Name => Place?.Request.Name ?? "";

    /// <summary>The file that it goes to; empty when it belongs to no request.</summary>
    public string Path => Place?.Path ?? "";

    /// <summary>Keeps other runs from the node meanwhile; null when it belongs to no request.</summary>
    internal INodeLock? Lock { get; init; }

    /// <summary>Notes what is done; null when it belongs to no request.</summary>
    internal ImportRecording? Recording { get; init; }

    /// <summary>Where it goes; null when it belongs to no request.</summary>
    internal ICertificatePlace? Place { get; init; }

    /// <summary>The certificate, then the intermediate ones that came with it.</summary>
    internal IReadOnlyList<X509Certificate2> Chain { get; init; } = [];

    /// <summary>Writes the certificate to its place: the file beside its key, or the kubeconfig. One that was refused throws its refusal.</summary>
    /// <param name="observer">Receives what was done.</param>
    /// <returns>The certificate as it is on the node now.</returns>
    public KubeCertificate Install(IEngineObserver observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        if (Rejection is not null)
        {
            throw Rejection;
        }

        using var held = Lock!.Take("import of certificates", System.IO.Path.GetDirectoryName(Path)!);
        var change = Recording!.Note(Name, () => Place!.Install(Chain), observer);
        observer.Verbose(change.ToString());
        return Place!.Read() with { Action = change.Action };
    }
}
