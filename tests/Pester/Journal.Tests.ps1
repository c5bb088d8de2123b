# What -Journal sends, as a real journald has taken it: one of its own in a namespace where nothing of this machine's is written.
BeforeDiscovery {
    $script:noJournald = -not $IsLinux -or -not (Test-Path /usr/lib/systemd/systemd-journald) -or $(unshare -rm sh -c 'mount -t tmpfs tmpfs /run' 2>$null; $LASTEXITCODE -ne 0)
    if ($noJournald) { Write-Warning 'The journal is not tested against a real journald: it is not here, or file systems cannot be laid over this machine''s (unshare -rm).' }
}

Describe 'The journal of journald' -Skip:$noJournald {
    BeforeAll {
        . (Join-Path $PSScriptRoot 'Pwsh.ps1')
        $module = (Resolve-Path (Join-Path $PSScriptRoot '../../out/Kubeadm')).Path
        $words = Get-PwshCommand | ForEach-Object { "'$_'" }
        $phases = "Import-Module '$module/Kubeadm.psd1'; (Invoke-KubeadmPhase -Workflow Init -Phase certs/ca, certs/sa -KubernetesVersion v1.36.3 -Journal).Phase; Get-KubeHistory -Last 1 | ForEach-Object RunId"
        Set-Content "$TestDrive/phases.ps1" $phases
        Set-Content "$TestDrive/journald.sh" @"
for folder in /run /var/lib /var/log; do mount -t tmpfs -o mode=755 tmpfs `$folder || exit 125; done
mount -t overlay overlay -o lowerdir=/etc,upperdir='$TestDrive/etc',workdir='$TestDrive/work' /etc || exit 125
mkdir -p /run/systemd/journal /run/log/journal
/usr/lib/systemd/systemd-journald 2>/dev/null & journald=`$!
for i in `$(seq 100); do [ -S /run/systemd/journal/socket ] && break; sleep 0.1; done
unset KUBEADM_PS_STATE
$($words -join ' ') -NoProfile -NonInteractive -File '$TestDrive/phases.ps1' >'$TestDrive/said'
journalctl --sync
journalctl SYSLOG_IDENTIFIER=kubeadm-ps --output=json --no-pager >'$TestDrive/journal'
kill `$journald
"@
        $null = New-Item -ItemType Directory "$TestDrive/etc", "$TestDrive/work"
        unshare $((& id -u) -eq 0 ? '-m' : '-rm') sh "$TestDrive/journald.sh"
        $script:said = @(Get-Content "$TestDrive/said")
        $script:entries = @(Get-Content "$TestDrive/journal" | ConvertFrom-Json)
    }

    It 'has the begin and the end of the run, with its identifier' {
        $said | Should -HaveCount 3
        $entries.KUBEADM_RUN_ID | Sort-Object -Unique | Should -Be $said[-1]
        $entries[0].KUBEADM_OUTCOME | Should -Be 'Running'
        $entries[-1].KUBEADM_OUTCOME | Should -Be 'Succeeded'
        $entries.KUBEADM_WORKFLOW | Sort-Object -Unique | Should -Be 'Init'
    }

    It 'has each change with its phase, its target and the digest of what is no secret' {
        $changes = $entries | Where-Object KUBEADM_TARGET
        $changes.KUBEADM_TARGET | Should -Be '/etc/kubernetes/pki/ca.crt', '/etc/kubernetes/pki/ca.key', '/etc/kubernetes/pki/sa.key', '/etc/kubernetes/pki/sa.pub'
        $changes.KUBEADM_PHASE | Should -Be 'certs/ca', 'certs/ca', 'certs/sa', 'certs/sa'
        $changes[0].KUBEADM_DIGEST | Should -Match '^[0-9a-f]{64}$'
        $changes[1].PSObject.Properties.Name | Should -Not -Contain 'KUBEADM_DIGEST'
    }
}
