using System.Management.Automation;
using Kubeadm.Engine.Kubeconfig;
using Kubeadm.Engine.Operations.Certificates;
using Kubeadm.PowerShell.Completers;
using Kubeadm.PowerShell.Remoting;

namespace Kubeadm.PowerShell.Commands;

/// <summary>Describes how long the node's certificates last, as <c>kubeadm certs check-expiration</c> does, and the kubelet's too.</summary>
[Cmdlet(VerbsCommon.Get, "KubeCertificate")]
[OutputType(typeof(KubeCertificate))]
[DynamicParameters(typeof(RemoteParameters))]
public sealed class GetKubeCertificateCommand : KubeadmCommand, IDynamicParameters
{
    private IReadOnlyList<KubeCertificate> _certificates = [];

    /// <summary>Names of certificates; wildcards too.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(CertificateNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = ["*"];

    /// <summary>Only certificates that end within this time, or have ended.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan? ExpiringWithin { get; set; }

    /// <summary>The folder of certificates.</summary>
    [Parameter]
    public string? CertDir { get; set; }

    /// <summary>The configuration: paths of kubeadm configuration files, files, documents and hashtables; several are read as one.</summary>
    [Parameter]
    [SupportsWildcards]
    public object[]? Config { get; set; }

    /// <summary>Paths of kubeadm configuration files as they are written, wildcards being letters.</summary>
    [Parameter]
    public string[]? LiteralPath { get; set; }

    /// <summary>The kubeconfig for asking the cluster for its configuration.</summary>
    [Parameter]
    public string? Kubeconfig { get; set; }

    /// <inheritdoc/>
    public object GetDynamicParameters() => Remote;

    private protected override void Begin()
    {
        var configuration = ReadConfiguration(Config, LiteralPath);
        var (folder, kubeconfig) = (ResolveOptionalPath(CertDir), ResolveOptionalPath(Kubeconfig));
        _certificates = RunEngine((engine, token) =>
            new CertificateExpiration(engine.Ports, engine.Observer).ReadAsync(configuration, folder, kubeconfig, token));
        ReportAnEmptyFolder();
    }

    private protected override void Process()
    {
        foreach (var name in Name)
        {
            var pattern = WildcardPattern.Get(name, WildcardOptions.IgnoreCase);
            var found = _certificates.Where(certificate => pattern.IsMatch(certificate.Name)).ToList();
            ReportWhatCannotBeRead(ExpiringWithin is null ? [] : found);
            WriteObject(found.Where(certificate => ExpiringWithin is not { } limit || certificate.ResidualTime <= limit), enumerateCollection: true);
            if (found.Count == 0 && !WildcardPattern.ContainsWildcardCharacters(name))
            {
                var error = new ItemNotFoundException($"This node's cluster has no certificate with the name {name}.");
                WriteError(new ErrorRecord(error, "CertificateNotFound", ErrorCategory.ObjectNotFound, name));
            }
        }
    }

    /// <summary>What has no end that can be read is no certificate that lasts.</summary>
    private void ReportWhatCannotBeRead(List<KubeCertificate> found)
    {
        foreach (var certificate in found.Where(certificate => certificate.Problem is not null && certificate.ResidualTime is null))
        {
            var error = new InvalidDataException($"{certificate.Name} ({certificate.Path}): {certificate.Problem}");
            WriteError(new ErrorRecord(error, "InvalidCertificate", ErrorCategory.InvalidData, certificate));
        }
    }

    /// <summary>Nothing must not mean that all is well where there is nothing to look at: a folder that is wrong, or may not be read.</summary>
    private void ReportAnEmptyFolder()
    {
        var kept = _certificates.Where(certificate => !KubeletCertificates.Names.Contains(certificate.Name)).ToList();
        if (ExpiringWithin is not null && kept.Count > 0 && kept.TrueForAll(certificate => certificate.IsMissing))
        {
            var error = new ItemNotFoundException($"None of the cluster's certificates is there, or may be read. The first that was looked for is {kept[0].Path}.");
            WriteError(new ErrorRecord(error, "CertificateNotFound", ErrorCategory.ObjectNotFound, kept[0].Path));
        }
    }
}
