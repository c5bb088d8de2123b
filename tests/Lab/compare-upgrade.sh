#!/usr/bin/env bash
# compare-upgrade.sh TOOL_DIR [CONF...]: a control plane of v1.35 made by its own kubeadm with each configuration of conf/ (or those named), then
# plan, diff, a dry run and the upgrade to v1.36 by real kubeadm and by kubeadm-ps, each on a fresh node, then the new kubelet; and the
# difference of every file, mode and API object that they left. Exit 1 if there is any. FRESH=1 runs kubeadm again where its run is kept.
# FROM=v1.36 upgrades to the same version. Environment as in compare-init.sh.
set -u
. "$(dirname "$0")/common.sh"
shift
from=${FROM:-v1.35}

one() { # one NAME TOOL CONF: a fresh node, its upgrade, what it left
    local root patches=()
    [ "$3" = patched ] && patches=(--patches /conf/patches)
    O=$out/$1
    rm -rf "$O"
    mkdir -p "$O"
    IMAGES=$KUBEADM_LAB/ctrd-template/v1.36 fresh cp1 10.77.0.11 "$from"
    root=$($N root cp1)
    as_version "$from" "$3" >"$root/root/init.yaml"
    run cp1 init kubeadm init --config /root/init.yaml --upload-certs $ignore
    "$S/cni.sh" cp1 >/dev/null
    wait_ready 1
    cp --remove-destination "$KUBEADM_LAB"/bin/v1.36/{kubeadm,kubectl} "$root/usr/bin/"
    run cp1 upgrade-plan "$2" upgrade plan v1.36.3 $ignore
    run cp1 upgrade-diff "$2" upgrade diff v1.36.3
    run cp1 upgrade-apply-dry-run "$2" upgrade apply v1.36.3 --dry-run -y $ignore "${patches[@]}"
    run cp1 upgrade-apply "$2" upgrade apply v1.36.3 -y $ignore "${patches[@]}"
    rolled_out
    tree cp1 cp1-after-apply
    dump after-apply
    cp --remove-destination "$KUBEADM_LAB/bin/v1.36/kubelet" "$root/usr/bin/kubelet"
    $N exec cp1 systemctl restart kubelet
    sleep 5
    wait_ready 1
    rolled_out
    tree cp1 cp1-after-kubelet
    dump after-kubelet
    $N stop cp1
}

[ $# -gt 0 ] || set -- plain extra-args dual-stack patched
for conf in "$@"; do
    echo "== $conf"
    kept=$out/upgrade-$from-kubeadm-$conf
    [ -d "$kept/after-kubelet" ] && [ "${FRESH:-}" != 1 ] || one "upgrade-$from-kubeadm-$conf" kubeadm "$conf"
    one "upgrade-$from-ours-$conf" $ps "$conf"
    python3 "$S/compare.py" "$kept" "$out/upgrade-$from-ours-$conf" || failed=1
done
exit $failed
