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

    It 'has help with two examples for <_>' -ForEach @(
        Import-PowerShellDataFile (Join-Path $PSScriptRoot '../../Kubeadm.psd1') | ForEach-Object CmdletsToExport
    ) {
        @((Get-Help $_ -Full).Examples.Example).Count | Should -BeGreaterOrEqual 2
    }
}
