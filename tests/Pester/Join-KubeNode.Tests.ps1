BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../../out/Kubeadm/Kubeadm.psd1') -Force
    $cluster = Initialize-KubeCluster -DryRunPath (Join-Path $TestDrive 'init') -KubernetesVersion v1.36.3 -NodeName cp1 -ApiServerAdvertiseAddress 192.0.2.2 `
        -ControlPlaneEndpoint 127.0.0.1:1 -UploadCerts -IgnorePreflightError all
    $dry = @{ DryRunPath = (Join-Path $TestDrive 'join'); NodeName = 'w1'; IgnorePreflightError = 'all'; WarningAction = 'SilentlyContinue' }
}

Describe 'A node joins by an object' {
    It 'as <_>' -ForEach @(
        'it was made'
        'JSON brought it'
        'CliXml brought it'
        'remoting brings it'
        'a job takes it'
    ) {
        $object = switch ($_) {
            'it was made' { $cluster.Join }
            'JSON brought it' { $cluster.Join.AsPlainText() | ConvertTo-Json | ConvertFrom-Json }
            'CliXml brought it' { $cluster | Export-Clixml (Join-Path $TestDrive 'c.xml'); Import-Clixml (Join-Path $TestDrive 'c.xml') }
            'a job takes it' { Start-Job { param($given) $given } -ArgumentList $cluster.Join | Receive-Job -Wait -AutoRemoveJob }
            'remoting brings it' { $cluster | Start-Job { $input } | Receive-Job -Wait -AutoRemoveJob }
        }

        $node = $object | Join-KubeNode @dry

        $node.Name | Should -Be 'w1'
        $node.IsControlPlane | Should -BeFalse
        $kubeconfig = Join-Path $node.DryRunPath 'root/etc/kubernetes/bootstrap-kubelet.conf'
        $kubeconfig | Should -FileContentMatch "token: $([regex]::Escape((ConvertFrom-SecureString $cluster.Join.Token -AsPlainText)))"
    }

    It 'and a cluster as JSON, at its default depth' {
        ($cluster.AsPlainText() | ConvertTo-Json -WarningAction Ignore | ConvertFrom-Json | Join-KubeNode @dry).Endpoint | Should -Be 'https://127.0.0.1:1'
    }
}

Describe 'A join' {
    It 'does nothing with -WhatIf' {
        $cluster.Join | Join-KubeNode -WhatIf | Should -BeNullOrEmpty
    }

    It 'without a hash is refused' {
        { Join-KubeNode 127.0.0.1:1 -Token abcdef.0123456789abcdef -DryRun } | Should -Throw -ErrorId 'InvalidConfiguration,*'
    }

    It 'shows no secret in its view' {
        $plain = $cluster.Join.AsPlainText()
        $cluster.Join | Out-String | Should -Not -Match $plain.Token.Split('.')[1]
        $cluster.Join | Out-String | Should -Not -Match $plain.CertificateKey
    }
}

Describe 'A node that joins in a job' {
    It 'takes what is sent to it, and what comes back is whole' {
        $manifest = Join-Path $PSScriptRoot '../../out/Kubeadm/Kubeadm.psd1'
        $folder = Join-Path $TestDrive 'job'
        $node = $cluster | Start-Job {
            Import-Module $using:manifest
            $input | Join-KubeNode -DryRunPath $using:folder -NodeName w1 -IgnorePreflightError all -WarningAction SilentlyContinue
        } | Receive-Job -Wait -AutoRemoveJob

        @($node.Phases | Where-Object Status -eq Succeeded).Count | Should -BeGreaterThan 1
        $node.Duration | Should -BeOfType ([timespan])
        Join-Path $folder 'root/etc/kubernetes/bootstrap-kubelet.conf' | Should -FileContentMatch "token: $([regex]::Escape((ConvertFrom-SecureString $cluster.Join.Token -AsPlainText)))"
    }
}
