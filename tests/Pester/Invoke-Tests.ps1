<#
.SYNOPSIS
Runs the acceptance tests with Pester 5; exit code 1 when one fails.

.DESCRIPTION
Takes the Pester that is installed, else the one that the solution's restore put among the NuGet packages. The results go to
out/test-results/pester.xml.
#>
#requires -Version 7.4
$ErrorActionPreference = 'Stop'
$root = Resolve-Path (Join-Path $PSScriptRoot '../..')
$pester = Get-Module -ListAvailable Pester | Where-Object { $_.Version.Major -eq 5 } | Select-Object -First 1
if (-not $pester) {
    $packages = $env:NUGET_PACKAGES ?? (Join-Path $HOME '.nuget/packages')
    $pester = Get-Item (Join-Path $packages 'pester/5.*/tools/Pester.psd1') | Select-Object -Last 1 -ExpandProperty FullName
}
Import-Module $pester

# Records of runs are kept apart from this machine's.
$env:KUBEADM_PS_STATE = Join-Path ([IO.Path]::GetTempPath()) "kubeadm-pester-$PID"

$configuration = New-PesterConfiguration
$configuration.Run.Path = $PSScriptRoot
$configuration.Run.PassThru = $true
$configuration.TestResult.Enabled = $true
$configuration.TestResult.OutputFormat = 'NUnit3'
$configuration.TestResult.OutputPath = Join-Path $root 'out/test-results/pester.xml'
$outcome = Invoke-Pester -Configuration $configuration
Remove-Item $env:KUBEADM_PS_STATE -Recurse -Force -ErrorAction Ignore
exit [int]($outcome.Result -ne 'Passed')
