using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace Kubeadm.PowerShell.Remoting;

/// <summary>The machines on which a command of a node runs, by PowerShell's own remoting. Their names and meaning are those of Invoke-Command.</summary>
internal sealed class RemoteParameters
{
    /// <summary>Machines that are reached by SSH: HOST or USER@HOST.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string[]? HostName { get; set; }

    /// <summary>The account on machines that are reached by SSH.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? UserName { get; set; }

    /// <summary>The file of the private key for machines that are reached by SSH.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? KeyFilePath { get; set; }

    /// <summary>Options of ssh for machines that are reached by it, as of ssh_config.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public Hashtable? Options { get; set; }

    /// <summary>The port of machines that are reached by name.</summary>
    [Parameter]
    [ValidateRange(1, 65535)]
    public int? Port { get; set; }

    /// <summary>Machines that are reached by WinRM.</summary>
    [Parameter]
    [Alias("Cn")]
    [ValidateNotNullOrEmpty]
    public string[]? ComputerName { get; set; }

    /// <summary>The account on machines that are reached by WinRM.</summary>
    [Parameter]
    public PSCredential? Credential { get; set; }

    /// <summary>Sessions that are open already.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public PSSession[]? Session { get; set; }

    /// <summary>How many machines are worked on at once.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? ThrottleLimit { get; set; }

    /// <summary>Returns a job, which goes on by itself.</summary>
    [Parameter]
    public SwitchParameter AsJob { get; set; }

    /// <summary>The names of the parameters that say where.</summary>
    public static IReadOnlyList<string> Places { get; } = [nameof(HostName), nameof(ComputerName), nameof(Session)];

    /// <summary>The names of all of them.</summary>
    public static IReadOnlyCollection<string> Names { get; } = [.. typeof(RemoteParameters).GetProperties().Where(property => property.IsDefined(typeof(ParameterAttribute), false)).Select(property => property.Name)];
}
