<#
The types that cmdlets return, by what the cmdlets themselves say, those that are in them, and those that have views.
#>

function Get-ReturnedType($Module) {
    <# .SYNOPSIS Names the types that the cmdlets of a module return, those of PowerShell and .NET left out. #>
    $Module.ExportedCmdlets.Values.OutputType.Type.FullName | Where-Object { $_ -like 'Kubeadm.*' } | Sort-Object -Unique
}

function Get-HeldType([string[]]$Name) {
    <# .SYNOPSIS Names the types that properties of other types hold. #>
    $held = [Collections.Generic.HashSet[string]]::new()
    $open = [Collections.Generic.Queue[type]]::new([type[]]$Name)
    while ($open.Count) {
        foreach ($property in $open.Dequeue().GetProperties()) {
            foreach ($type in @($property.PropertyType) + $property.PropertyType.GenericTypeArguments | Where-Object Namespace -eq 'Kubeadm' | Where-Object { -not $_.IsGenericType -and -not $_.IsAbstract }) {
                if ($type.FullName -notin $Name -and $held.Add($type.FullName)) {
                    $open.Enqueue($type)
                }
            }
        }
    }
    $held
}

function Get-ViewedType($Module) {
    <# .SYNOPSIS Lists the types that have a view, with its kind: Table or List. #>
    foreach ($view in ([xml](Get-Content (Join-Path $Module.ModuleBase 'Kubeadm.format.ps1xml') -Raw)).Configuration.ViewDefinitions.View) {
        @{ Type = @($view.ViewSelectedBy.TypeName)[0]; Kind = $view.TableControl ? 'Table' : 'List' }
    }
}

function Add-HeldSample([Collections.IDictionary]$Samples) {
    <# .SYNOPSIS Adds what samples hold in their properties as samples of its own. #>
    $open = [Collections.Generic.Queue[object]]::new([object[]]@($Samples.Values | ForEach-Object { $_ }))
    while ($open.Count) {
        foreach ($value in $open.Dequeue().PSObject.Properties.Value | ForEach-Object { $_ }) {
            if ($null -ne $value -and $value.GetType().Namespace -eq 'Kubeadm') {
                $name = $value.GetType().FullName
                if (-not $Samples.Contains($name)) {
                    $Samples[$name] = @()
                }
                if ($Samples[$name].Count -lt 60) {
                    $Samples[$name] = @($Samples[$name]) + $value
                    $open.Enqueue($value)
                }
            }
        }
    }
}
