using System.Management.Automation;
using Kubeadm.Engine.Operations.Certificates;
using Kubeadm.PowerShell.Completers;

namespace Kubeadm.PowerShell.Commands;

/// <summary>Describes how long the node's certificates last, as <c>kubeadm certs check-expiration</c> does, and the kubelet's too.</summary>
[Cmdlet(VerbsCommon.Get, "KubeCertificate")]
[OutputType(typeof(KubeCertificate))]
public sealed class GetKubeCertificateCommand : KubeadmCommand
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
    protected override void BeginProcessing()
    {
        var configuration = ReadConfiguration(Config, LiteralPath);
        var (folder, kubeconfig) = (ResolveOptionalPath(CertDir), ResolveOptionalPath(Kubeconfig));
        _certificates = RunEngine((engine, token) =>
            new CertificateExpiration(engine.Ports, engine.Observer).ReadAsync(configuration, folder, kubeconfig, token));
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var name in Name)
        {
            var pattern = WildcardPattern.Get(name, WildcardOptions.IgnoreCase);
            var found = _certificates.Where(certificate => pattern.IsMatch(certificate.Name)).ToList();
            WriteObject(found.Where(certificate => ExpiringWithin is not { } limit || certificate.ResidualTime <= limit), enumerateCollection: true);
            if (found.Count == 0 && !WildcardPattern.ContainsWildcardCharacters(name))
            {
                var error = new ItemNotFoundException($"This node's cluster has no certificate with the name {name}.");
                WriteError(new ErrorRecord(error, "CertificateNotFound", ErrorCategory.ObjectNotFound, name));
            }
        }
    }
}
