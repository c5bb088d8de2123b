<#
.SYNOPSIS
Upgrades the first control-plane node of a cluster: plans, asks, upgrades and reports.

.DESCRIPTION
Leaves the plan as plan.html and plan.json in a folder, before it asks, and what was done as upgrade.xml and phases.html. Ends without
a question where the plan says that the upgrade would be refused, or would take away what people wrote by hand.
#>
#requires -Version 7.4
[CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')]
param(
    [Parameter(Mandatory)] [string]$Version,
    [Parameter(Mandatory)] [string]$ReportPath,
    [string]$Kubeconfig = '/etc/kubernetes/admin.conf',
    [string[]]$IgnorePreflightError = @(),
    [switch]$DryRun
)

$ErrorActionPreference = 'Stop'
$checks = @{ Kubeconfig = $Kubeconfig; IgnorePreflightError = $IgnorePreflightError }
$plan = Get-KubeUpgradePlan -Version $Version @checks
$plan | ConvertTo-Json -Depth 4 | Set-Content (Join-Path $ReportPath plan.json)
$lost = @($plan.Drift | Where-Object Outcome -EQ Lost)
$body = @(
    $plan | ConvertTo-Html -Fragment -As List -Property ClusterVersion, TargetVersion, CanBeApplied, NextStep -PreContent '<h1>Plan</h1>'
    $plan.Components | ConvertTo-Html -Fragment -Property Name, Node, Current, Target, IsManual -PreContent '<h2>Components</h2>'
    $plan.Drift | ConvertTo-Html -Fragment -Property Outcome, Path, Text -PreContent '<h2>Changed by hand</h2>'
    $plan.ExpiringCertificates | ConvertTo-Html -Fragment -Property Name, Path, DaysLeft -PreContent '<h2>Certificates that end soon</h2>'
)
ConvertTo-Html -Title "Upgrade to $($plan.TargetVersion)" -Body $body | Set-Content (Join-Path $ReportPath plan.html)

if (-not $plan.CanBeApplied) { throw "An upgrade to $Version would be refused: $($plan.Problems -join '; ')" }
if ($lost) { throw "An upgrade would take away what was changed by hand: $($lost.Path -join ', ')" }
if (-not $PSCmdlet.ShouldProcess("the cluster of $($plan.ClusterVersion)", "Upgrade to $($plan.TargetVersion)")) { return }

$upgrade = $plan | Invoke-KubeUpgrade @checks -DryRun:$DryRun -Confirm:$false
$upgrade | Export-Clixml (Join-Path $ReportPath upgrade.xml)
$upgrade.Phases | Select-Object Phase, Status, @{ Name = 'Seconds'; Expression = { $_.Duration.TotalSeconds } }, @{ Name = 'Changes'; Expression = { @($_.Changes).Count } } |
    ConvertTo-Html -Title "Upgrade of $($upgrade.NodeName)" | Set-Content (Join-Path $ReportPath phases.html)
$upgrade
