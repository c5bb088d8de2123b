BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../../out/Kubeadm/Kubeadm.psd1') -Force
    $work = New-Item -ItemType Directory (Join-Path $TestDrive 'work')
    $cluster = "apiVersion: kubeadm.k8s.io/v1beta4`nkind: ClusterConfiguration`nkubernetesVersion: v1.36.3`nclusterName: mine`n"
    Set-Content (Join-Path $work 'k.yaml') $cluster
    Set-Content -LiteralPath (Join-Path $work 'k[1].yaml') $cluster
    Push-Location $work
}

AfterAll {
    Pop-Location
}

Describe 'A configuration' {
    It 'comes from Get-Item to a dry run' {
        $made = Get-Item k.yaml | Initialize-KubeCluster -DryRun -DryRunPath ./dry -NodeName n1 -IgnorePreflightError all -WarningAction SilentlyContinue
        $made.Name | Should -Be 'mine'
        './dry/root/etc/kubernetes/admin.conf' | Should -Exist
    }

    It 'is not contradicted by what stands beside it' {
        { Get-Item k.yaml | Initialize-KubeCluster -DryRun -PodNetworkCidr 10.244.0.0/16 } | Should -Throw -ErrorId 'ValuesBesideFile,*' -ExpectedMessage '*networking.podSubnet'
        $Error[0].ErrorDetails.RecommendedAction | Should -BeLike '*-PodNetworkCidr*'
    }

    It 'comes from New-KubeadmConfig to Test-KubeadmConfig' {
        (New-KubeadmConfig Init -KubernetesVersion v1.36.3 | Test-KubeadmConfig).IsValid | Should -BeTrue
        (New-KubeadmConfig Init -KubernetesVersion v1.36.3 -PodSubnet 10.96.0.0/16 | Test-KubeadmConfig).Findings.Severity | Should -Contain 'Advice'
    }

    It 'is a hashtable too' {
        $images = Get-KubeImage -Config @{ apiVersion = 'kubeadm.k8s.io/v1beta4'; kind = 'ClusterConfiguration'; kubernetesVersion = 'v1.36.3'; imageRepository = 'mirror.example/k8s' }
        $images.Image | Should -Contain 'mirror.example/k8s/kube-apiserver:v1.36.3'
    }

    It 'has brackets in its name' {
        (Get-Item -LiteralPath 'k[1].yaml' | Test-KubeadmConfig).IsValid | Should -BeTrue
        (Test-KubeadmConfig -LiteralPath 'k[1].yaml').IsValid | Should -BeTrue
        (Test-KubeadmConfig 'k[1].yaml').Path | Should -BeLike '*k`[1`].yaml'
    }

    It 'is answered with true or false by -Quiet' {
        Test-KubeadmConfig k.yaml -Quiet | Should -BeTrue
        Test-KubeadmConfig -Content "$cluster`nunknown: 1" -Quiet | Should -BeFalse
    }
}

Describe 'A folder' {
    It 'is relative to the location' {
        (New-KubeCertificate -Name ca -CertDir ./pki -KubernetesVersion v1.36.3).Path | Should -Be (Join-Path $work 'pki/ca.crt')
        './pki/ca.crt' | Should -Exist
    }

    It 'is refused where the location is none' {
        Push-Location Env:
        try {
            { New-KubeCertificate -Name ca -CertDir ./pki -KubernetesVersion v1.36.3 } | Should -Throw -ErrorId 'NotAFileSystemPath,*'
        }
        finally {
            Pop-Location
        }
    }
}

Describe 'Names' {
    It 'of phases have wildcards' {
        $made = Initialize-KubeCluster -DryRunPath ./skipped -KubernetesVersion v1.36.3 -NodeName n1 -SkipPhase addon/* -IgnorePreflightError all -WarningAction SilentlyContinue
        ($made.Phases | Where-Object Phase -Like 'addon/*').Status | Sort-Object -Unique | Should -Be 'Skipped'
        ($made.Phases | Where-Object Phase -EQ 'certs/ca').Status | Should -Be 'Succeeded'
    }

    It 'of certificates have wildcards, and nothing is renewed where only that is asked' {
        $null = New-KubeCertificate -Name all -CertDir ./etcd-pki -KubernetesVersion v1.36.3 -NodeName n1
        $before = Get-ChildItem ./etcd-pki -Recurse -File | Get-FileHash | ForEach-Object Hash
        (Update-KubeCertificate etcd-* -CertDir ./etcd-pki -DryRun -WarningAction SilentlyContinue).Name | Sort-Object | Should -Be 'etcd-healthcheck-client', 'etcd-peer', 'etcd-server'
        Update-KubeCertificate etcd-* -CertDir ./etcd-pki -WhatIf | Should -BeNullOrEmpty
        Get-ChildItem ./etcd-pki -Recurse -File | Get-FileHash | ForEach-Object Hash | Should -Be $before
    }
}

Describe 'Parameters' {
    It 'that do not go together are refused with those that do' {
        { Test-KubeadmConfig -Path k.yaml -Content $cluster } | Should -Throw -ErrorId 'AmbiguousParameterSet,*' -ExpectedMessage '*give -Path, or -LiteralPath, or -Content.'
    }

    It 'of one record after the other stop when nobody wants more' {
        $asked = [System.Collections.Generic.List[int]]::new()
        1..20 | ForEach-Object { $asked.Add($_); "$cluster# $_`n" } | Test-KubeadmConfig | Select-Object -First 1 | Should -HaveCount 1
        $asked | Should -HaveCount 1
    }
}

Describe 'Progress' {
    It 'of a dry run ends' {
        $shell = [powershell]::Create()
        try {
            $null = $shell.AddScript('param($module, $folder) Import-Module $module; Initialize-KubeCluster -DryRunPath $folder -KubernetesVersion v1.36.3 -NodeName n1 -IgnorePreflightError all').
                AddArgument((Join-Path $PSScriptRoot '../../out/Kubeadm/Kubeadm.psd1')).AddArgument((Join-Path $work 'progress')).Invoke()
            $whole = $shell.Streams.Progress | Where-Object Activity -EQ 'Workflow Init'
            $whole[0].PercentComplete | Should -Be 0
            $whole[-1].RecordType | Should -Be 'Completed'
            $group = $shell.Streams.Progress | Where-Object Activity -EQ 'certs'
            $group[0].ParentActivityId | Should -Be $whole[0].ActivityId
            $group[-1].RecordType | Should -Be 'Completed'
        }
        finally {
            $shell.Dispose()
        }
    }
}
