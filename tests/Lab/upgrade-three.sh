#!/usr/bin/env bash
# upgrade-three.sh TOOL_DIR [CASE...]: three control planes behind a load balancer and two workers, made as v1.35 by its own kubeadm, are upgraded
# to v1.36 while a writer writes through the balancer. A case is two letters, k for kubeadm and p for kubeadm-ps: who applies, and who does
# the other nodes; kk is what the others are compared with: every node's files and modes and all API objects. No acknowledged write may be
# lost; how long none was acknowledged is printed. After each, real kubeadm's plan, expirations and tokens must work, and its end-to-end suite pass
# where it is there. Exit 1 if anything differs. kk runs first, but for a kept run of it unless FRESH=1. FIVE=1 makes five control planes and one worker. Environment as in compare-init.sh.
set -u
. "$(dirname "$0")/common.sh"
shift
new=$KUBEADM_LAB/bin/v1.36
declare -A addresses=([cp1]=10.77.0.11 [cp2]=10.77.0.13 [cp3]=10.77.0.14 [w1]=10.77.0.12 [w2]=10.77.0.15 [cp4]=10.77.0.16 [cp5]=10.77.0.17)
further=(cp2 cp3)
workers=(w1 w2)
name=upgrade-three
[ "${FIVE:-}" != 1 ] || further=(cp2 cp3 cp4 cp5) workers=(w1) name=upgrade-five
nodes=(cp1 "${further[@]}" "${workers[@]}")

tool() { case $1 in k) echo kubeadm ;; p) echo $ps ;; esac }
start() { # start NODE: a fresh node of the old version
    IMAGES=$KUBEADM_LAB/ctrd-template/v1.36 fresh "$1" "${addresses[$1]}" v1.35
}
build() { # the cluster as v1.35
    fresh lb 10.77.0.10
    $N sh lb 'haproxy -D -f /conf/haproxy.cfg'
    start cp1
    as_version v1.35 behind-balancer >"$($N root cp1)/root/init.yaml"
    run cp1 init kubeadm init --config /root/init.yaml --upload-certs $ignore
    "$S/cni.sh" cp1 >/dev/null
    local target=(10.77.0.10:6443 --token $token --discovery-token-ca-cert-hash "$(hash_of cp1)" $ignore)
    for node in "${further[@]}"; do
        start $node
        run $node join-$node kubeadm join "${target[@]}" --control-plane --certificate-key $key
    done
    for node in "${workers[@]}"; do
        start $node
        run $node join-$node kubeadm join "${target[@]}"
    done
    "$S/cni.sh" cp1 >/dev/null
    wait_ready ${#nodes[@]}
}
kubelet() { # kubelet NODE: the new one
    cp --remove-destination "$new/kubelet" "$($N root "$1")/usr/bin/kubelet"
    $N exec "$1" systemctl restart kubelet
}
upgrade() { # upgrade APPLY NODE: cp1 first, then the others one by one
    for node in "${nodes[@]}"; do cp --remove-destination "$new"/{kubeadm,kubectl} "$($N root $node)/usr/bin/"; done
    run cp1 apply "$1" upgrade apply v1.36.3 -y $ignore
    must 'apply ends' ended apply
    kubelet cp1
    for node in "${further[@]}" "${workers[@]}"; do
        run $node node-$node "$2" upgrade node $ignore
        must "$node is upgraded" ended node-$node
        kubelet $node
    done
}
one() { # one CASE
    O=$out/$name-$1
    rm -rf "$O"
    mkdir -p "$O"
    build
    mkfifo "$O/stop"
    python3 "$here/writer.py" "$($N root cp1)/etc/kubernetes/admin.conf" <"$O/stop" >"$O/writer.json" &
    local writer=$!
    exec 9>"$O/stop"
    upgrade "$(tool "${1:0:1}")" "$(tool "${1:1:1}")"
    exec 9>&-
    wait $writer
    rm "$O/stop"
    echo "$1: writer $(cat "$O/writer.json")"
    must "$1: no acknowledged write is lost" grep -q '"lost": 0' "$O/writer.json"
    must "$1: all nodes and their Pods are ready" wait_ready ${#nodes[@]}
    must "$1: all kubelets are new" test "$(k get nodes -o jsonpath='{range .items[*]}{.status.nodeInfo.kubeletVersion}{"\n"}{end}' | sort -u)" = v1.36.3
    must "$1: all etcd members vote" voting cp1 $((1 + ${#further[@]}))
    for command in 'upgrade plan' 'certs check-expiration' 'token list'; do
        run cp2 "after-${command// /-}" kubeadm $command $([ "$command" = 'upgrade plan' ] && echo $ignore)
        must "$1: real kubeadm $command" ended "after-${command// /-}"
    done
    for node in "${nodes[@]}"; do tree $node $node; done
    rolled_out
    dump after
    [ ! -x "$KUBEADM_LAB/e2e_kubeadm.test" ] || must "$1: kubeadm's end-to-end suite: $(suite)" grep -q ' 0 Failed' "$O/counts"
    for node in "${nodes[@]}" lb; do $N stop $node; done
    members_in_order "$O"
}

[ $# -gt 0 ] || set -- pp kp pk
kept=$out/$name-kk
[ -d "$kept/after" ] && [ "${FRESH:-}" != 1 ] || { echo '== kk'; one kk; }
for case in "$@"; do
    echo "== $case"
    one "$case"
    python3 "$S/compare.py" "$kept" "$out/$name-$case" || failed=1
done
exit $failed
