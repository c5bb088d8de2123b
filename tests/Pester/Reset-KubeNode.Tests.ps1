BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../../out/Kubeadm/Kubeadm.psd1') -Force
}

Describe 'Reset-KubeNode' {
    BeforeEach {
        $pki = New-Item -ItemType Directory (Join-Path $TestDrive ([guid]::NewGuid()))
        $key = New-Item (Join-Path $pki ca.key) -Value 'key'
    }

    It 'tells in a dry run what would go, and leaves it' {
        $phases = Reset-KubeNode -DryRun -CertDir $pki -Kubeconfig (Join-Path $TestDrive none.conf)
        $phases.Phase | Should -Be @('preflight', 'remove-etcd-member', 'cleanup-node')
        ($phases.Changes | Where-Object Action -eq Delete).Target | Should -Contain $key.FullName
        Get-Content $key | Should -Be 'key'
    }

    It 'tells what is left for a person to look at' {
        (Reset-KubeNode -DryRun -CertDir $pki).Left.Target | Should -Contain 'iptables, nftables and IPVS rules'
    }

    It 'runs single phases' {
        (Invoke-KubeadmPhase -Workflow Reset -Phase cleanup-node -DryRun -CertDir $pki).Phase | Should -Be 'cleanup-node'
    }

    It 'empties a folder with other files in it only when it is named' {
        $notes = New-Item (Join-Path $pki notes.txt) -Value 'mine'
        { Reset-KubeNode -DryRun -CertDir $pki -ErrorAction Stop } | Should -Throw -ErrorId 'UnsafeDirectory,*'
        ((Reset-KubeNode -DryRun -CertDir $pki -AllowDirectory $pki).Changes | Where-Object Action -eq Delete).Target | Should -Contain $notes.FullName
    }

    It 'refuses to empty <_>' -ForEach '/', '/etc', '/etc/kubernetes/..' {
        { Reset-KubeNode -Force -CertDir $_ -ErrorAction Stop } | Should -Throw -ErrorId 'UnsafeDirectory,*'
    }
}
