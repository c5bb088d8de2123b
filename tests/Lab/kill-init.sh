#!/usr/bin/env bash
# kill-init.sh TOOL_DIR: `kubeadm-ps init` is killed (SIGKILL) at the first line of one phase after another, each time on a fresh node, and run
# again; what is there then must be what an uninterrupted run leaves. Last, Ctrl+C (SIGINT): it must end within a second and leave no
# temporary file. Exit 1 if anything differs. Environment as in compare-init.sh.
set -u
here=$(cd "$(dirname "$0")" && pwd)
export KUBEADM_LAB=${KUBEADM_LAB:?set KUBEADM_LAB to a prepared lab}
S=${KUBEADM_LAB_SCRIPTS:-$here/../../../shared/lab}
N=$S/node.sh
tools=$(cd "${1:?usage: kill-init.sh TOOL_DIR}" && pwd)
out=${OUT:-$here/../../out/lab}
mkdir -p "$out"
out=$(cd "$out" && pwd)
. "$S/lib.sh"
failed=0
init=(/kubeadm-ps/kubeadm-ps init --config /conf/plain.yaml --upload-certs --ignore-preflight-errors=SystemVerification)

# The line at which the run is killed: the phase before it has ended, its own has begun.
markers=(
    '[preflight] Running' '[certs] Using certificateDir' '[certs] Generating "front-proxy-ca"' '[certs] Generating "sa"' '[kubeconfig] Using'
    '[kubeconfig] Writing "kubelet.conf"' '[etcd] Creating' '[control-plane] Using' '[control-plane] Creating static Pod manifest for "kube-scheduler"'
    '[kubelet-start] Writing kubelet environment' '[kubelet-start] Starting' '[wait-control-plane]' '[kubelet-check]' '[upload-config]' '[kubelet] Creating'
    '[upload-certs] Storing' '[mark-control-plane]' '[bootstrap-token] Configuring' '[kubelet-finalize]' '[addons] Applied essential addon: CoreDNS'
    '[addons] Applied essential addon: kube-proxy'
)

fresh() { BINDS="$tools:/kubeadm-ps $here/conf:/conf" $N start cp1 10.77.0.11 >/dev/null; }
keep() { # keep NAME: what the node and the cluster hold
    O=$out/$1
    rm -rf "$O"
    mkdir -p "$O"
    for _ in $(seq 60); do k get serviceaccounts -n kube-system default >/dev/null 2>&1 && break; sleep 0.5; done
    tree cp1 cp1
    dump after-init
}
# The node's lifecycle controller adds its not-ready taints in its own time, so only kubeadm's own is looked for.
same() {
    grep -q 'key: node-role.kubernetes.io/control-plane' "$out/$2/after-init/nodes.yaml" || { echo "the control-plane taint is missing" >"$out/$2.diff"; return 1; }
    python3 "$S/compare.py" "$out/$1" "$out/$2" | grep -vE '^after-init/Node/cp1\.spec\.taints: |^[0-9]+ differences$' >"$out/$2.diff"
    [ ! -s "$out/$2.diff" ]
}
stop_at() { # stop_at SIGNAL MARKER: runs init and sends the signal when the line appears; sets after= milliseconds until the process was gone
    local signal=$1 marker=$2 pid line
    after=
    while IFS= read -r line; do
        [[ $line == "$marker"* ]] || continue
        [ -z "$after" ] || continue
        pid=$(pgrep --ns "$(cat "$KUBEADM_LAB/nodes/cp1/pid")" --nslist pid -f "^${init[0]} init" | head -n 1)
        after=$(date +%s%3N)
        kill "-$signal" "$pid"
        while [ -e "/proc/$pid" ]; do sleep 0.01; done
        after=$(($(date +%s%3N) - after))
    done < <($N exec cp1 "${init[@]}" 2>/dev/null </dev/null)
}

fresh
O=$out
run cp1 uninterrupted "${init[@]}" || true
keep kill-reference
i=0
for marker in "${markers[@]}"; do
    i=$((i + 1))
    fresh
    stop_at KILL "$marker"
    [ -n "$after" ] || { echo "never seen: $marker"; failed=1; continue; }
    O=$out
    run cp1 "again-$i" "${init[@]}" >/dev/null
    keep "kill-$i"
    if [ "$(cat "$out/again-$i.rc")" = 0 ] && same kill-reference "kill-$i"; then
        echo "ok    $marker"
    else
        echo "BAD   $marker (exit $(cat "$out/again-$i.rc"))"
        tail -n 4 "$out/again-$i.err" "$out/kill-$i.diff"
        failed=1
    fi
done

for marker in '[certs] Generating "etcd/ca"' '[wait-control-plane]'; do
    fresh
    stop_at INT "$marker"
    left=$($N sh cp1 'find /etc/kubernetes /var/lib/kubelet -maxdepth 3 -name "*.tmp*" -o -maxdepth 3 -name ".*" -type f' 2>/dev/null)
    echo "Ctrl+C at $marker: gone after $after ms, temporary files left: ${left:-none}"
    [ "$after" -le 1000 ] && [ -z "$left" ] || failed=1
done
$N stop cp1
exit $failed
