<#
.SYNOPSIS
What DSC runs for the resources of this module: reads properties from the standard input and writes states to the standard output, as JSON.

.DESCRIPTION
The manifests beside it say how DSC calls it. Messages go to the standard error as DSC reads them, a line of JSON each.

.PARAMETER Operation
What to do.

.PARAMETER Resource
The resource.

.PARAMETER WhatIf
Tells what set would do, and does nothing.
#>
param(
    [Parameter(Mandatory)] [ValidateSet('get', 'test', 'set', 'export')] [string] $Operation,
    [Parameter(Mandatory)] [string] $Resource,
    [switch] $WhatIf
)

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$exitCodes = @{ InvalidArgument = 2; ObjectNotFound = 3; PermissionDenied = 4; ConnectionError = 5; OperationTimeout = 5 }

function Write-Trace([string] $Level, [string] $Message) {
    [Console]::Error.WriteLine((@{ $Level = $Message } | ConvertTo-Json -Compress))
}

function ConvertTo-DscName([string] $Name) {
    $Name -eq 'Exist' ? '_exist' : $Name.Substring(0, 1).ToLowerInvariant() + $Name.Substring(1)
}

function ConvertTo-Dsc([Kubeadm.KubeResourceState] $State, [hashtable] $More = @{}) {
    $properties = [ordered]@{}
    foreach ($property in $State.PSObject.Properties | Where-Object { $null -ne $_.Value }) {
        $properties[(ConvertTo-DscName $property.Name)] = $property.Name -eq 'Documents' ? @($property.Value | ConvertFrom-Json) : $property.Value
    }
    foreach ($name in $More.Keys) {
        $properties[$name] = $More[$name]
    }
    $properties | ConvertTo-Json -Compress -Depth 32
}

try {
    Import-Module "$PSScriptRoot/../Kubeadm.psd1"
    $text = [Console]::In.ReadToEnd()
    $wanted = [string]::IsNullOrWhiteSpace($text) ? $null : ($text | ConvertFrom-Json)
    $method = $WhatIf ? 'WhatIf' : $Operation

    # The details are asked for only where DSC shows them.
    $verbose = $env:DSC_TRACE_LEVEL -in 'debug', 'trace'
    $result = Invoke-KubeDscResource $Resource $method $wanted -Confirm:$false -Verbose:$verbose *>&1 | ForEach-Object {
        switch ($_) {
            { $_ -is [Management.Automation.WarningRecord] } { Write-Trace warn $_.Message; break }
            { $_ -is [Management.Automation.VerboseRecord] } { Write-Trace debug $_.Message; break }
            { $_ -is [Management.Automation.InformationRecord] } { Write-Trace info "$($_.MessageData)"; break }
            default { $_ }
        }
    }
    switch ($method) {
        'get' { ConvertTo-Dsc $result }
        'test' {
            ConvertTo-Dsc $result.State @{ _inDesiredState = $result.InDesiredState }
            ConvertTo-Json -Compress -InputObject @($result.Differences | ForEach-Object { ConvertTo-DscName $_ })
        }
        'set' { ConvertTo-Dsc $result.State }
        'WhatIf' { ConvertTo-Dsc $result.State @{ _metadata = @{ whatIf = @($result.Changes) } } }
        'export' { $result | ForEach-Object { ConvertTo-Dsc $_ } }
    }
} catch {
    $record = $_
    $remedy = $record.ErrorDetails.RecommendedAction
    Write-Trace error "$("$record".TrimEnd('.'))$($remedy ? ". $remedy" : '') ($($record.FullyQualifiedErrorId.Split(',')[0]))"
    exit ($exitCodes[[string]$record.CategoryInfo.Category] ?? 1)
}
