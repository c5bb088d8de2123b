BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../../out/Kubeadm/Kubeadm.psd1') -Force
    $pki = Join-Path $TestDrive 'pki'
    $signed = New-Item -ItemType Directory (Join-Path $TestDrive 'signed')
    $null = New-KubeCertificate -Name ca -CertDir $pki -KubernetesVersion v1.36.3

    # The authority that is kept elsewhere: this one, whose key leaves the node.
    $authority = [Security.Cryptography.X509Certificates.X509Certificate2]::CreateFromPemFile((Join-Path $pki 'ca.crt'), (Join-Path $pki 'ca.key'))
    Remove-Item (Join-Path $pki 'ca.key')

    function Complete-Request($request) {
        $csr = [Security.Cryptography.X509Certificates.CertificateRequest]::LoadSigningRequestPem(
            (Get-Content $request.Path -Raw), 'SHA256', 'UnsafeLoadCertificateExtensions', [Security.Cryptography.RSASignaturePadding]::Pkcs1)
        $csr.CertificateExtensions.Add([Security.Cryptography.X509Certificates.X509BasicConstraintsExtension]::new($false, $false, 0, $true))
        $csr.CertificateExtensions.Add([Security.Cryptography.X509Certificates.X509KeyUsageExtension]::new('DigitalSignature, KeyEncipherment', $true))
        $usages = [Security.Cryptography.OidCollection]::new()
        if ("$($request.Usages)" -match 'Server') { $null = $usages.Add('1.3.6.1.5.5.7.3.1') }
        if ("$($request.Usages)" -match 'Client') { $null = $usages.Add('1.3.6.1.5.5.7.3.2') }
        $csr.CertificateExtensions.Add([Security.Cryptography.X509Certificates.X509EnhancedKeyUsageExtension]::new($usages, $false))
        $csr.Create($authority, [DateTimeOffset]::UtcNow.AddMinutes(-5), [DateTimeOffset]::UtcNow.AddDays(90), [byte[]](1..8)).ExportCertificatePem()
    }
}

Describe 'An authority that is kept elsewhere' {
    It 'is asked, and what it signed is checked and comes back to its place' {
        $requests = New-KubeCertificateRequest apiserver, apiserver-kubelet-client, admin.conf -CertDir $pki -KubeconfigDir $TestDrive
        $requests.Name | Should -Be 'apiserver', 'apiserver-kubelet-client', 'admin.conf'
        $requests | ForEach-Object { Complete-Request $_ | Set-Content (Join-Path $signed "$($_.Name).pem") }

        Get-ChildItem $signed | Import-KubeCertificate -CertDir $pki -KubeconfigDir $TestDrive -WhatIf | Should -BeNullOrEmpty
        Join-Path $pki 'apiserver.crt' | Should -Not -Exist

        $installed = Get-ChildItem $signed | Import-KubeCertificate -CertDir $pki -KubeconfigDir $TestDrive
        $installed.Name | Sort-Object | Should -Be 'admin.conf', 'apiserver', 'apiserver-kubelet-client'
        $installed.DaysLeft | Sort-Object -Unique | Should -Be 89
        $installed.ExternallyManaged | Sort-Object -Unique | Should -BeTrue
    }

    It 'says everything that is wrong with a certificate, and changes nothing' {
        $before = Get-FileHash (Join-Path $pki 'apiserver.crt')
        $request = [pscustomobject]@{ Path = Join-Path $pki 'apiserver.csr'; Usages = 'Client' }
        Complete-Request $request | Set-Content (Join-Path $TestDrive 'bad.pem')

        Import-KubeCertificate (Join-Path $TestDrive 'bad.pem') -CertDir $pki -ErrorAction SilentlyContinue -ErrorVariable refused

        $refused.Exception.Problems.Message | Should -Match 'serverAuth'
        $refused.Exception.Problems.Remedy | Should -Not -BeNullOrEmpty
        (Get-FileHash (Join-Path $pki 'apiserver.crt')).Hash | Should -Be $before.Hash
    }
}
