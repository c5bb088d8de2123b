# What build.ps1 Package makes for this machine: the archive of kubeadm-ps, taken apart and run as a person would.
BeforeAll {
    . (Join-Path $PSScriptRoot 'Pwsh.ps1')
    $script:root = (Resolve-Path (Join-Path $PSScriptRoot '../..')).Path
    $script:artifacts = "$TestDrive/artifacts"
    $unlocked = @{ Unlocked = $env:LockPackages -eq 'false' }
    $script:addresses = @{
        ProjectUri  = 'https://example.org/kubeadm$1'
        IconUri     = 'https://example.org/icon.png'
        HelpPageUri = 'https://example.org/help/{0}.md?a=1,2;b=%20'
        HelpInfoUri = 'https://example.org/help?a&b/'
    }
    $log = & "$root/build.ps1" Package -ArtifactsPath $artifacts @unlocked @addresses 2>&1
    if (-not (Test-Path "$artifacts/kubeadm-ps-linux-x64.tar.gz")) { throw "build.ps1 Package made no archive:`n$($log -join "`n")" }
    $script:warnings = @($log -match ': warning ')

    # Somebody who may read what everybody may, and nothing more.
    $script:place = "$TestDrive/a home of somebody"
    $null = New-Item -ItemType Directory $place
    & tar --extract --gzip --no-same-owner --file "$artifacts/kubeadm-ps-linux-x64.tar.gz" --directory $place
    $script:tool = "$place/kubeadm-ps/kubeadm-ps"

    function Invoke-Tool { & $tool @args 2>&1 }
}

Describe 'The archive of kubeadm-ps' -Skip:(-not $IsLinux -or [Runtime.InteropServices.RuntimeInformation]::OSArchitecture -ne 'X64') {
    It 'is made without a warning' { $warnings | Should -BeNullOrEmpty }

    It 'is one folder, and stays below 100 MB' {
        & tar --list --gzip --file "$artifacts/kubeadm-ps-linux-x64.tar.gz" | ForEach-Object { $_.Split('/')[0] } | Sort-Object -Unique | Should -Be 'kubeadm-ps'
        (Get-Item "$artifacts/kubeadm-ps-linux-x64.tar.gz").Length / 1MB | Should -BeLessThan 100
    }

    It 'holds nothing of the build' {
        Get-ChildItem "$place/kubeadm-ps" -Recurse -File | Where-Object { $_.Extension -in '.pdb', '.cs', '.xml' -and $_.Name -notlike '*-Help.xml' } | Should -BeNullOrEmpty
    }

    It 'can be read by everybody and written by its owner alone' {
        $others = [IO.UnixFileMode]::OtherWrite -bor [IO.UnixFileMode]::GroupWrite
        $bad = Get-ChildItem "$place/kubeadm-ps" -Recurse | Where-Object { -not $_.LinkType } | Where-Object {
            ($_.UnixFileMode -band $others) -or -not ($_.UnixFileMode -band [IO.UnixFileMode]::OtherRead) -or ($_.PSIsContainer -and -not ($_.UnixFileMode -band [IO.UnixFileMode]::OtherExecute))
        }
        $bad | Should -BeNullOrEmpty
        (Get-Item $tool).UnixMode | Should -Be '-rwxr-xr-x'
    }

    It 'brings <_>' -ForEach 'LICENSE', 'CHANGELOG.md', 'THIRD-PARTY-NOTICES.txt', 'Kubeadm.types.ps1xml', 'Modules/Kubeadm/Kubeadm.psd1', 'Modules/Kubeadm/en-US/about_Kubeadm.help.txt',
    'Modules/Kubeadm/dsc/KubeNode.dsc.resource.json', 'Modules/KubeadmDsc/KubeadmDsc.psm1', 'Modules/PSReadLine/PSReadLine.psd1', 'Modules/Microsoft.PowerShell.ThreadJob/Microsoft.PowerShell.ThreadJob.psd1' {
        "$place/kubeadm-ps/$_" | Should -Exist
    }

    It 'starts itself by the name pwsh' { (Get-Item "$place/kubeadm-ps/pwsh").LinkTarget | Should -Be 'kubeadm-ps' }

    It 'names each library that it brings in its bill of materials' {
        $bill = Get-Content "$artifacts/kubeadm-ps.cdx.json" -Raw | ConvertFrom-Json -AsHashtable
        $bill.components.name | Should -Contain 'BouncyCastle.Cryptography'
        $bill.components.name | Should -Contain 'YamlDotNet'
    }

    It 'is kubeadm, PowerShell and the module' {
        Invoke-Tool version -o short | Should -Match '^v1\.\d+\.\d+$'
        Invoke-Tool -NoProfile -Command 'Start-Job { 6 * 7 } | Receive-Job -Wait; exit 7' | Should -Be 42
        $LASTEXITCODE | Should -Be 7
        Invoke-Tool -NoProfile -Command '(Get-Command -Module Kubeadm -CommandType Cmdlet).Count; (New-KubeadmConfig Init).Kind' |
            Should -Be (Import-PowerShellDataFile "$root/Kubeadm.psd1").CmdletsToExport.Count, 'InitConfiguration', 'ClusterConfiguration'
        (Invoke-Tool New-KubeToken -GenerateOnly -OutputFormat Json | ConvertFrom-Json).Id | Should -Match '^[a-z0-9]{6}$'
    }

    It 'runs for somebody without rights, from a folder with spaces' -Skip:((& id -u) -ne 0 -or -not (Get-Command setpriv -ErrorAction Ignore)) {
        & chmod 755 $TestDrive $place
        & setpriv --reuid 65534 --regid 65534 --clear-groups env HOME=/nonexistent $tool version -o short | Should -Match '^v1\.\d+\.\d+$'
    }
}

Describe 'What whoever publishes says of addresses' -Skip:(-not $IsLinux -or [Runtime.InteropServices.RuntimeInformation]::OSArchitecture -ne 'X64') {
    BeforeAll {
        # A PowerShell of somebody with a browser, which notes what it is to open, and with the module where it can be written.
        $script:modules = "$TestDrive/modules"
        $null = New-Item -ItemType Directory $modules, "$TestDrive/browser"
        Copy-Item -Recurse "$artifacts/Kubeadm" $modules
        Set-Content "$TestDrive/browser/xdg-open" "#!/bin/sh\necho `"`$1`" >`"$TestDrive/opened`"".Replace('\n', "`n")
        & chmod +x "$TestDrive/browser/xdg-open"

        function Invoke-Fresh([string] $Script) {
            [string[]] $pwsh = Get-PwshCommand
            & env "HOME=$TestDrive/home" "PATH=$TestDrive/browser:$env:PATH" LC_ALL=C.UTF-8 @pwsh -NoProfile -NonInteractive -Command (
                "`$ErrorActionPreference = 'Stop'; `$env:PSModulePath = `"$modules`:`$PSHOME/Modules`"; $Script")
        }
    }

    It 'is in the manifest <_>' -ForEach 'Kubeadm/Kubeadm.psd1', 'KubeadmDsc/KubeadmDsc.psd1', 'kubeadm-ps/Modules/Kubeadm/Kubeadm.psd1', 'kubeadm-ps/Modules/KubeadmDsc/KubeadmDsc.psd1' {
        $manifest = Import-PowerShellDataFile "$artifacts/$_"
        $manifest.PrivateData.PSData.ProjectUri | Should -Be $addresses.ProjectUri
        $manifest.PrivateData.PSData.IconUri | Should -Be $addresses.IconUri
        $manifest.HelpInfoURI | Should -Be ($_ -like '*Kubeadm.psd1' ? $addresses.HelpInfoUri : $null)
    }

    It 'keeps a manifest that PowerShell takes' {
        (Test-ModuleManifest "$artifacts/Kubeadm/Kubeadm.psd1").ProjectUri | Should -Be $addresses.ProjectUri
    }

    It 'is not in the repository, which is published by nobody yet' {
        foreach ($path in 'Kubeadm.psd1', 'dsc/KubeadmDsc/KubeadmDsc.psd1') {
            (Import-PowerShellDataFile "$root/$path").PrivateData.PSData.Keys | Should -Not -Contain 'ProjectUri'
        }
    }

    It 'is opened by Get-Help -Online' {
        Invoke-Fresh 'Get-Help New-KubeToken -Online'
        Get-Content "$TestDrive/opened" | Should -Be $addresses.HelpPageUri.Replace('{0}', 'New-KubeToken')
    }

    It 'brings back the help of a module that lost it, by Update-Help' {
        Remove-Item -Recurse "$modules/Kubeadm/en-US"
        Invoke-Fresh '(Get-Help New-KubeToken).examples.example.Count' | Should -Be 0
        Invoke-Fresh "Update-Help -Module Kubeadm -SourcePath '$artifacts/help' -UICulture en-US -Force; (Get-Help New-KubeToken).examples.example.Count; [string] (Get-Help about_Kubeadm) -like '*KUBEADM*'" |
            Should -Be 4, 'True'
    }

    It 'is refused where it is no address: -<Name> <Value>' -ForEach @(
        @{ Name = 'ProjectUri'; Value = 'example.org' }
        @{ Name = 'IconUri'; Value = "https://example.org/'; Remove-Item x" }
        @{ Name = 'ProjectUri'; Value = "https://example.org/it’s" }
        @{ Name = 'ProjectUri'; Value = 'https:///x' }
        @{ Name = 'ProjectUri'; Value = 'https://x:99999/' }
        @{ Name = 'ProjectUri'; Value = 'https://example.org/{0}' }
        @{ Name = 'IconUri'; Value = "https://example.org/icon.png`n" }
        @{ Name = 'HelpPageUri'; Value = 'https://example.org/{0}?q="a"' }
        @{ Name = 'HelpPageUri'; Value = 'https://example.org/help' }
        @{ Name = 'HelpInfoUri'; Value = 'https://example.org/help' }
    ) {
        $given = @{ $Name = $Value }
        { & "$root/build.ps1" Package -ArtifactsPath "$TestDrive/none" @given } | Should -Throw "*'$Name'*$Value*"
        "$TestDrive/none" | Should -Not -Exist
    }
}
