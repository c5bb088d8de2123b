#!/usr/bin/env bash
# compare-init.sh TOOL_DIR [CONF...]: real `kubeadm init` and `kubeadm-ps init` on fresh lab nodes, one after the other, for each configuration
# of conf/ (or those named); then the difference of every file, mode and API object that they left. Exit 1 if there is any.
# TOOL_DIR is a folder with a published kubeadm-ps. Wanted: root, KUBEADM_LAB (a prepared lab), KUBEADM_LAB_SCRIPTS (the lab's scripts;
# default: shared/lab beside the checkout). What was seen is kept below OUT (default: out/lab).
set -u
here=$(cd "$(dirname "$0")" && pwd)
export KUBEADM_LAB=${KUBEADM_LAB:?set KUBEADM_LAB to a prepared lab}
S=${KUBEADM_LAB_SCRIPTS:-$here/../../../shared/lab}
N=$S/node.sh
tools=$(cd "${1:?usage: compare-init.sh TOOL_DIR [CONF...]}" && pwd)
shift
out=${OUT:-$here/../../out/lab}
mkdir -p "$out"
out=$(cd "$out" && pwd)
. "$S/lib.sh"
failed=0

one() { # one NAME TOOL CONF: a fresh node, init, what it left
    O=$out/$1
    rm -rf "$O"
    mkdir -p "$O"
    local version
    version=$(sed -n 's/^kubernetesVersion: \(v1\.[0-9]*\).*/\1/p' "$here/conf/$3.yaml")
    BINDS="$tools:/kubeadm-ps $here/conf:/conf" $N start cp1 10.77.0.11 "$version" >/dev/null
    # The tools are of the newest version, whichever the node is to run.
    cp --remove-destination "$KUBEADM_LAB/bin/v1.36/kubeadm" "$($N root cp1)/usr/bin/kubeadm"
    run cp1 init "$2" init --config "/conf/$3.yaml" --upload-certs --ignore-preflight-errors=SystemVerification
    for _ in $(seq 60); do k get serviceaccounts -n kube-system default >/dev/null 2>&1 && break; sleep 0.5; done
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
    one "ours-$conf" /kubeadm-ps/kubeadm-ps "$conf"
    python3 "$S/compare.py" "$out/kubeadm-$conf" "$out/ours-$conf" || failed=1
done
exit $failed
