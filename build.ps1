<#
.SYNOPSIS
Builds, tests or packages the project: a thin layer over dotnet.

.DESCRIPTION
Works in pwsh and in kubeadm-ps.

.PARAMETER Task
Build lays the module out at out/Kubeadm. Test runs every test. Package makes artifacts/Kubeadm, the module with precompiled
assemblies, and artifacts/kubeadm-ps, PowerShell with the module in a folder for -Runtime, as a tar.gz too, each with its third parties'
notices, and for each a bill of materials (CycloneDX). Verify builds the module in two folders and compares the bytes. Lock writes the packages'
lock files anew, after a change of versions. Resources writes the manifests and classes of dsc/ anew, after a change of the states' types.

.PARAMETER Configuration
Debug or Release; Package and Verify are always Release.

.PARAMETER Runtime
The system that Package makes kubeadm-ps for, as .NET calls it: linux-x64, linux-arm64, linux-musl-x64, win-x64.

.PARAMETER ArtifactsPath
The folder that Package writes into.

.PARAMETER Unlocked
Package takes the nearest later version where the registry lacks one that the lock files hold, instead of ending with an error.
#>
[CmdletBinding()]
param(
    [ValidateSet('Build', 'Test', 'Package', 'Verify', 'Lock', 'Resources')]
    [string] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Release',

    [ValidateSet('linux-x64', 'linux-arm64', 'linux-musl-x64', 'win-x64')]
    [string] $Runtime = 'linux-x64',

    [string] $ArtifactsPath = (Join-Path $PSScriptRoot artifacts),

    [switch] $Unlocked
)

$ErrorActionPreference = 'Stop'
$root = $PSScriptRoot
$artifacts = $PSCmdlet.GetUnresolvedProviderPathFromPSPath($ArtifactsPath)

function Invoke-Dotnet {
    & dotnet @args
    if ($LASTEXITCODE -ne 0) {
        throw "dotnet $($args[0]) failed with exit code $LASTEXITCODE."
    }
}

switch ($Task) {
    'Build' {
        Invoke-Dotnet build "$root/Kubeadm.slnx" --configuration $Configuration --nologo
    }
    'Test' {
        Invoke-Dotnet test "$root/Kubeadm.slnx" --configuration $Configuration --nologo
    }
    'Package' {
        $module = "-p:LockPackages=$(-not $Unlocked)", "-p:ModuleOutputPath=$artifacts/Kubeadm/"
        Invoke-Dotnet publish "$root/src/Kubeadm.Host" --configuration Release --runtime $Runtime @module `
            "-p:HostSbomPath=$artifacts/kubeadm-ps.cdx.json" --output "$artifacts/kubeadm-ps" --nologo

        # Native code beside the portable one: it starts in a quarter of the time.
        Invoke-Dotnet publish "$root/src/Kubeadm.PowerShell" --configuration Release --runtime $Runtime --self-contained false @module `
            '-p:PublishReadyToRun=true' "-p:ModuleSbomPath=$artifacts/Kubeadm.cdx.json" --nologo
        & tar --create --gzip --file "$artifacts/kubeadm-ps-$Runtime.tar.gz" --directory $artifacts kubeadm-ps
        if ($LASTEXITCODE -ne 0) {
            throw 'The archive could not be written.'
        }
    }
    'Verify' {
        & "$root/build/verify-reproducible.sh"
        if ($LASTEXITCODE -ne 0) {
            throw 'The two builds differ.'
        }
    }
    'Lock' {
        $write = '-p:LockPackages=true', '-p:RestoreLockedMode=false', '--force-evaluate', '--nologo'
        Invoke-Dotnet restore "$root/Kubeadm.slnx" @write
        Invoke-Dotnet restore "$root/src/Kubeadm.Host" --runtime linux-x64 @write
    }
    'Resources' {
        Invoke-Dotnet run --project "$root/build/ResourceBuilder" --configuration $Configuration -- $root
    }
}
