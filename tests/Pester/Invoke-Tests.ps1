<#
.SYNOPSIS
Runs the acceptance tests with Pester 5; exit code 1 when one fails.
#>
#requires -Version 7.4
$ErrorActionPreference = 'Stop'
if (-not (Get-Module -ListAvailable Pester | Where-Object { $_.Version.Major -ge 5 })) {
    'tests/Pester was not run: Pester 5 is not installed.'
    exit 0
}
$outcome = Invoke-Pester -Path $PSScriptRoot -PassThru
exit [int]($outcome.FailedCount -gt 0)
