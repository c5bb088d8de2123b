BeforeAll {
    . (Join-Path $PSScriptRoot 'Pwsh.ps1')
    $script:module = (Resolve-Path (Join-Path $PSScriptRoot '../../out/Kubeadm')).Path

    # A PowerShell of somebody who has nothing yet: repositories and modules are kept in the home folder.
    function Invoke-Fresh([string] $Script) {
        [string[]] $pwsh = Get-PwshCommand
        [string[]] $rest = $pwsh | Select-Object -Skip 1
        $before = $env:HOME
        try {
            $env:HOME = "$TestDrive/home"
            & $pwsh[0] @rest -NoProfile -NonInteractive -Command "`$ErrorActionPreference = 'Stop'; $Script"
            if ($LASTEXITCODE -ne 0) { throw "It ended with $LASTEXITCODE." }
        }
        finally {
            $env:HOME = $before
        }
    }
}

Describe 'The module in a gallery' -Skip:$IsWindows {
    BeforeAll {
        $null = New-Item -ItemType Directory "$TestDrive/home", "$TestDrive/gallery"
        Invoke-Fresh "Register-PSResourceRepository -Name local -Uri '$TestDrive/gallery' -Trusted; Publish-PSResource -Path '$module' -Repository local"
    }

    It 'is found with what a gallery shows of it' {
        $found = Invoke-Fresh 'Find-PSResource Kubeadm -Repository local | ConvertTo-Json -Depth 3' | ConvertFrom-Json
        $manifest = Import-PowerShellDataFile (Join-Path $PSScriptRoot '../../Kubeadm.psd1')
        "$($found.Version.Major).$($found.Version.Minor).$($found.Version.Build)" | Should -Be $manifest.ModuleVersion
        $found.Author | Should -Be $manifest.Author
        $found.Description | Should -Be $manifest.Description
        $found.Tags | Should -Contain 'Kubernetes'
    }

    It 'is installed from there and works in a session that never saw it' {
        Invoke-Fresh 'Install-PSResource Kubeadm -Repository local -Scope CurrentUser'
        $told = Invoke-Fresh '(Get-KubeadmVersion).GitVersion; (Get-Module Kubeadm).ModuleBase; (Get-Command -Module Kubeadm -CommandType Cmdlet).Count; [bool] (Get-Help New-KubeToken).Synopsis'
        $told[0] | Should -Match '^v1\.\d+\.\d+$'
        $told[1] | Should -BeLike "$TestDrive/home/*/Kubeadm/*"
        $told[2] | Should -Be (Import-PowerShellDataFile "$module/Kubeadm.psd1").CmdletsToExport.Count
        $told[3] | Should -Be 'True'
    }

    It 'brings <_>' -ForEach 'LICENSE', 'CHANGELOG.md', 'THIRD-PARTY-NOTICES.txt', 'Kubeadm.format.ps1xml', 'en-US/about_Kubeadm.help.txt' {
        Join-Path (Invoke-Fresh '(Get-Module -ListAvailable Kubeadm).ModuleBase') $_ | Should -Exist
    }
}

Describe 'The manifest' {
    It 'is valid and names what a gallery asks for' {
        $manifest = Test-ModuleManifest "$module/Kubeadm.psd1"
        $manifest.CompanyName | Should -Not -BeNullOrEmpty
        $manifest.LicenseUri | Should -Not -BeNullOrEmpty
        $manifest.ReleaseNotes | Should -Not -BeNullOrEmpty
        $manifest.PrivateData.PSData.Tags | Should -Not -Match ' '
    }
}
