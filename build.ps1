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

.PARAMETER ProjectUri
The project's page, for the manifests that Package makes. The project has none of its own: whoever publishes the modules says theirs.

.PARAMETER IconUri
The address of a picture that galleries show, for the manifests that Package makes; docs/images/icon.png is one.

.PARAMETER HelpPageUri
Where the pages of docs/help are on the web, with {0} in the place of a cmdlet's name: Get-Help -Online opens it.

.PARAMETER HelpInfoUri
The folder on the web, with a slash at its end, from which Update-Help takes later help. Package then writes artifacts/help, which is what
is to be laid there.

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

    [string] $ProjectUri,

    [string] $IconUri,

    [string] $HelpPageUri,

    [string] $HelpInfoUri,

    [switch] $Unlocked
)

$ErrorActionPreference = 'Stop'
$root = $PSScriptRoot
$artifacts = $PSCmdlet.GetUnresolvedProviderPathFromPSPath($ArtifactsPath)

# Refuses what is no web address, and what a manifest or MSBuild would read as more than that: quotes of any kind, spaces, ends of lines.
function Assert-Address([string] $Name, [string] $Address, [string] $Pattern, [string] $Remedy) {
    $plain = $Address.Replace('{0}', $Name -eq 'HelpPageUri' ? 'x' : '{0}')
    $isAddress = $plain -cmatch '^https?://[A-Za-z0-9[][!#-&(-;=?-_a-z~]*\z' -and [Uri]::IsWellFormedUriString($plain, 'Absolute')
    if ($Address -and -not ($isAddress -and $Address -match $Pattern)) {
        throw "'$Name' cannot be '$Address': it has to be a whole address that begins with https://, without quotes and spaces$Remedy."
    }
}

Assert-Address ProjectUri $ProjectUri
Assert-Address IconUri $IconUri
Assert-Address HelpPageUri $HelpPageUri '\{0\}' ', and with {0} in the place of a cmdlet''s name'
Assert-Address HelpInfoUri $HelpInfoUri '/\z' ', and to end with a slash'

function Invoke-Dotnet {
    & dotnet @args
    if ($LASTEXITCODE -ne 0) {
        throw "dotnet $($args[0]) failed with exit code $LASTEXITCODE."
    }
}

# Says in a manifest what this project does not know of itself, and no longer says what an earlier run did.
function Set-Address([string] $Manifest, [string] $Before, [Collections.Specialized.OrderedDictionary] $Address) {
    $text = Get-Content -LiteralPath $Manifest -Raw
    foreach ($name in $Address.Keys) {
        $text = $text -replace "(?m)^ *$name = .*\n"
        if ($Address[$name]) {
            $text = $text -replace "(?m)^( *)(?=$Before +=)", "`$1$name = '$($Address[$name].Replace('$', '$$'))'`n`$1"
        }
    }
    Set-Content -LiteralPath $Manifest $text -NoNewline
}

# Writes what Update-Help looks for: which help there is, and the help, packed under the names that it makes from the module's.
function Save-UpdatableHelp {
    $manifest = Import-PowerShellDataFile "$artifacts/Kubeadm/Kubeadm.psd1"
    $name = "Kubeadm_$($manifest.GUID)"
    $null = New-Item -ItemType Directory -Force "$artifacts/help"
    Compress-Archive -Path "$artifacts/Kubeadm/en-US/*" -DestinationPath "$artifacts/help/${name}_en-US_HelpContent.zip" -Force
    Set-Content "$artifacts/help/${name}_HelpInfo.xml" @"
<?xml version="1.0" encoding="utf-8"?>
<HelpInfo xmlns="http://schemas.microsoft.com/powershell/help/2010/05">
  <HelpContentURI>$([Security.SecurityElement]::Escape($HelpInfoUri))</HelpContentURI>
  <SupportedUICultures>
    <UICulture>
      <UICultureName>en-US</UICultureName>
      <UICultureVersion>$($manifest.ModuleVersion).0</UICultureVersion>
    </UICulture>
  </SupportedUICultures>
</HelpInfo>
"@
}

switch ($Task) {
    'Build' {
        Invoke-Dotnet build "$root/Kubeadm.slnx" --configuration $Configuration --nologo
    }
    'Test' {
        Invoke-Dotnet test "$root/Kubeadm.slnx" --configuration $Configuration --nologo
    }
    'Package' {
        # What MSBuild takes for the end of a value, in its own writing.
        $page = $HelpPageUri -replace '[%;,]', { '%{0:X2}' -f [int] $_.Value[0] }
        $module = "-p:LockPackages=$(-not $Unlocked)", "-p:ModuleOutputPath=$artifacts/Kubeadm/", "-p:HelpPageUri=$page"
        Invoke-Dotnet publish "$root/src/Kubeadm.Host" --configuration Release --runtime $Runtime @module `
            "-p:HostSbomPath=$artifacts/kubeadm-ps.cdx.json" --output "$artifacts/kubeadm-ps" --nologo

        # Native code beside the portable one: it starts in a quarter of the time.
        Invoke-Dotnet publish "$root/src/Kubeadm.PowerShell" --configuration Release --runtime $Runtime --self-contained false @module `
            '-p:PublishReadyToRun=true' "-p:ModuleSbomPath=$artifacts/Kubeadm.cdx.json" --nologo

        foreach ($place in $artifacts, "$artifacts/kubeadm-ps/Modules") {
            foreach ($name in 'Kubeadm', 'KubeadmDsc') {
                Set-Address "$place/$name/$name.psd1" LicenseUri ([ordered] @{ ProjectUri = $ProjectUri; IconUri = $IconUri })
            }
            Set-Address "$place/Kubeadm/Kubeadm.psd1" RootModule ([ordered] @{ HelpInfoURI = $HelpInfoUri })
        }
        Remove-Item -LiteralPath "$artifacts/help" -Recurse -Force -ErrorAction Ignore
        if ($HelpInfoUri) {
            Save-UpdatableHelp
        }

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
