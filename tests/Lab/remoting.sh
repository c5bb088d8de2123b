#!/usr/bin/env bash
# remoting.sh TOOL_DIR: four nodes that are reached from the first over real sshd, whose subsystem powershell is kubeadm-ps: preflight of all at once
# with one that does not exist, two workers and a control plane that join, certificates of both control planes, an upgrade that is refused, and
# reset. Exit 1 if anything does not hold. The lab's root file system has to have openssh-server and openssh-client. FIRST (default 71) is the
# last number of the first node's address, so that this can run beside another proof. Environment as in compare-init.sh.
set -u
. "$(dirname "$0")/common.sh"
O=$out/remoting
rm -rf "$O"
mkdir -p "$O"
FIRST=${FIRST:-71}
nodes=(r1 r2 r3 r4)
address() { echo "10.77.0.$((FIRST + ${1#r} - 1))"; }
k() { $N exec r1 kubectl --kubeconfig /etc/kubernetes/admin.conf --request-timeout=10s "$@"; }
[ -x "$KUBEADM_LAB/rootfs/usr/sbin/sshd" ] || { echo "there is no sshd in the lab's root file system" >&2; exit 2; }

ssh-keygen -q -t ed25519 -N '' -f "$O/key"
for node in "${nodes[@]}"; do
    fresh "$node" "$(address "$node")"
    root=$($N root "$node")
    mkdir -p "$root/root/.ssh" "$root/run/sshd"
    cp "$O/key.pub" "$root/root/.ssh/authorized_keys"
    for other in "${nodes[@]}"; do echo "$(address "$other") $other"; done >>"$root/etc/hosts"
    $N sh "$node" 'chmod 700 /root /root/.ssh; chmod 600 /root/.ssh/*; ssh-keygen -A >/dev/null; chown -R root:root /root
        /usr/sbin/sshd -o "Subsystem powershell /kubeadm-ps/pwsh -sshs -NoLogo" -o PermitRootLogin=prohibit-password -o UsePAM=no'
done
cp "$O/key" "$($N root r1)/root/.ssh/id_ed25519"
printf 'Host *\n StrictHostKeyChecking accept-new\n LogLevel ERROR\n ConnectTimeout 5\n' >"$($N root r1)/root/.ssh/config"
$N sh r1 'chmod 600 /root/.ssh/*'
sed "s/10.77.0.11/$(address r1)/" "$here/conf/plain.yaml" >"$($N root r1)/root/init.yaml"

# script NAME: runs the script of standard input on r1 with kubeadm-ps, and keeps what it says
script() {
    cat >"$($N root r1)/root/$1.ps1"
    run r1 "$1" $ps -NoProfile -File "/root/$1.ps1"
    cat "$O/$1.out"
}
says() { must "$1: $2" grep -qE "$2" "$O/$1.out"; }

script preflight <<'P'
$checks = Test-KubeNode -Workflow Join -HostName r2, r3, r4, 10.77.0.99 -IgnorePreflightError SystemVerification -ErrorVariable problems -ErrorAction SilentlyContinue
$checks | Group-Object PSComputerName | Sort-Object Name | ForEach-Object { "$($_.Name) $($_.Count -gt 10) failed: $(@($_.Group | Where-Object Outcome -eq Failed).Name)" }
"unreachable: $($problems.Count) $($problems[0].TargetObject.ComputerName) $($problems[0].ErrorDetails)"
P
for node in r2 r3 r4; do says preflight "^$node True failed: \$"; done
says preflight '^unreachable: 1 .*10\.77\.0\.99'

run r1 init $ps init --config /root/init.yaml --upload-certs $ignore
"$S/cni.sh" r1 >/dev/null
script join <<'P'
$ErrorActionPreference = 'Stop'
$started = Get-Date
New-KubeJoinInfo | Join-KubeNode -HostName r3, r4 -IgnorePreflightError SystemVerification | Sort-Object PSComputerName | ForEach-Object { "$($_.PSComputerName) $($_.Name) $($_.IsControlPlane) $($_.PhaseSummary)" }
"two workers: $([int]((Get-Date) - $started).TotalSeconds) s"
New-KubeJoinInfo -UploadCerts | Join-KubeNode -HostName r2 -ControlPlane -IgnorePreflightError SystemVerification | ForEach-Object { "$($_.PSComputerName) $($_.Name) $($_.IsControlPlane)" }
P
says join '^r3 r3 False'
says join '^r4 r4 False'
says join '^r2 r2 True'
must 'all four are nodes of the cluster' test "$(k get nodes -o name | wc -l)" = 4

script certificates <<'P'
$ErrorActionPreference = 'Stop'
$before = Get-KubeCertificate apiserver, etcd-server -HostName r1, r2 | Group-Object PSComputerName -AsHashTable
$renewed = Update-KubeCertificate apiserver, etcd-server -Restart -HostName r1, r2 -ThrottleLimit 1
foreach ($one in $renewed | Sort-Object PSComputerName, Name) {
    $old = $before[$one.PSComputerName] | Where-Object Name -eq $one.Name
    "$($one.PSComputerName) $($one.Name) renewed: $($one.NotBefore -gt $old.NotBefore) waits for a restart: $($one.RestartRequired.Count)"
}
P
for node in r1 r2; do for name in apiserver etcd-server; do says certificates "^$node $name renewed: True waits for a restart: 0"; done; done
must 'the API server serves its new certificate' k get --raw /readyz

script refused <<'P'
try { Invoke-KubeUpgrade -Node -HostName r3 -Config @{ apiVersion = 'kubeadm.k8s.io/v1beta4'; kind = 'UpgradeConfiguration'; node = @{ skipPhases = 'nonsense' } } -Confirm:$false -ErrorAction Stop } catch { "$($_.FullyQualifiedErrorId) $_" }
try { Join-KubeNode -HostName r3 -ErrorAction Stop } catch { "$($_.FullyQualifiedErrorId) $_" }
P
says refused '^InvalidPhase,.*\[r3\]'
says refused '^InvalidConfiguration,.*\[r3\]'

script reset <<'P'
Reset-KubeNode -HostName r4 -Force | Group-Object PSComputerName | ForEach-Object { "$($_.Name) $(@($_.Group | Where-Object Status -eq Failed).Count)" }
P
says reset '^r4 0'
must 'nothing of the node is left' test ! -e "$($N root r4)/etc/kubernetes/kubelet.conf"
for node in "${nodes[@]}"; do $N stop "$node"; done
exit $failed
