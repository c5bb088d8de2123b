#!/usr/bin/env bash
# time-upgrade.sh TOOL_DIR [ROUNDS [PART...]]: how long upgrades take, by real kubeadm and kubeadm-ps in turn, ROUNDS times (default 3). Parts: minor,
# apply from v1.35 to v1.36 on a fresh control plane each time; same, on one cluster of v1.36 with a worker: plan, apply of the version that
# runs, and node on the control plane and on the worker. Prints seconds, and ratios of the medians. Environment as in compare-init.sh.
set -u
. "$(dirname "$0")/common.sh"
rounds=${2:-3}
parts=("${@:3}")
[ ${#parts[@]} -gt 0 ] || parts=(minor same)
O=$out/time-upgrade
rm -rf "$O"
mkdir -p "$O"
declare -A seconds
order=()

timed() { # timed NAME NODE TOOL ARGUMENT...: runs it, and notes how long it took under the name and the tool's own
    local name=$1 node=$2 tool=${3##*/} from
    [[ " ${order[*]} " == *" $name "* ]] || order+=("$name")
    from=$(date +%s.%N)
    $N exec "$node" "${@:3}" >"$O/$name-$tool.out" 2>"$O/$name-$tool.err" </dev/null || { tail -n 5 "$O/$name-$tool.err"; exit 1; }
    seconds[$name-$tool]+=" $(awk -v a="$from" -v b="$(date +%s.%N)" 'BEGIN { printf "%.2f", b - a }')"
}
minor() {
    local tool
    for tool in kubeadm $ps; do
        old_cluster cp1 10.77.0.11 >/dev/null
        running 7
        cp --remove-destination "$KUBEADM_LAB/bin/v1.36/kubeadm" "$($N root cp1)/usr/bin/"
        timed minor-apply cp1 $tool upgrade apply v1.36.3 -y $ignore
    done
}
same() {
    local tool
    for tool in kubeadm $ps; do
        timed plan cp1 $tool upgrade plan v1.36.3 $ignore
        timed same-apply cp1 $tool upgrade apply v1.36.3 -y $ignore
        timed node-control-plane cp1 $tool upgrade node $ignore
        timed node-worker w1 $tool upgrade node $ignore
    done
}
same_cluster() {
    fresh cp1 10.77.0.11
    run cp1 init kubeadm init --config /conf/plain.yaml $ignore >/dev/null
    fresh w1 10.77.0.12
    run w1 join kubeadm join 10.77.0.11:6443 --token $token --discovery-token-ca-cert-hash "$(hash_of cp1)" $ignore >/dev/null
    "$S/cni.sh" cp1 >/dev/null
    running 8
}

for part in "${parts[@]}"; do
    [ "$part" != same ] || same_cluster
    for _ in $(seq "$rounds"); do $part; done
    [ "$part" != same ] || $N stop w1
done
$N stop cp1
for name in "${order[@]}"; do
    for tool in kubeadm kubeadm-ps; do
        printf '%-19s %-11s median %6.2f s  x%.2f of kubeadm  (%s)\n' "$name" "$tool" "$(median "${seconds[$name-$tool]}")" \
            "$(awk -v a="$(median "${seconds[$name-$tool]}")" -v b="$(median "${seconds[$name-kubeadm]}")" 'BEGIN { print a / b }')" "${seconds[$name-$tool]# }"
    done
done
