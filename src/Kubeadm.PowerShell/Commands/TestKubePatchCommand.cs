using System.Management.Automation;
using Kubeadm.Engine.Patches;
using Kubeadm.PowerShell.Completers;

namespace Kubeadm.PowerShell.Commands;

/// <summary>Shows what a folder of patches makes of a manifest. Writes nothing.</summary>
[Cmdlet(VerbsDiagnostic.Test, "KubePatch")]
[OutputType(typeof(PatchPreview), typeof(bool))]
public sealed class TestKubePatchCommand : KubeadmCommand
{
    /// <summary>The folder of patches.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Alias("Patches")]
    public string Path { get; set; } = "";

    /// <summary>Files to patch.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName")]
    public string[] Manifest { get; set; } = [];

    /// <summary>What the manifest is; told from the manifest when not given.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(PatchTargetCompleter))]
    public string? Target { get; set; }

    /// <summary>Returns whether it passes, and nothing else.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    private protected override void Process()
    {
        var folder = ResolvePath(Path);
        foreach (var manifest in Manifest.Select(ResolvePath))
        {
            var preview = Guard(() =>
            {
                var patches = PatchSet.Load(ThisMachine.Files, folder);
                foreach (var ignored in patches.Ignored)
                {
                    WriteWarning($"{ignored.Name} is left out: {ignored.Reason}");
                }

                return PatchTrial.Run(patches, ReadText(manifest), Target);
            });
            WriteObject(Quiet ? preview.IsValid : preview);
        }
    }
}
