BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../../out/Kubeadm/Kubeadm.psd1') -Force
    $none = Join-Path $TestDrive 'none'
}

Describe 'Certificates for further control planes' {
    It 'want a key of 64 hexadecimal digits, which is another one each time' {
        $keys = 1..3 | ForEach-Object { New-KubeCertificateKey }
        $keys | Should -Match '^[0-9a-f]{64}$'
        $keys | Sort-Object -Unique | Should -HaveCount 3
    }

    It 'are refused with a bad key before the cluster is asked' {
        { '00ff' | Publish-KubeCertificate -Kubeconfig $none } | Should -Throw -ErrorId 'InvalidCertificateKey,*'
        { New-KubeJoinInfo -UploadCerts -CertificateKey 00ff -Kubeconfig $none } | Should -Throw -ErrorId 'InvalidCertificateKey,*'
    }

    It 'want the kubeconfig of a cluster, and no error tells the key' {
        $key = New-KubeCertificateKey
        { $key | Publish-KubeCertificate -Kubeconfig $none } | Should -Throw -ErrorId 'KubeconfigNotFound,*'
        "$($Error[0] | Format-List * -Force | Out-String)" | Should -Not -Match $key
    }

    It 'are not uploaded by -WhatIf' {
        Publish-KubeCertificate -Kubeconfig $none -WhatIf | Should -BeNullOrEmpty
        New-KubeJoinInfo -UploadCerts -Kubeconfig $none -WhatIf | Should -BeNullOrEmpty
    }
}
