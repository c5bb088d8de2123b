BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../../out/Kubeadm/Kubeadm.psd1') -Force
    $pki = Join-Path $TestDrive 'pki'
    $null = New-KubeCertificate -Name ca -CertDir $pki -KubernetesVersion v1.36.3
    $config = Join-Path $TestDrive 'kubeadm.yaml'
    Set-Content $config "apiVersion: kubeadm.k8s.io/v1beta4`nkind: ClusterConfiguration`nkubernetesVersion: v1.36.3`ncertificatesDir: $pki`nencryptionAlgorithm: ECDSA-P256`n"
}

Describe 'Kubeconfigs for users' {
    It 'come from a CSV file, each with its own groups, as private files' {
        $csv = Join-Path $TestDrive 'users.csv'
        @{ ClientName = 'ann'; Org = 'devs' }, @{ ClientName = 'bob'; Org = 'ops' } | ForEach-Object { [pscustomobject] $_ } | Export-Csv $csv
        $folder = Join-Path $TestDrive 'kubeconfigs'

        $made = Import-Csv $csv | New-KubeConfig -ValidityPeriod 24h -Config $config -OutputDirectory $folder -AsPlainText

        $made.ClientName | Should -Be 'ann', 'bob'
        (Get-Item (Join-Path $folder 'ann.conf')).UnixMode | Should -Be '-rw-------'
        $made[1].Content -match 'client-certificate-data: (\S+)' | Should -BeTrue
        $pem = [Text.Encoding]::ASCII.GetString([Convert]::FromBase64String($Matches[1]))
        [Security.Cryptography.X509Certificates.X509Certificate2]::CreateFromPem($pem).Subject | Should -Be 'CN=bob, O=ops'
    } -Skip:$IsWindows

    It 'are not replaced where nobody can be asked, and nothing is made then' {
        $folder = New-Item -ItemType Directory (Join-Path $TestDrive 'taken')
        Set-Content (Join-Path $folder 'bob.conf') 'old'

        $shell = [powershell]::Create().AddScript({ param($module, $config, $folder) Import-Module $module; 'ann', 'bob' | New-KubeConfig -Config $config -OutputDirectory $folder })
        $null = $shell.AddArgument((Get-Module Kubeadm).Path).AddArgument($config).AddArgument("$folder").Invoke()
        $shell.Streams.Error[0].FullyQualifiedErrorId | Should -BeLike 'KubeconfigExists,*'
        $shell.Dispose()

        Get-ChildItem $folder -Name | Should -Be 'bob.conf'
        'bob' | New-KubeConfig -Config $config -OutputDirectory $folder -Force | ForEach-Object Path | Should -Be (Join-Path $folder 'bob.conf')
    }

    It 'show no secret in a table' {
        $shown = New-KubeConfig ann -Token s3cr3t -Config $config | Out-String -Width 100
        $shown | Should -Match 'ann'
        $shown | Should -Not -Match 's3cr3t'
    }
}
