#!/usr/bin/env bash
# kill-upgrade.sh TOOL_DIR [PART...]: `kubeadm-ps upgrade apply` and `upgrade node` from v1.35 to v1.36 are killed (SIGKILL) after one line of their output
# after another, and run again; what is there then must be what an uninterrupted run leaves: files, modes and all API objects. Then Ctrl+C while
# each component is replaced: the run ends with 130 when that component is as it was or as it should be, and running it again upgrades.
# Lines that come within 30 ms of the one before are one place with it. Exit 1 if anything differs.
# Parts: apply, interrupt, node (a control plane and a worker); all of them when none is named. NODE and ADDRESS (default cp1, 10.77.0.11) name
# the node of apply and interrupt, and SHARE=1/2 takes every second place, so that two of these can run side by side; PLACES="15 22" takes the
# places after these lines alone, on a control plane. Environment as in compare-init.sh.
set -u
. "$(dirname "$0")/common.sh"
shift
[ $# -gt 0 ] || set -- apply interrupt node
NODE=${NODE:-cp1}
ADDRESS=${ADDRESS:-10.77.0.11}
share=${SHARE:-1/1}
mine=$out/kill-upgrade-$NODE
rm -rf "$mine"
mkdir -p "$mine"
O=$mine
apply=($ps upgrade apply v1.36.3 -y $ignore)
upgrade_node=($ps upgrade node $ignore)
k() { $N exec "$NODE" kubectl --kubeconfig /etc/kubernetes/admin.conf --request-timeout=20s "$@"; }

one_ready() { for _ in $(seq 240); do k get nodes --no-headers 2>/dev/null | grep -q ' Ready ' && return; sleep 0.25; done; return 1; }
cluster() { # a control plane of v1.35 on the node
    O=$mine old_cluster "$NODE" "$ADDRESS" >/dev/null
    one_ready
}
# places NODE COMMAND...: runs the command; the numbers of the lines of its output, less those that come within 30 ms of the one before
places() {
    local node=$1 last=0 now number=0 line chosen=0
    shift
    : >"$mine/lines"
    while IFS= read -r line; do
        now=$(date +%s%3N)
        number=$((number + 1))
        printf '%s %s %s\n' "$number" $((now - last)) "$line" >>"$mine/lines"
        [ $((now - last)) -lt 30 ] || { chosen=$((chosen + 1)); [ $((chosen % ${share#*/})) != $((${share%/*} % ${share#*/})) ] || echo "$number"; }
        last=$now
    done < <($N exec "$node" "$@" 2>"$mine/uninterrupted.err" </dev/null)
}
keep() { # keep NAME NODE...: what nodes and cluster hold
    O=$mine/$1
    rm -rf "$O"
    mkdir -p "$O"
    rolled_out
    for node in "${@:2}"; do tree "$node" "$node"; done
    dump after
    O=$mine
}
same() { python3 "$S/compare.py" "$mine/$1" "$mine/$2"; }
again() { # again WHAT NODE REFERENCE COMMAND...: the command is run again, and ends as the reference did
    local what=$1 node=$2 reference=$3
    shift 3
    run "$node" again "$@" >/dev/null
    must "$what: running it again ends well, after $(cat "$mine/again.time") s" ended again
    keep again "$node"
    must "$what: the same files, modes and objects" same "$reference" again
}

apply() {
    local numbers number
    cluster
    numbers=$(places "$NODE" "${apply[@]}")
    keep reference "$NODE"
    cp "$mine/lines" "$mine/apply.lines"
    for number in ${PLACES:-$numbers}; do
        cluster
        stop_at "$NODE" KILL "#$number" "${apply[@]}"
        hit apply "line $number" || continue
        again "apply killed after line $number ($seen)" "$NODE" reference "${apply[@]}"
    done
}
interrupt() {
    local component
    [ -d "$mine/reference" ] || { cluster; places "$NODE" "${apply[@]}" >/dev/null; keep reference "$NODE"; }
    for component in etcd kube-apiserver kube-controller-manager kube-scheduler; do
        cluster
        stop_at "$NODE" INT "[upgrade/staticpods] Moving new manifest to \"/etc/kubernetes/manifests/$component.yaml\"" "${apply[@]}"
        hit apply "the replacement of $component" || continue
        must "Ctrl+C while $component is replaced, gone after $after ms: the cluster serves" serves
        again "Ctrl+C while $component is replaced" "$NODE" reference "${apply[@]}"
    done
}
serves() { for _ in $(seq 60); do k get --raw /readyz >/dev/null 2>&1 && return; sleep 0.5; done; return 1; }

save() { # save NODE: what an upgrade changes on it
    local root
    root=$($N root "$1")
    rm -rf "$mine/saved-$1"
    mkdir -p "$mine/saved-$1/kubelet"
    cp -a "$root/etc/kubernetes" "$mine/saved-$1/"
    cp -a "$root"/var/lib/kubelet/{config.yaml,kubeadm-flags.env,instance-config.yaml} "$mine/saved-$1/kubelet/" 2>/dev/null
}
restore() { # restore NODE: as it was when it was saved, running
    local root component
    root=$($N root "$1")
    $N exec "$1" systemctl stop kubelet
    rm -rf "$root/etc/kubernetes"
    cp -a "$mine/saved-$1/kubernetes" "$root/etc/"
    rm -f "$root"/var/lib/kubelet/{config.yaml,kubeadm-flags.env,instance-config.yaml}
    cp -a "$mine/saved-$1"/kubelet/* "$root/var/lib/kubelet/"
    $N sh "$1" 'for pod in $(crictl pods -q --name "etcd-|kube-apiserver-|kube-controller-manager-|kube-scheduler-"); do crictl stopp $pod; crictl rmp -f $pod; done' >/dev/null 2>&1
    $N exec "$1" systemctl start kubelet
    [ -e "$root/etc/kubernetes/manifests/etcd.yaml" ] || return 0
    for _ in $(seq 240); do
        component=$(k -n kube-system get pods --field-selector "spec.nodeName=$1" -o json 2>/dev/null |
            jq -r '[.items[] | select(.metadata.labels.tier == "control-plane") | select(.spec.containers[0].image | test("v1\\.35|etcd")) | select(.status.containerStatuses[0].ready)] | length')
        [ "$component" = 4 ] && return
        sleep 0.5
    done
    return 1
}
node() {
    local member numbers number target
    NODE=cp1 ADDRESS=10.77.0.11
    cluster
    target=(10.77.0.11:6443 --token $token --discovery-token-ca-cert-hash "$(hash_of cp1)" $ignore)
    IMAGES=$KUBEADM_LAB/ctrd-template/v1.36 fresh cp2 10.77.0.13 v1.35
    run cp2 join-cp2 kubeadm join "${target[@]}" --control-plane --certificate-key $key
    IMAGES=$KUBEADM_LAB/ctrd-template/v1.36 fresh w1 10.77.0.12 v1.35
    run w1 join-w1 kubeadm join "${target[@]}"
    "$S/cni.sh" cp1 >/dev/null
    wait_ready 3
    save cp2
    save w1
    run cp1 apply "${apply[@]}"
    must 'apply ends' ended apply
    for member in w1 cp2; do
        numbers=$(places $member "${upgrade_node[@]}")
        cp "$mine/lines" "$mine/node-$member.lines"
        keep "reference-$member" $member
        [ $member = w1 ] || numbers=${PLACES:-$numbers}
        for number in $numbers; do
            must "$member is as before" restore $member
            stop_at $member KILL "#$number" "${upgrade_node[@]}"
            hit "node on $member" "line $number" || continue
            again "node on $member killed after line $number ($seen)" $member "reference-$member" "${upgrade_node[@]}"
        done
    done
    $N stop w1
    $N stop cp2
}

for part in "$@"; do $part; done
$N stop "$NODE"
exit $failed
