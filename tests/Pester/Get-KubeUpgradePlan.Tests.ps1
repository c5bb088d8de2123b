BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../../out/Kubeadm/Kubeadm.psd1') -Force
    $nowhere = Join-Path $TestDrive nowhere.conf
}

Describe 'Plans of upgrades' {
    It 'need a way to the cluster' {
        { Get-KubeUpgradePlan v1.36.3 -Kubeconfig $nowhere -IgnorePreflightError all -ErrorAction Stop } | Should -Throw -ErrorId 'KubeconfigNotFound,*'
    }

    It 'need a file with an UpgradeConfiguration where a file is given' {
        $file = New-Item (Join-Path $TestDrive cluster.yaml) -Value "apiVersion: kubeadm.k8s.io/v1beta4`nkind: ClusterConfiguration`n"
        { Get-KubeUpgradePlan -Config $file -Kubeconfig $nowhere -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidConfiguration,*'
    }

    It 'take no flags beside a file that says the same' {
        $file = New-Item (Join-Path $TestDrive upgrade.yaml) -Value "apiVersion: kubeadm.k8s.io/v1beta4`nkind: UpgradeConfiguration`n"
        { Get-KubeUpgradePlan -Config $file -EtcdUpgrade:$false -Kubeconfig $nowhere -ErrorAction Stop } | Should -Throw -ErrorId 'ValuesBesideFile,*' -ExpectedMessage '*plan.etcdUpgrade*'
    }

    It 'complete versions' {
        $line = 'Get-KubeUpgradePlan -Version v'
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Contain 'v1.36.3'
    }

    It 'complete names of checks' {
        $line = 'Get-KubeUpgradePlan -IgnorePreflightError Cre'
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Be 'CreateJob'
    }
}

Describe 'Comparisons of upgrades' {
    It 'need the manifests of a control plane' -Skip:(Test-Path /etc/kubernetes/manifests/kube-apiserver.yaml) {
        { Compare-KubeUpgrade v1.36.3 -Kubeconfig $nowhere -ErrorAction Stop } | Should -Throw -ErrorId 'ManifestNotFound,*'
    }
}
