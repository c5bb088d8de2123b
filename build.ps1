<#
.SYNOPSIS
Builds, tests or packages the project: a thin layer over dotnet.

.DESCRIPTION
Works in pwsh and with kubeadm-ps -File, so it uses the language and dotnet alone.

.PARAMETER Task
Build lays the module out at out/Kubeadm. Test runs every test. Package makes artifacts/Kubeadm, the module with precompiled
assemblies, and artifacts/kubeadm-ps, one self-contained executable for linux-x64.

.PARAMETER Configuration
Debug or Release; Package is always Release.
#>
param(
    [ValidateSet('Build', 'Test', 'Package')]
    [string] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Release'
)

$ErrorActionPreference = 'Stop'
$root = $PSScriptRoot
$artifacts = "$root/artifacts"

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
        # Native code beside the portable one: it starts in a quarter of the time.
        $runtime = 'linux-x64'
        Invoke-Dotnet publish "$root/src/Kubeadm.PowerShell" --configuration Release --runtime $runtime --self-contained false `
            '-p:PublishReadyToRun=true' "-p:ModuleOutputPath=$artifacts/Kubeadm/" --nologo
        Invoke-Dotnet publish "$root/src/Kubeadm.Host" --configuration Release --runtime $runtime --self-contained `
            '-p:PublishSingleFile=true' '-p:PublishReadyToRun=true' --output "$artifacts/kubeadm-ps" --nologo
    }
}
