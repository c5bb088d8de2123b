BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../../out/Kubeadm/Kubeadm.psd1') -Force
    $good = "apiVersion: kubeadm.k8s.io/v1beta4`nkind: ClusterConfiguration`nkubernetesVersion: v1.36.3`n"
}

Describe 'Configurations' {
    It 'are tested from the pipeline' {
        $reports = $good, ($good + "unknownField: 1`n") | Test-KubeadmConfig
        $reports.IsValid | Should -Be @($true, $false)
        $reports[1].Findings[0].Message + $reports[1].Findings[0].Field | Should -Match 'unknownField'
    }

    It 'are brought to the newest version' {
        $documents = Convert-KubeadmConfig -Content ($good -replace 'v1beta4', 'v1beta3')
        $documents.ApiVersion | Should -Contain 'kubeadm.k8s.io/v1beta4'
    }

    It 'start from the defaults' {
        (New-KubeadmConfig Init).Kind | Should -Be @('InitConfiguration', 'ClusterConfiguration')
    }

    It 'start from the defaults of components too' {
        $yaml = New-KubeadmConfig Init -ComponentConfig KubeletConfiguration, KubeProxyConfiguration -AsYaml
        (Test-KubeadmConfig -Content $yaml).IsValid | Should -BeTrue
        (New-KubeadmConfig Join, Reset, Upgrade).Kind | Should -Be @('JoinConfiguration', 'ResetConfiguration', 'UpgradeConfiguration')
    }

    It 'of components tell what an upgrade needs' {
        $file = New-Item (Join-Path $TestDrive components.yaml) -Value "apiVersion: kubelet.config.k8s.io/v1alpha1`nkind: KubeletConfiguration`n"
        $state = Get-KubeComponentConfig -Config $file | Where-Object ManualUpgradeRequired
        $state.Group, $state.CurrentVersion, $state.PreferredVersion | Should -Be @('kubelet.config.k8s.io', 'v1alpha1', 'v1beta1')
        ($state | Out-String -Width 100) | Should -Match 'yes'
    }

    It 'of a cluster need a way to it' {
        { Get-KubeadmConfig -Kubeconfig (Join-Path $TestDrive nowhere.conf) -ErrorAction Stop } | Should -Throw -ErrorId 'KubeconfigNotFound,*'
        { Get-KubeComponentConfig -Kubeconfig (Join-Path $TestDrive nowhere.conf) -ErrorAction Stop } | Should -Throw -ErrorId 'KubeconfigNotFound,*'
        { Get-KubeadmConfig -ComponentConfig Nonsense } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
    }

    It 'that cannot be used are an error with a stable id' {
        { Initialize-KubeCluster -DryRun -Config (New-Item (Join-Path $TestDrive bad.yaml) -Value ($good + "networking:`n  serviceSubnet: x`n")) } |
            Should -Throw -ErrorId 'InvalidConfiguration,*'
    }
}

Describe 'Images' {
    It 'are listed for a version and a registry' {
        (Get-KubeImage -KubernetesVersion v1.36.3 -ImageRepository mirror.example.com).Image | Should -Contain 'mirror.example.com/kube-apiserver:v1.36.3'
    }
}
