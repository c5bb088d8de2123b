BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../../out/Kubeadm/Kubeadm.psd1') -Force
}

Describe 'The module' {
    It 'tells which kubeadm it stands for' {
        (Get-KubeadmVersion).GitVersion | Should -Match '^v1\.\d+\.\d+$'
    }

    It 'loads neither the engine nor its packages when it is imported' {
        $manifest = Join-Path $PSScriptRoot '../../out/Kubeadm/Kubeadm.psd1'
        $loaded = Start-Job { Import-Module $using:manifest; [AppDomain]::CurrentDomain.GetAssemblies().ForEach{ $_.GetName().Name } } | Receive-Job -Wait -AutoRemoveJob
        $loaded -match '^(Kubeadm|YamlDotNet|KubernetesClient|BouncyCastle|Grpc|Google)' | Sort-Object | Should -Be 'Kubeadm.Contracts', 'Kubeadm.PowerShell'
    }

    It 'is imported beside another copy, again, and removed, without an error and with what is known of its types' {
        $module = (Resolve-Path (Join-Path $PSScriptRoot '../../out/Kubeadm')).Path
        Copy-Item $module (Join-Path $TestDrive 'Kubeadm') -Recurse
        $copy = Join-Path $TestDrive 'Kubeadm'
        Start-Job {
            function Get-Depth { (Get-TypeData Kubeadm.KubeToken).SerializationDepth }
            Import-Module "$using:module/Kubeadm.psd1"; Get-Depth
            Import-Module "$using:copy/Kubeadm.psd1"; Get-Depth
            Import-Module "$using:module/Kubeadm.psd1" -Force; Get-Depth
            Remove-Module Kubeadm; $null -eq (Get-TypeData Kubeadm.KubeToken)
            Import-Module "$using:copy/Kubeadm.psd1"; Get-Depth
            $Error.Count
        } | Receive-Job -Wait -AutoRemoveJob | Should -Be 2, 2, 2, $true, 2, 0
    }

    It 'says that its engine is missing, and does not look for it for ever' {
        $null = New-Item -ItemType Directory (Join-Path $TestDrive Bare)
        Copy-Item (Resolve-Path (Join-Path $PSScriptRoot '../../out/Kubeadm')) (Join-Path $TestDrive 'Bare/Kubeadm') -Recurse
        Remove-Item (Join-Path $TestDrive 'Bare/Kubeadm/lib') -Recurse
        $copy = Join-Path $TestDrive 'Bare/Kubeadm'
        Start-Job { Import-Module "$using:copy/Kubeadm.psd1"; try { New-KubeadmConfig Init } catch { "$_" } } | Receive-Job -Wait -AutoRemoveJob | Should -BeLike "*Could not load*'Kubeadm.Engine*"
    }

    It 'has help with two examples for <_>' -ForEach @(
        Import-PowerShellDataFile (Join-Path $PSScriptRoot '../../Kubeadm.psd1') | ForEach-Object CmdletsToExport
    ) {
        @((Get-Help $_ -Full).Examples.Example).Count | Should -BeGreaterOrEqual 2
    }
}
