#!/usr/bin/env bash
# remoting.sh TOOL_DIR: four nodes that reach each other over real sshd, whose subsystem powershell is kubeadm-ps: preflight of all at once with one
# that does not exist, a cluster made from another machine, two workers of a list and a control plane that join, certificates of both control planes,
# an upgrade that is refused, and reset. Exit 1 if anything does not hold. The lab's root file system has to have openssh-server and openssh-client.
# FIRST (default 71) is the last number of the first node's address, so that this can run beside another proof. Environment as in compare-init.sh.
set -u
. "$(dirname "$0")/common.sh"
O=$out/remoting
rm -rf "$O"
mkdir -p "$O"
FIRST=${FIRST:-71}
nodes=(r1 r2 r3 r4)
address() { echo "10.77.0.$((FIRST + ${1#r} - 1))"; }
k() { $N exec r1 kubectl --kubeconfig /etc/kubernetes/admin.conf --request-timeout=10s "$@"; }

for node in "${nodes[@]}"; do fresh "$node" "$(address "$node")"; done
reachable "${nodes[@]}"
sed "s/10.77.0.11/$(address r1)/" "$here/conf/plain.yaml" >"$($N root r2)/root/init.yaml"
printf 'HostName,NodeName\nr3,w-three\nroot@r4,w-four\n' >"$($N root r2)/root/nodes.csv"

script r1 preflight <<'P'
$checks = Test-KubeNode -Workflow Join -HostName r2, r3, r4, 10.77.0.99 -IgnorePreflightError SystemVerification -ErrorVariable problems -ErrorAction SilentlyContinue
$checks | Group-Object PSComputerName | Sort-Object Name | ForEach-Object { "$($_.Name) $($_.Count -gt 10) failed: $(@($_.Group | Where-Object Outcome -eq Failed).Name)" }
"unreachable: $($problems.Count) $($problems[0].TargetObject.ComputerName) $($problems[0].ErrorDetails)"
P
for node in r2 r3 r4; do says preflight "^$node True failed: \$"; done
says preflight '^unreachable: 1 .*10\.77\.0\.99'

# From r2, which is no node yet: the cluster, and two workers of a list, each with a name of its own.
script r2 init <<'P'
Initialize-KubeCluster -HostName r1 -Config ~/init.yaml -IgnorePreflightError SystemVerification -ErrorAction Stop | ForEach-Object { "$($_.PSComputerName) $($_.NodeName) $($_.PhaseSummary)" }
P
says init '^r1 r1 '
"$S/cni.sh" r1 >/dev/null
script r2 workers <<'P'
$ErrorActionPreference = 'Stop'
$started = Get-Date
$join = New-KubeJoinInfo -HostName r1 -Ttl 1h
Import-Csv ~/nodes.csv | Join-KubeNode -JoinInfo $join -IgnorePreflightError SystemVerification | Sort-Object PSComputerName | ForEach-Object { "$($_.PSComputerName) $($_.Name) $($_.IsControlPlane) $($_.PhaseSummary)" }
"two workers: $([int]((Get-Date) - $started).TotalSeconds) s"
$token = Get-KubeToken $join.TokenId -HostName r1
"the token lasts an hour: $($token.Expires -gt [datetime]::UtcNow.AddMinutes(55) -and $token.Expires -le [datetime]::UtcNow.AddMinutes(60))"
P
says workers '^r3 w-three False'
says workers '^r4 w-four False'
says workers '^the token lasts an hour: True'
script r1 join <<'P'
New-KubeJoinInfo -UploadCerts | Join-KubeNode -HostName r2 -ControlPlane -IgnorePreflightError SystemVerification -ErrorAction Stop | ForEach-Object { "$($_.PSComputerName) $($_.Name) $($_.IsControlPlane)" }
P
says join '^r2 r2 True'
must 'all four are nodes of the cluster, by their names' test "$(k get nodes -o name | sort | tr '\n' ' ')" = 'node/r1 node/r2 node/w-four node/w-three '

script r1 certificates <<'P'
$ErrorActionPreference = 'Stop'
$before = Get-KubeCertificate apiserver, etcd-server -HostName r1, r2 | Group-Object PSComputerName -AsHashTable
$renewed = Update-KubeCertificate apiserver, etcd-server -Restart -HostName r1, r2 -ThrottleLimit 1
foreach ($one in $renewed | Sort-Object PSComputerName, Name) {
    $old = $before[$one.PSComputerName] | Where-Object Name -eq $one.Name
    "$($one.PSComputerName) $($one.Name) renewed: $($one.NotBefore -gt $old.NotBefore) waits for a restart: $($one.RestartRequired.Count)"
}
P
for node in r1 r2; do for name in apiserver etcd-server; do says certificates "^$node $name renewed: True waits for a restart: 0"; done; done
for node in r1 r2; do must "the API server of $node serves the certificate on its disk" serves "$node" 6443 apiserver; done
must 'the API server answers' k get --raw /readyz

script r1 refused <<'P'
try { Invoke-KubeUpgrade -Node -HostName r3 -Config @{ apiVersion = 'kubeadm.k8s.io/v1beta4'; kind = 'UpgradeConfiguration'; node = @{ skipPhases = @('nonsense') } } -Confirm:$false -ErrorAction Stop } catch { "$($_.FullyQualifiedErrorId) $_" }
try { Join-KubeNode -HostName r3 -ErrorAction Stop } catch { "$($_.FullyQualifiedErrorId) $_" }
P
says refused '^InvalidPhase,.*\[r3\]'
says refused '^InvalidConfiguration,.*\[r3\]'

script r1 reset <<'P'
Reset-KubeNode -HostName r4 -Force | Group-Object PSComputerName | ForEach-Object { "$($_.Name) $(@($_.Group | Where-Object Status -eq Failed).Count)" }
P
says reset '^r4 0'
must 'nothing of the node is left' test ! -e "$($N root r4)/etc/kubernetes/kubelet.conf"
for node in "${nodes[@]}"; do $N stop "$node"; done
exit $failed
