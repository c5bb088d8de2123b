<#
Compares an object with what a file or a job made of it, and shows objects.
#>

function Compare-Sample {
    <# .SYNOPSIS Returns a line for each value that is another, or of another type; nothing where all are the same. #>
    param($Sent, $Got, [string]$Path = '')

    if ($Sent -is [psobject]) { $Sent = $Sent.PSObject.BaseObject -is [System.Management.Automation.PSCustomObject] ? $Sent : $Sent.PSObject.BaseObject }
    if ($null -eq $Sent -or $null -eq $Got) {
        if ($null -ne $Sent -or $null -ne $Got) { "$Path`: $Sent became $Got" }
    }
    elseif ($Sent -is [securestring]) {
        if ((ConvertFrom-SecureString $Sent -AsPlainText) -cne (ConvertFrom-SecureString $Got -AsPlainText)) { "${Path}: another secret" }
    }
    elseif ($Sent -is [string] -or $Sent -is [valuetype]) {
        if ($Got.GetType() -ne $Sent.GetType() -or $Got -cne $Sent) { "${Path}: $($Sent.GetType().Name) $Sent became $($Got.GetType().Name) $Got" }
        if ($Sent -is [datetime] -and ($Sent.Kind -ne 'Utc' -or $Got.Kind -ne 'Utc')) { "${Path}: not UTC" }
    }
    elseif ($Sent -is [Collections.IEnumerable]) {
        $lists = @($Sent), @($Got)
        if ($lists[0].Count -ne $lists[1].Count) { "${Path}: $($lists[0].Count) elements became $($lists[1].Count)" }
        for ($i = 0; $i -lt $lists[0].Count; $i++) { Compare-Sample $lists[0][$i] $lists[1][$i] "$Path[$i]" }
    }
    else {
        foreach ($property in $Sent.PSObject.Properties) {
            if (-not $Got.PSObject.Properties[$property.Name]) { "$Path.$($property.Name): gone" } else { Compare-Sample $property.Value $Got.($property.Name) "$Path.$($property.Name)" }
        }
    }
}

function Get-Leaf {
    <# .SYNOPSIS Returns the texts and states in an object, as JSON writes them; digests of changes, which are details of details, left out. #>
    param($Value, [string]$Name = '')

    if ($Value -is [string]) {
        if ($Value -and $Name -notlike '*Digest') { (ConvertTo-Json $Value).Trim('"') }
    }
    elseif ($null -ne $Value -and $Value -isnot [valuetype] -and $Value -isnot [securestring]) {
        if ($Value -is [Collections.IEnumerable]) { foreach ($item in $Value) { Get-Leaf $item $Name } }
        else { foreach ($property in $Value.PSObject.Properties) { Get-Leaf $property.Value $property.Name } }
    }
}

function Show-Sample([string]$Kind, $Objects, [int]$Width) {
    <# .SYNOPSIS Returns the text of a view. #>
    $text = if ($Kind -eq 'Table') { $Objects | Format-Table | Out-String -Width $Width } else { $Objects | Format-List | Out-String -Width $Width }
    $text.Trim("`r", "`n")
}
