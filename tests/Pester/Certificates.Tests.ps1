BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../../out/Kubeadm/Kubeadm.psd1') -Force
    $pki = Join-Path $TestDrive 'pki'
    $config = Join-Path $TestDrive 'kubeadm.yaml'
    Set-Content $config @"
apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
kubernetesVersion: v1.36.3
certificatesDir: $pki
certificateValidityPeriod: 240h
"@
    $null = New-KubeCertificate -Config $config
}

Describe 'A report of what ends soon' {
    BeforeAll {
        $soon = Get-KubeCertificate -Config $config | Where-Object { $_.Path -like "$pki*" } | Where-Object DaysLeft -lt 60
    }

    It 'has the certificates and not the authorities' {
        $soon.Name | Should -Contain 'apiserver'
        $soon.Name | Should -Not -Contain 'ca'
        $soon.DaysLeft | Sort-Object -Unique | Should -Be 9
        (Get-KubeCertificate -Config $config -ExpiringWithin 30d).Name | Should -Contain 'apiserver'
    }

    It 'is a table with the days, no wider than 100 columns' {
        $text = Get-KubeCertificate -Config $config | Out-String -Width 300
        $text | Should -Match '(?m)^apiserver .* 9 *\r?$'
        ($text -split '\r?\n').ForEach({ $_.TrimEnd().Length }) | Measure-Object -Maximum | ForEach-Object Maximum | Should -BeLessOrEqual 100
    }

    It 'is a web page' {
        $soon | ConvertTo-Html | Out-String | Should -Match '<td>apiserver</td>'
    }

    It 'completes names' {
        $words = TabExpansion2 -inputScript 'Get-KubeCertificate etcd-' -cursorColumn 24
        $words.CompletionMatches.CompletionText | Should -Contain 'etcd-server'
    }

    It 'is CSV and comes back from it' {
        $rows = $soon | ConvertTo-Csv | ConvertFrom-Csv
        ($rows | Where-Object Name -eq 'apiserver').DaysLeft | Should -Be '9'
        ($rows | Where-Object Name -eq 'apiserver').Names | Should -BeLike '*kubernetes.default.svc, *10.96.0.1*'
        ($rows | Where-Object Name -eq 'front-proxy-client').Names | Should -BeNullOrEmpty
    }

    It 'is JSON as it comes, with the names that a certificate is valid for' {
        $json = $soon | ConvertTo-Json -WarningVariable warnings
        $warnings | Should -BeNullOrEmpty
        $apiserver = $json | ConvertFrom-Json | Where-Object Name -eq 'apiserver'
        $apiserver.DaysLeft | Should -Be 9
        $apiserver.Names | Should -Contain 'kubernetes.default.svc'
        $apiserver.Names | Should -Contain '10.96.0.1'
    }

    It 'shows the days in yellow where there are colours, and only there' {
        $rendering = $PSStyle.OutputRendering
        try {
            $PSStyle.OutputRendering = 'Ansi'
            $soon | Out-String | Should -Match ([regex]::Escape("$($PSStyle.Foreground.BrightYellow)9$($PSStyle.Reset)"))
            $PSStyle.OutputRendering = 'PlainText'
            $soon | Out-String | Should -Not -Match "`e"
        }
        finally {
            $PSStyle.OutputRendering = $rendering
        }
    }
}
