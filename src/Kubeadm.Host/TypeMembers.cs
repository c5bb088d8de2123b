using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Xml.Linq;

namespace Kubeadm.Host;

/// <summary>
/// The properties that Kubeadm.types.ps1xml gives to results, for scripts. PowerShell reads such files from a disk, on which this
/// executable has none.
/// </summary>
internal static class TypeMembers
{
    /// <summary>Adds them to a session.</summary>
    public static void AddTo(InitialSessionState state)
    {
        using var stream = typeof(TypeMembers).Assembly.GetManifestResourceStream("Kubeadm.types.ps1xml")!;
        foreach (var type in XDocument.Load(stream).Root!.Elements("Type"))
        {
            var data = new TypeData(type.Element("Name")!.Value);
            foreach (var property in type.Element("Members")!.Elements("ScriptProperty"))
            {
                var name = property.Element("Name")!.Value;
                var script = ScriptBlock.Create(property.Element("GetScriptBlock")!.Value);
                data.Members.Add(name, new ScriptPropertyData(name, script) { IsHidden = (bool?)property.Attribute("IsHidden") == true });
            }

            if (data.Members.Count > 0)
            {
                state.Types.Add(new SessionStateTypeEntry(data, isRemove: false));
            }
        }
    }
}
