#!/usr/bin/env bash
# compare-init.sh TOOL_DIR [CONF...]: real `kubeadm init` and `kubeadm-ps init` on fresh lab nodes, one after the other, for each configuration
# of conf/ (or those named); then the difference of every file, mode and API object that they left. Exit 1 if there is any. READY=1 gives
# the node a network and waits until it and its Pods are ready.
set -u
. "$(dirname "$0")/common.sh"
shift

one() { # one NAME TOOL CONF: a fresh node, init, what it left
    local version
    version=$(sed -n 's/^kubernetesVersion: \(v1\.[0-9]*\).*/\1/p' "$here/conf/$3.yaml")
    O=$out/$1
    rm -rf "$O"
    mkdir -p "$O"
    # The tools are of the newest version, whichever the node is to run, and want that version's etcd and CoreDNS.
    IMAGES=$KUBEADM_LAB/ctrd-template/v1.36 fresh cp1 10.77.0.11 "$version"
    cp --remove-destination "$KUBEADM_LAB/bin/v1.36/kubeadm" "$($N root cp1)/usr/bin/kubeadm"
    run cp1 init "$2" init --config "/conf/$3.yaml" --upload-certs $ignore
    ended init || { failed=1; $N stop cp1; return; }
    settled
    tree cp1 cp1
    dump after-init
    if [ "${READY:-}" = 1 ]; then
        "$S/cni.sh" cp1 >/dev/null
        wait_ready 1
    fi
    $N stop cp1
}

[ $# -gt 0 ] || set -- plain dual-stack ecdsa extra-args v1.35
for conf in "$@"; do
    echo "== $conf"
    one "kubeadm-$conf" kubeadm "$conf"
    one "ours-$conf" $ps "$conf"
    compare "$out/kubeadm-$conf" "$out/ours-$conf" && echo "no difference" || failed=1
done
exit $failed
