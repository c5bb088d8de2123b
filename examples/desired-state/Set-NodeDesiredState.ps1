<#
.SYNOPSIS
Keeps this machine a control plane or a worker by PSDesiredStateConfiguration's Invoke-DscResource.

.DESCRIPTION
The same as the DSC v3 configurations beside it, for those who have PSDesiredStateConfiguration: each resource of the module KubeadmDsc is
compared with what is wanted, and set where it differs. Run it again and again: what is as wanted is left alone.

Returns an object for each resource: Resource, Name, InDesiredState (before), Changed. With -WhatIf nothing is set.

.PARAMETER Role
What the machine is to be: ControlPlane or Worker.

.PARAMETER NodeName
The name of the node. By default the machine's.

.PARAMETER Config
The kubeadm configuration file of a first control plane. It is made by other means, or migrated where it is of an older version.

.PARAMETER KubernetesVersion
The version that a control plane is to have. A newer one upgrades it.

.PARAMETER ApiServerEndpoint
Host and port of the cluster that is joined. A control plane without it is the first of a cluster.

.PARAMETER Token
The bootstrap token, a SecureString such as Get-Secret returns.

.PARAMETER CaCertHash
Hashes of the cluster's CA, sha256:HEX.

.PARAMETER CertificateKey
The key of the uploaded certificates, for a control plane that joins.

.PARAMETER IgnorePreflightError
Names of preflight checks whose errors are warnings.

.PARAMETER CertificateName
Certificates of a control plane that are to be renewed in time.

.PARAMETER RenewBefore
The time that these certificates must have left.

.EXAMPLE
./Set-NodeDesiredState.ps1 -Role Worker -ApiServerEndpoint api.example.com:6443 -Token (Get-Secret rack-12) -CaCertHash $hash

Joins this machine, or finds it joined.

.EXAMPLE
./Set-NodeDesiredState.ps1 -Role ControlPlane -Config /etc/kubernetes-kubeadm.yaml -KubernetesVersion v1.36.3 -WhatIf

Says what differs from a first control plane of that version.
#>
#requires -Version 7.4
#requires -Modules PSDesiredStateConfiguration, KubeadmDsc
[CmdletBinding(SupportsShouldProcess)]
[OutputType([pscustomobject])]
param(
    [Parameter(Mandatory)]
    [ValidateSet('ControlPlane', 'Worker')]
    [string]$Role,

    [ValidateNotNullOrEmpty()]
    [string]$NodeName = [Environment]::MachineName.ToLowerInvariant(),

    [ValidateNotNullOrEmpty()]
    [string]$Config,

    [ValidatePattern('^v\d+\.\d+\.\d+', ErrorMessage = '{0} is no version such as v1.36.3.')]
    [string]$KubernetesVersion,

    [ValidateNotNullOrEmpty()]
    [string]$ApiServerEndpoint,

    [securestring]$Token,

    [ValidatePattern('^sha256:[0-9a-f]{64}$', ErrorMessage = '{0} is no hash such as sha256:53d0...')]
    [string[]]$CaCertHash,

    [securestring]$CertificateKey,

    [ValidateNotNullOrEmpty()]
    [string[]]$IgnorePreflightError,

    [ValidateNotNullOrEmpty()]
    [string[]]$CertificateName = @('apiserver', 'etcd-server'),

    [ValidatePattern('^\d+(d|h)$', ErrorMessage = '{0} is no time such as 30d.')]
    [string]$RenewBefore = '30d'
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$machine = @{ NodeName = $NodeName }
foreach ($name in 'Config', 'ApiServerEndpoint', 'Token') { if ($PSBoundParameters.ContainsKey($name)) { $machine[$name] = $PSBoundParameters[$name] } }
if ($CaCertHash) { $machine.CaCertHashes = $CaCertHash }
if ($IgnorePreflightError) { $machine.IgnorePreflightErrors = $IgnorePreflightError }

$wanted = @(
    if ($Config) { @{ Name = 'KubeadmConfig'; Property = @{ Path = $Config } } }
    if ($Role -eq 'Worker') { @{ Name = 'KubeNode'; Property = $machine } }
    else {
        if ($KubernetesVersion) { $machine.KubernetesVersion = $KubernetesVersion }
        if ($CertificateKey) { $machine.CertificateKey = $CertificateKey }
        if (-not $ApiServerEndpoint) { $machine.UploadCerts = $true }
        @{ Name = 'KubeControlPlane'; Property = $machine }
        foreach ($name in $CertificateName) { @{ Name = 'KubeCertificate'; Property = @{ Name = $name; RenewBefore = $RenewBefore; Restart = $true } } }
    }
)

foreach ($resource in $wanted) {
    $what = @{ ModuleName = 'KubeadmDsc'; Name = $resource.Name; Property = $resource.Property }
    $label = $resource.Property['Path'] ?? $resource.Property['NodeName'] ?? $resource.Property['Name']
    $isAsWanted = (Invoke-DscResource @what -Method Test).InDesiredState
    $changed = $false
    if (-not $isAsWanted -and $PSCmdlet.ShouldProcess($label, "Set $($resource.Name)")) {
        $null = Invoke-DscResource @what -Method Set
        $changed = $true
    }
    [pscustomobject]@{ Resource = $resource.Name; Name = $label; InDesiredState = $isAsWanted; Changed = $changed }
}
