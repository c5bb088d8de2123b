#!/usr/bin/env bash
# three-control-planes.sh TOOL_DIR: three control planes behind a load balancer and two workers, all by kubeadm-ps; the second and third control
# plane join at the same moment, and so do the workers. One control plane is stopped, and the API goes on; it comes back; another is reset and
# joins again. Data written before each step must be there after it. Exit 1 if anything does not hold.
set -u
. "$(dirname "$0")/common.sh"
O=$out/three
rm -rf "$O"
mkdir -p "$O"
through() { $N exec cp1 kubectl --kubeconfig /etc/kubernetes/admin.conf --request-timeout=10s "$@"; }
written=0
write() { written=$((written + 1)); for _ in $(seq 20); do through create configmap "data-$written" --from-literal=value="$written" && return; sleep 0.5; done; return 1; }
kept() { local i; for i in $(seq "$written"); do [ "$(through get configmap "data-$i" -o jsonpath='{.data.value}')" = "$i" ] || return 1; done; }

fresh lb 10.77.0.10
$N sh lb 'haproxy -D -f /conf/haproxy.cfg'
fresh cp1 10.77.0.11
run cp1 init $ps init --config /conf/behind-balancer.yaml --upload-certs $ignore
must 'init ends' ended init
"$S/cni.sh" cp1 >/dev/null
must 'data is written' write
target=(10.77.0.10:6443 --token $token --discovery-token-ca-cert-hash "$(hash_of cp1)" $ignore)
fresh cp2 10.77.0.13
fresh cp3 10.77.0.14
run cp2 join-cp2 $ps join "${target[@]}" --control-plane --certificate-key $key &
run cp3 join-cp3 $ps join "${target[@]}" --control-plane --certificate-key $key &
wait
for node in cp2 cp3; do must "$node joins beside the other" ended join-$node; done
must 'three etcd members vote' voting cp1 3
fresh w1 10.77.0.12
fresh w2 10.77.0.15
run w1 join-w1 $ps join "${target[@]}" &
run w2 join-w2 $ps join "${target[@]}" &
wait
for node in w1 w2; do must "$node joins beside the other" ended join-$node; done
"$S/cni.sh" cp1 >/dev/null
must 'five nodes and their Pods are ready' wait_ready 5
must 'the data is there' kept

$N sh cp2 'systemctl stop kubelet; for task in $(ctr -n k8s.io task ls -q); do ctr -n k8s.io task kill -s SIGKILL $task; done'
must 'with cp2 stopped the API takes writes' write
must 'the data is there' kept
$N sh cp2 'systemctl start kubelet'
must 'cp2 comes back' wait_ready 5
must 'three etcd members vote' voting cp1 3

run cp3 reset-cp3 $ps reset -f
must 'cp3 is reset' ended reset-cp3
must 'two etcd members vote' voting cp1 2
through delete node cp3 >/dev/null
must 'data is written' write
run cp1 upload-again $ps init phase upload-certs --upload-certs --config /conf/behind-balancer.yaml
run cp3 join-cp3-again $ps join "${target[@]}" --control-plane --certificate-key $key
must 'cp3 joins again' ended join-cp3-again
"$S/cni.sh" cp1 >/dev/null
must 'five nodes and their Pods are ready' wait_ready 5
must 'three etcd members vote' voting cp1 3
must 'the data is there' kept
for node in w1 w2 cp1 cp2 cp3 lb; do $N stop $node; done
exit $failed
