BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../../out/Kubeadm/Kubeadm.psd1') -Force
}

Describe 'The module' {
    It 'tells which kubeadm it stands for' {
        (Get-KubeadmVersion).GitVersion | Should -Match '^v1\.\d+\.\d+$'
    }

    It 'has help with two examples for <_>' -ForEach @(
        Import-PowerShellDataFile (Join-Path $PSScriptRoot '../../Kubeadm.psd1') | ForEach-Object CmdletsToExport
    ) {
        @((Get-Help $_ -Full).Examples.Example).Count | Should -BeGreaterOrEqual 2
    }
}
