BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../../out/Kubeadm/Kubeadm.psd1') -Force
    $pki = Join-Path $TestDrive 'pki'
    $names = 'apiserver', 'apiserver-kubelet-client', 'front-proxy-client', 'etcd-server'

    function New-TestConfig([string]$name, [string]$more) {
        $path = Join-Path $TestDrive $name
        Set-Content $path @"
apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
kubernetesVersion: v1.36.3
certificatesDir: $pki
$more
"@
        $path
    }

    function Get-Digest { Get-ChildItem $pki -Recurse -File | Get-FileHash | ForEach-Object { "$($_.Path) $($_.Hash)" } }

    function Get-Changed($before) {
        Get-Digest | Where-Object { $_ -notin $before } | ForEach-Object { [IO.Path]::GetRelativePath($pki, ($_ -split ' ')[0]) } | Sort-Object
    }

    $config = New-TestConfig kubeadm.yaml "apiServer:`n  certSANs: [api.example.com, 192.0.2.7]"
    $soon = New-TestConfig soon.yaml "encryptionAlgorithm: ECDSA-P256`ncertificateValidityPeriod: 240h"
    $null = New-KubeCertificate -Config $config
}

Describe 'Renewed certificates' {
    It 'say what the old ones said, and are other ones' {
        $old = Get-KubeCertificate apiserver -Config $config
        $new = Update-KubeCertificate apiserver -Config $config
        $new.Action | Should -Be 'Update'
        $new.Names | Should -Be $old.Names
        $new.Names | Should -Contain 'api.example.com'
        $new.Subject | Should -Be $old.Subject
        $new.Thumbprint | Should -Not -Be $old.Thumbprint
        $new.PublicKeyHash | Should -Not -Be $old.PublicKeyHash
    }

    It 'keep names that the configuration does not say any more, and take key and validity from it' {
        $new = Update-KubeCertificate apiserver -Config $soon
        $new.Names | Should -Contain 'api.example.com'
        $new.KeyAlgorithm | Should -Be 'ECDSA-P256'
        $new.DaysLeft | Should -Be 9
    }

    It 'come from a list of what ends soon' {
        $null = Update-KubeCertificate apiserver -Config $soon
        $before = Get-Digest
        $renewed = Get-KubeCertificate -Config $config -ExpiringWithin 30d | Where-Object Path -Like "$pki*" | Update-KubeCertificate -Config $config
        $renewed.Name | Should -Be 'apiserver'
        Get-Changed $before | Should -Be 'apiserver.crt', 'apiserver.key'
        Get-KubeCertificate -Config $config -ExpiringWithin 30d | Where-Object Path -Like "$pki*" | Should -BeNullOrEmpty
    }

    It 'come from names in a pipeline and are renewed together' {
        $before = Get-Digest
        ($names | Update-KubeCertificate -Config $config).Name | Should -Be $names
        Get-Changed $before | Should -HaveCount 8
    }

    It 'keep the modes of their files' -Skip:$IsWindows {
        chmod 640 "$pki/apiserver.key"
        $null = Update-KubeCertificate apiserver -Config $config
        (Get-Item "$pki/apiserver.key").UnixMode | Should -Be '-rw-r-----'
        (Get-Item "$pki/etcd/server.key").UnixMode | Should -Be '-rw-------'
    }

    It 'are renewed after their end as before it' {
        $short = New-TestConfig short.yaml 'certificateValidityPeriod: 1s'
        $null = Update-KubeCertificate apiserver -Config $short
        while ((Get-KubeCertificate apiserver -Config $config).ResidualTime -ge [TimeSpan]::Zero) { Start-Sleep -Milliseconds 50 }
        (Get-KubeCertificate apiserver -Config $config).DaysLeft | Should -Be -1
        (Update-KubeCertificate apiserver -Config $config).DaysLeft | Should -Be 364
    }

    It 'leave no other file behind' {
        $null = Update-KubeCertificate $names -Config $config
        Get-ChildItem $pki -Recurse -File -Force | Where-Object Name -NotMatch '\.(crt|key|pub)$' | Should -BeNullOrEmpty
    }

    It 'are a table that tells what was done, no wider than 100 columns' {
        $text = Update-KubeCertificate $names -Config $config | Out-String -Width 300
        $text | Should -Match '(?m)^apiserver .* Update *\r?$'
        ($text -split '\r?\n').ForEach({ $_.TrimEnd().Length }) | Measure-Object -Maximum | ForEach-Object Maximum | Should -BeLessOrEqual 100
    }
}

Describe 'Nothing is changed' {
    BeforeEach { $before = Get-Digest }

    AfterEach { Get-Changed $before | Should -BeNullOrEmpty }

    It 'by -WhatIf' {
        Update-KubeCertificate all -Restart -Config $config -WhatIf | Should -BeNullOrEmpty
    }

    It 'by a dry run, which gives the certificates as they would be' {
        $folder = Join-Path $TestDrive 'dry'
        $new = Update-KubeCertificate front-proxy-client -Config $config -DryRunPath $folder
        $new.Action | Should -Be 'Update'
        $new.Thumbprint | Should -Not -Be (Get-KubeCertificate front-proxy-client -Config $config).Thumbprint
        Join-Path $folder "root$pki/front-proxy-client.crt" | Should -Exist
    }

    It 'by a name that is none, and the error lists those there are' {
        { Update-KubeCertificate apiserver, etcd-sever -Config $config } | Should -Throw -ErrorId 'UnknownCertificate,*'
        $Error[0].ErrorDetails.RecommendedAction | Should -Match 'etcd-server'
    }

    It 'of an authority' {
        Update-KubeCertificate ca -Config $config -ErrorAction SilentlyContinue -ErrorVariable refused
        $refused[0].FullyQualifiedErrorId | Should -BeLike 'CertificateNotRenewable,*'
    }

    It 'of what an authority elsewhere issues' {
        Move-Item "$pki/front-proxy-ca.key" $TestDrive
        try {
            $result = Update-KubeCertificate front-proxy-client -Config $config -ErrorAction SilentlyContinue -ErrorVariable refused
        }
        finally {
            Move-Item (Join-Path $TestDrive 'front-proxy-ca.key') $pki
        }

        $refused[0].FullyQualifiedErrorId | Should -BeLike 'CertificateExternallyManaged,*'
        $result.Action | Should -Be 'Unchanged'
        $result.ExternallyManaged | Should -BeTrue
    }

    It 'where one of several is broken' {
        $file = "$pki/front-proxy-client.crt"
        $good = Get-Content $file -Raw
        try {
            Set-Content $file 'nonsense'
            $broken = Get-Digest
            { Update-KubeCertificate apiserver, front-proxy-client -Config $config } | Should -Throw -ErrorId 'InvalidCertificate,*'
            Get-Changed $broken | Should -BeNullOrEmpty
        }
        finally {
            Set-Content $file $good -NoNewline
        }
    }
}

Describe 'The command line' {
    It 'completes names' {
        $words = (TabExpansion2 -inputScript 'Update-KubeCertificate ' -cursorColumn 23).CompletionMatches.CompletionText
        $words | Should -Contain 'all'
        $words | Should -Contain 'super-admin.conf'
        $words | Should -Not -Contain 'ca'
    }

    It 'has help with examples' {
        (Get-Help Update-KubeCertificate).examples.example.Count | Should -BeGreaterOrEqual 2
    }
}
