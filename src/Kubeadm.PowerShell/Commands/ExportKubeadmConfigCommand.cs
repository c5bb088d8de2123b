using System.Management.Automation;
using System.Text;
using Kubeadm.Engine.Operations.Configuration;
using Kubeadm.Engine.Ports.Node;

namespace Kubeadm.PowerShell.Commands;

/// <summary>Writes documents of kubeadm configurations into a file that kubeadm reads too.</summary>
[Cmdlet(VerbsData.Export, "KubeadmConfig", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportKubeadmConfigCommand : KubeadmCommand
{
    /// <summary>The file to write.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>The documents: of the cmdlets that return such, hashtables, and files.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public object[] InputObject { get; set; } = [];

    /// <summary>Replaces a file that may not be written to.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Leaves a file alone that is there, which is an error.</summary>
    [Parameter]
    [Alias("NoOverwrite")]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Returns the file.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Process()
    {
        foreach (var document in InputObject)
        {
            TakeConfiguration(document, nameof(InputObject));
        }
    }

    /// <summary>All documents together: they are one configuration, and make one file.</summary>
    private protected override void End()
    {
        var path = ResolvePath(Path);
        if (ReadConfiguration(null) is not { } configuration || !ShouldProcess(path, "Write kubeadm configuration"))
        {
            return;
        }

        var yaml = ClusterDocuments.Join([.. configuration.Files.Select(file => file.Text)]);
        RunEngine((engine, _) => Task.FromResult(Write(engine.Ports.Node.Files, path, yaml)));
        if (PassThru)
        {
            WriteObject(new FileInfo(path));
        }
    }

    /// <summary>Only its owner may read it: a configuration may hold tokens and keys.</summary>
    private bool Write(INodeFileSystem files, string path, string yaml)
    {
        if (files.FileExists(path) && (NoClobber || (!Force && IsReadOnly(path))))
        {
            throw new KubeadmException("FileExists", NoClobber ? $"{path} is there already" : $"{path} is there already and may not be written to")
            {
                Kind = KubeadmErrorKind.AlreadyExists,
                Target = path,
                Remedy = NoClobber ? "Choose another name, or leave -NoClobber out." : "-Force replaces it.",
            };
        }

        files.WriteAllBytes(path, Encoding.UTF8.GetBytes(yaml), NodeFileModes.PrivateFile);
        return true;
    }

    private static bool IsReadOnly(string path) => new FileInfo(path).IsReadOnly;
}
