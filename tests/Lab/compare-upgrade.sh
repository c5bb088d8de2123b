#!/usr/bin/env bash
# compare-upgrade.sh TOOL_DIR [CONF...]: a control plane of v1.35 made by its own kubeadm with each configuration of conf/ (or those named), then
# plan, diff, a dry run and the upgrade to v1.36 by real kubeadm and by kubeadm-ps, each on a fresh node, then the new kubelet; and the
# difference of every file, mode and API object that they left. Exit 1 if there is any. FRESH=1 runs kubeadm again where its run is kept.
# Two more are not among those that run when none is named: external-etcd, whose etcd runs on a node of its own, and drained, which is plain
# with its only node drained.
# FROM=v1.36 upgrades to the same version. Environment as in compare-init.sh.
set -u
. "$(dirname "$0")/common.sh"
shift
from=${FROM:-v1.35}

etcd_node() { # an etcd of its own on e1, and what a client of it needs in /root/etcd of cp1
    local to
    to=$($N root cp1)/root/etcd
    fresh e1 10.77.0.20
    mkdir -p "$to"
    (
        cd "$to" || exit
        openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=etcd-authority -keyout ca.key -out ca.crt
        for name in server client; do
            openssl req -newkey rsa:2048 -nodes -subj "/CN=$name" -keyout $name.key -out $name.csr
            openssl x509 -req -in $name.csr -CA ca.crt -CAkey ca.key -days 30 -out $name.crt -extfile <(echo subjectAltName=IP:10.77.0.20)
        done
    ) 2>/dev/null
    cp -r "$to" "$($N root e1)/root/"
    $N sh e1 'cd /root/etcd && setsid /lab-extra/etcd --data-dir /var/lib/etcd --listen-client-urls https://10.77.0.20:2379 --advertise-client-urls https://10.77.0.20:2379 \
        --client-cert-auth --trusted-ca-file ca.crt --cert-file server.crt --key-file server.key >/var/log/etcd.log 2>&1 </dev/null &'
}

one() { # one NAME TOOL CONF: a fresh node, its upgrade, what it left
    local root conf=$3 pods=7 patches=()
    case $3 in drained) conf=plain ;; external-etcd) pods=6 ;; esac
    [ "$3" = patched ] && patches=(--patches /conf/patches)
    O=$out/$1
    rm -rf "$O"
    mkdir -p "$O"
    IMAGES=$KUBEADM_LAB/ctrd-template/v1.36 fresh cp1 10.77.0.11 "$from"
    root=$($N root cp1)
    [ "$3" != external-etcd ] || etcd_node
    as_version "$from" "$conf" >"$root/root/init.yaml"
    run cp1 init kubeadm init --config /root/init.yaml --upload-certs $ignore
    "$S/cni.sh" cp1 >/dev/null
    running $pods
    [ "$3" != drained ] || k drain cp1 --ignore-daemonsets --delete-emptydir-data >/dev/null
    cp --remove-destination "$KUBEADM_LAB"/bin/v1.36/{kubeadm,kubectl} "$root/usr/bin/"
    run cp1 upgrade-plan "$2" upgrade plan v1.36.3 $ignore
    run cp1 upgrade-diff "$2" upgrade diff v1.36.3
    run cp1 upgrade-apply-dry-run "$2" upgrade apply v1.36.3 --dry-run -y $ignore "${patches[@]}"
    run cp1 upgrade-apply "$2" upgrade apply v1.36.3 -y $ignore "${patches[@]}"
    [ "$3" != drained ] || k uncordon cp1 >/dev/null
    rolled_out
    tree cp1 cp1-after-apply
    dump after-apply
    cp --remove-destination "$KUBEADM_LAB/bin/v1.36/kubelet" "$root/usr/bin/kubelet"
    $N exec cp1 systemctl restart kubelet
    sleep 5
    running $pods
    rolled_out
    tree cp1 cp1-after-kubelet
    dump after-kubelet
    $N stop cp1
    [ "$3" != external-etcd ] || $N stop e1
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
