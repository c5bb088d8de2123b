using System.Reflection;
using System.Security;
using System.Text;
using Kubeadm;
using Kubeadm.Engine.DesiredState;

namespace ResourceBuilder;

/// <summary>
/// Writes the resources as PowerShell classes, for PSDesiredStateConfiguration, machine configuration and DSC's adapter for PowerShell. Their
/// work is that of Invoke-KubeDscResource.
/// </summary>
internal static class ClassWriter
{
    private const string Head = """
        # Written by `build.ps1 Resources` from the types of the states in src/Kubeadm.Contracts.
        <#
        The resources as classes, for those who apply desired state by PSDesiredStateConfiguration, machine configuration or DSC's adapter for
        PowerShell. Invoke-KubeDscResource does their work.
        #>

        function Get-WantedState([object] $Resource) {
            <# .SYNOPSIS Returns the properties of an instance that were given. #>
            $wanted = @{ Exist = $Resource.Ensure -ne 'Absent' }
            foreach ($property in $Resource.PSObject.Properties | Where-Object Name -ne 'Ensure') {
                if ($property.Value -is [bool] ? $property.Value : $null -ne $property.Value -and '' -ne $property.Value) {
                    $wanted[$property.Name] = $property.Value
                }
            }
            $wanted
        }

        function Set-FoundState([object] $Resource, [Kubeadm.KubeResourceState] $State) {
            <# .SYNOPSIS Puts a state that was found into an instance. #>
            $Resource.Ensure = $State.Exist ? 'Present' : 'Absent'
            foreach ($property in $State.PSObject.Properties | Where-Object { $_.Name -ne 'Exist' -and $null -ne $_.Value }) {
                $Resource.($property.Name) = $property.Value
            }
        }

        """;

    /// <summary>Writes the classes of all kinds.</summary>
    public static string Write(IEnumerable<ResourceKind> kinds)
    {
        var text = new StringBuilder(Head);
        foreach (var kind in kinds)
        {
            text.AppendLine().Append(ClassOf(kind));
        }

        return text.ToString();
    }

    private static string ClassOf(ResourceKind kind)
    {
        var properties = string.Concat(StateProperties.Of(kind.StateType).Where(property => property.Name != nameof(KubeResourceState.Exist)).Select(PropertyOf));
        return $$"""
            # {{kind.Description}}.
            [DscResource()]
            class {{kind.Name}} {
            {{properties}}    # Whether it is to be there.
                [DscProperty()]
                [ValidateSet('Present', 'Absent')]
                [string] $Ensure = 'Present'

                [{{kind.Name}}] Get() {
                    $found = [{{kind.Name}}]::new()
                    Set-FoundState $found (Invoke-KubeDscResource {{kind.Name}} Get (Get-WantedState $this))
                    return $found
                }

                [bool] Test() {
                    return (Invoke-KubeDscResource {{kind.Name}} Test (Get-WantedState $this)).InDesiredState
                }

                [void] Set() {
                    Invoke-KubeDscResource {{kind.Name}} Set (Get-WantedState $this) -Confirm:$false
                }

                static [{{kind.Name}}[]] Export() {
                    return [{{kind.Name}}]::Export([{{kind.Name}}]::new())
                }

                static [{{kind.Name}}[]] Export([{{kind.Name}}] $filter) {
                    return @(foreach ($state in Invoke-KubeDscResource {{kind.Name}} Export (Get-WantedState $filter)) {
                        $found = [{{kind.Name}}]::new()
                        Set-FoundState $found $state
                        $found
                    })
                }
            }

            """;
    }

    private static string PropertyOf(PropertyInfo property)
    {
        var traits = StateProperties.TraitsOf(property);
        var kind = traits.IsKey ? "Key" : traits.IsReadOnly ? "NotConfigurable" : "";
        return $"    # {Descriptions.Of(property)}\n    [DscProperty({kind})]\n    [{TypeOf(property)}] ${property.Name}\n\n";
    }

    private static string TypeOf(PropertyInfo property) => (Nullable.GetUnderlyingType(property.PropertyType), property.PropertyType) switch
    {
        ({ } type, _) when type == typeof(bool) => StateProperties.TraitsOf(property).IsReadOnly ? "Nullable[bool]" : "bool",
        ({ } type, _) when type == typeof(int) => "Nullable[int]",
        ({ } type, _) when type == typeof(DateTime) => "Nullable[datetime]",
        (null, var type) when type == typeof(SecureString) => "securestring",
        (null, var type) when type == typeof(string) => "string",
        (null, var type) when type == typeof(KubeList<string>) => "string[]",
        (_, var type) => throw new InvalidOperationException($"{property.Name}: {type} has no type in a class of DSC."),
    };
}
