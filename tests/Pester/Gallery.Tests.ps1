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
        Invoke-Fresh "Register-PSResourceRepository -Name local -Uri '$TestDrive/gallery' -Trusted; Publish-PSResource -Path '$module' -Repository local; `$env:PSModulePath = '$(Split-Path $module)'; Publish-PSResource -Path '$module/../KubeadmDsc' -Repository local"
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

    It 'comes with the module of its DSC resources' {
        Invoke-Fresh 'Install-PSResource KubeadmDsc -Repository local -Scope CurrentUser'
        Invoke-Fresh '(Get-Module -ListAvailable KubeadmDsc).ExportedDscResources -join ","; $null = Import-Module KubeadmDsc -PassThru; (Get-Module Kubeadm).Name' |
            Should -Be 'KubeadmConfig,KubeCertificate,KubeControlPlane,KubeNode,KubeToken', 'Kubeadm'
    }

    It 'brings <_>' -ForEach 'LICENSE', 'CHANGELOG.md', 'THIRD-PARTY-NOTICES.txt', 'Kubeadm.format.ps1xml', 'dsc/kubeadm.dsc.ps1', 'dsc/KubeNode.dsc.resource.json', 'en-US/about_Kubeadm.help.txt' {
        Join-Path (Invoke-Fresh '(Get-Module -ListAvailable Kubeadm).ModuleBase') $_ | Should -Exist
    }
}

Describe 'The manifest' {
    BeforeAll {
        $script:path = $env:PSModulePath
        $env:PSModulePath = (Split-Path $module), $path -join [IO.Path]::PathSeparator
    }

    AfterAll { $env:PSModulePath = $path }

    It 'of <_> is valid and names what a gallery asks for' -ForEach 'Kubeadm', 'KubeadmDsc' {
        $manifest = Test-ModuleManifest "$module/../$_/$_.psd1"
        $manifest.Version | Should -Be (Import-PowerShellDataFile "$module/Kubeadm.psd1").ModuleVersion
        $manifest.CompanyName | Should -Not -BeNullOrEmpty
        $manifest.LicenseUri | Should -Not -BeNullOrEmpty
        $manifest.ReleaseNotes | Should -Not -BeNullOrEmpty
        $manifest.PrivateData.PSData.Tags | Should -Not -Match ' '
    }
}
