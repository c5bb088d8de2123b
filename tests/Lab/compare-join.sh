#!/usr/bin/env bash
# compare-join.sh TOOL_DIR [CASE...]: clusters of a first control plane, a worker and a second control plane on fresh nodes, where real kubeadm
# and kubeadm-ps take turns at making (M), joining (J) and resetting (R). A case is three letters, k for kubeadm and p for ours, in that
# order; kkk is what the others are compared with: every file, mode and API object after the joins, and what the resets leave. Each time all
# nodes must be Ready, all etcd members voting and healthy. Exit 1 if anything differs.
set -u
. "$(dirname "$0")/common.sh"
shift

tool() { case $1 in k) echo kubeadm ;; p) echo $ps ;; esac }
one() { # one CASE
    local make join reset
    make=$(tool "${1:0:1}") join=$(tool "${1:1:1}") reset=$(tool "${1:2:1}")
    O=$out/join-$1
    rm -rf "$O"
    mkdir -p "$O"
    fresh cp1 10.77.0.11
    run cp1 init $make init --config /conf/plain.yaml --upload-certs $ignore
    "$S/cni.sh" cp1 >/dev/null
    local target=(10.77.0.11:6443 --token $token --discovery-token-ca-cert-hash "$(hash_of cp1)" $ignore)
    fresh w1 10.77.0.12
    run w1 join $join join "${target[@]}"
    fresh cp2 10.77.0.13
    run cp2 join-control-plane $join join "${target[@]}" --control-plane --certificate-key $key
    "$S/cni.sh" cp1 >/dev/null
    must "$1: all nodes and Pods ready" wait_ready 3
    must "$1: two etcd members vote" voting cp1 2
    for node in w1 cp2; do tree $node $node; done
    dump after-join
    run cp2 reset-cp2 $reset reset -f
    run w1 reset-w1 $reset reset -f
    must "$1: the first etcd member is alone" voting cp1 1
    for node in cp2 w1; do tree $node $node-after-reset; done
    dump after-resets
    run cp1 reset-cp1 $reset reset -f
    tree cp1 cp1-after-reset
    for node in cp1 w1 cp2; do $N stop $node; done
    members_in_order "$O"
}

[ $# -gt 0 ] || set -- kkk kpk pkp ppp
for case in "$@"; do
    echo "== $case"
    one "$case"
    [ "$case" = kkk ] || python3 "$S/compare.py" "$out/join-kkk" "$out/join-$case" || failed=1
done
exit $failed
