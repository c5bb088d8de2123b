BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../../out/Kubeadm/Kubeadm.psd1') -Force
}

Describe 'A dry run of a first control plane' {
    BeforeAll {
        $folder = Join-Path $TestDrive 'dry'
        $cluster = Initialize-KubeCluster -DryRunPath $folder -KubernetesVersion v1.36.3 -NodeName n1 -PodNetworkCidr 10.244.0.0/16 -IgnorePreflightError all
    }

    It 'tells how workers join' {
        $cluster.Join.Command | Should -Match '^kubeadm join .+ --token .+ --discovery-token-ca-cert-hash sha256:[0-9a-f]{64}'
    }

    It 'gives a result for each phase' {
        $cluster.Phases.Phase | Should -Contain 'control-plane/apiserver'
        $cluster.Phases.Status | Should -Not -Contain 'Failed'
    }

    It 'leaves the files below the folder' {
        Join-Path $folder 'root/etc/kubernetes/manifests/kube-apiserver.yaml' | Should -Exist
        Get-ChildItem (Join-Path $folder 'cluster') -Filter *.yaml | Should -Not -BeNullOrEmpty
    }

    It 'does nothing with -WhatIf' {
        Initialize-KubeCluster -WhatIf | Should -BeNullOrEmpty
    }
}

Describe 'Single phases' {
    It 'are found and run from the pipeline' {
        $results = Get-KubeadmPhase certs/ca, certs/sa | Invoke-KubeadmPhase -Workflow Init -DryRunPath (Join-Path $TestDrive 'phases') -KubernetesVersion v1.36.3
        $results.Phase | Should -Be @('certs/ca', 'certs/sa')
    }

    It 'keep certificates that are there' {
        $pki = Join-Path $TestDrive 'pki'
        (New-KubeCertificate -Name ca -CertDir $pki -KubernetesVersion v1.36.3).Action | Should -Be 'Create'
        (New-KubeCertificate -Name ca -CertDir $pki -KubernetesVersion v1.36.3).Action | Should -Be 'Unchanged'
    }
}
