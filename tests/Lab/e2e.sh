#!/usr/bin/env bash
# e2e.sh TOOL_DIR: kubeadm's own end-to-end suite on a cluster of two control planes and a worker made by kubeadm, and on one made by kubeadm-ps.
# Prints the counts of both; exit 1 if they differ.
set -u
. "$(dirname "$0")/common.sh"
[ -x "$KUBEADM_LAB/e2e_kubeadm.test" ] || { echo "no $KUBEADM_LAB/e2e_kubeadm.test" >&2; exit 2; }

one() { # one NAME TOOL
    O=$out/e2e-$1
    rm -rf "$O"
    mkdir -p "$O"
    fresh cp1 10.77.0.11
    run cp1 init "$2" init --config /conf/plain.yaml --upload-certs $ignore
    "$S/cni.sh" cp1 >/dev/null
    local target=(10.77.0.11:6443 --token $token --discovery-token-ca-cert-hash "$(hash_of cp1)" $ignore)
    fresh w1 10.77.0.12
    run w1 join "$2" join "${target[@]}"
    fresh cp2 10.77.0.13
    run cp2 join-control-plane "$2" join "${target[@]}" --control-plane --certificate-key $key
    "$S/cni.sh" cp1 >/dev/null
    must "$1: all nodes and Pods ready" wait_ready 3
    suite
    for node in w1 cp2 cp1; do $N stop $node; done
}

one kubeadm kubeadm
one ours $ps
cmp -s "$out/e2e-kubeadm/counts" "$out/e2e-ours/counts" && [ -s "$out/e2e-ours/counts" ] || failed=1
exit $failed
