BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../../out/Kubeadm/Kubeadm.psd1') -Force
    $pki = Join-Path $TestDrive 'pki'
    $null = New-KubeCertificate -Name ca, apiserver, front-proxy-ca, front-proxy-client -CertDir $pki -KubernetesVersion v1.36.3
    function Get-Serial { [Security.Cryptography.X509Certificates.X509Certificate2]::new((Join-Path $pki "$args.crt")).SerialNumber }
}

Describe 'Renewal' {
    It 'renews what ends soon, from the pipeline, and leaves the rest' {
        $apiserver, $client = (Get-Serial apiserver), (Get-Serial front-proxy-client)

        $renewed = Get-KubeCertificate -CertDir $pki | Where-Object { $_.DaysLeft -lt 400 -and $_.Name -like 'api*' } | Update-KubeCertificate -CertDir $pki

        $renewed.Name | Should -Be 'apiserver'
        $renewed.Action | Should -Be 'Update'
        Get-Serial apiserver | Should -Not -Be $apiserver
        Get-Serial front-proxy-client | Should -Be $client
    }

    It 'says what it would do and does nothing with -WhatIf and -DryRun' {
        $before = Get-Serial apiserver
        Update-KubeCertificate all -Restart -CertDir $pki -WhatIf | Should -BeNullOrEmpty
        $planned = Update-KubeCertificate apiserver -CertDir $pki -DryRunPath (Join-Path $TestDrive 'dry')
        $planned.Action | Should -Be 'Update'
        Join-Path $TestDrive 'dry' "root$pki/apiserver.crt" | Should -Exist
        Get-Serial apiserver | Should -Be $before
    }

    It 'refuses by name what cannot be renewed' {
        { Update-KubeCertificate nothing -CertDir $pki -ErrorAction Stop } | Should -Throw -ErrorId 'UnknownCertificate,*'
        { Update-KubeCertificate ca -CertDir $pki -ErrorAction Stop } | Should -Throw -ErrorId 'CertificateNotRenewable,*'
    }

    It 'goes on where one is managed elsewhere, and says so' {
        Move-Item (Join-Path $pki 'front-proxy-ca.key') $TestDrive
        try {
            $renewed = Update-KubeCertificate apiserver, front-proxy-client -CertDir $pki -ErrorAction SilentlyContinue -ErrorVariable refused
            $refused[0].FullyQualifiedErrorId | Should -BeLike 'CertificateExternallyManaged,*'
            ($renewed | Where-Object Action -eq 'Update').Name | Should -Be 'apiserver'
        }
        finally {
            Move-Item (Join-Path $TestDrive 'front-proxy-ca.key') $pki
        }
    }
}
