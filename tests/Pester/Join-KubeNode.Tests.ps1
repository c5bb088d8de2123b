BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../../out/Kubeadm/Kubeadm.psd1') -Force
    $cluster = Initialize-KubeCluster -DryRunPath (Join-Path $TestDrive 'init') -KubernetesVersion v1.36.3 -NodeName cp1 -ApiserverAdvertiseAddress 192.0.2.2 `
        -ControlPlaneEndpoint 127.0.0.1:1 -UploadCerts -IgnorePreflightError all
    $dry = @{ DryRunPath = (Join-Path $TestDrive 'join'); NodeName = 'w1'; IgnorePreflightError = 'all'; WarningAction = 'SilentlyContinue' }
}

Describe 'A node joins by an object' {
    It 'as <_>' -ForEach @(
        'it was made'
        'JSON brought it'
        'CliXml brought it'
        'remoting brings it'
    ) {
        $object = switch ($_) {
            'it was made' { $cluster.Join }
            'JSON brought it' { $cluster.Join | ConvertTo-Json | ConvertFrom-Json }
            'CliXml brought it' { $cluster | Export-Clixml (Join-Path $TestDrive 'c.xml'); Import-Clixml (Join-Path $TestDrive 'c.xml') }
            'remoting brings it' { $cluster | Start-Job { $input } | Receive-Job -Wait -AutoRemoveJob }
        }

        $node = $object | Join-KubeNode @dry

        $node.Name | Should -Be 'w1'
        $node.IsControlPlane | Should -BeFalse
        $kubeconfig = Join-Path $node.DryRunPath 'root/etc/kubernetes/bootstrap-kubelet.conf'
        $kubeconfig | Should -FileContentMatch "token: $([regex]::Escape($cluster.Join.Token))"
    }

    It 'and a cluster as JSON, which is deeper' {
        ($cluster | ConvertTo-Json -Depth 4 | ConvertFrom-Json | Join-KubeNode @dry).Endpoint | Should -Be 'https://127.0.0.1:1'
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
        $cluster.Join | Out-String | Should -Not -Match $cluster.Join.Token.Split('.')[1]
        $cluster.Join | Out-String | Should -Not -Match $cluster.Join.CertificateKey
    }
}
