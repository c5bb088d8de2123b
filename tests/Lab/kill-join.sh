#!/usr/bin/env bash
# kill-join.sh TOOL_DIR [PART...]: `kubeadm-ps join` of a worker and of a control plane, and `reset`, are killed (SIGKILL) at the first line of one phase
# after another and run again; the node must then be as an uninterrupted run leaves it, with all etcd members voting. Then the API server and
# etcd of the first control plane stand still for 20 seconds in the middle of a join, which must go on. Exit 1 if anything does not hold.
# Parts: worker, reset, control-plane, away; all of them when none is named.
set -u
. "$(dirname "$0")/common.sh"
shift
[ $# -gt 0 ] || set -- worker reset control-plane away
O=$out/kill-join
rm -rf "$O"
mkdir -p "$O"

worker_markers=(
    '[preflight] Running pre-flight' '[preflight] Reading configuration' '[kubelet-start] Writing kubelet configuration'
    '[kubelet-start] Writing kubelet environment' '[kubelet-start] Starting' '[kubelet-check]' '[kubelet-start] Waiting'
)
control_plane_markers=(
    '[preflight] Running pre-flight' '[download-certs] Downloading' '[certs] Using' '[certs] Generating "etcd/peer"' '[kubeconfig] Using'
    '[kubeconfig] Writing "scheduler.conf"' '[control-plane] Using' '[check-etcd]' '[kubelet-start] Writing kubelet environment'
    '[kubelet-start] Starting' '[etcd] Announced' '[etcd] Creating' '[etcd] Waiting' '[kubelet-start] Waiting' '[mark-control-plane]'
    '[control-plane-check]'
)
reset_markers=('[preflight] Running' '[reset] Deleted contents' '[reset] Stopping' '[reset] Unmounting' '[reset] Deleting contents' '[reset] Deleting files')

same_tree() { # same_tree A B: files and modes of two trees
    mkdir -p "$O/a" "$O/b"
    rm -rf "$O/a/n" "$O/b/n"
    cp -a "$O/$1" "$O/a/n"
    cp -a "$O/$2" "$O/b/n"
    python3 "$S/compare.py" "$O/a" "$O/b"
}
gone() { # gone NODE: resets it and takes it out of the cluster
    run "$1" clean-up $ps reset -f >/dev/null
    k delete node "$1" --ignore-not-found >/dev/null
}
upload() { run cp1 upload-again $ps init phase upload-certs --upload-certs --config /conf/plain.yaml >/dev/null; }
labelled() { k get node cp2 -o json | jq -e '.metadata.labels | has("node-role.kubernetes.io/control-plane")'; }
interrupted() { # interrupted KIND NODE ADDRESS MARKER COMMAND...: kills and runs again
    local kind=$1 node=$2 address=$3 marker=$4
    shift 4
    fresh "$node" "$address"
    stop_at "$node" KILL "$marker" "$@"
    hit "$kind" "$marker" || { gone "$node"; return; }
    run "$node" again "$@" >/dev/null
    must "$kind killed at $marker ends when run again" ended again
    tree "$node" "$kind-again"
    must "$kind killed at $marker leaves the same" same_tree "$kind" "$kind-again"
    [ "$kind" = worker ] || must "$kind killed at $marker: two etcd members vote" voting cp1 2
    [ "$kind" = worker ] || must "$kind killed at $marker: the node is marked" labelled
    gone "$node"
}

fresh cp1 10.77.0.11
run cp1 init $ps init --config /conf/plain.yaml --upload-certs $ignore
"$S/cni.sh" cp1 >/dev/null
worker=($ps join 10.77.0.11:6443 --token $token --discovery-token-ca-cert-hash "$(hash_of cp1)" $ignore)
control_plane=("${worker[@]}" --control-plane --certificate-key $key)

worker() {
    fresh w1 10.77.0.12
    run w1 worker "${worker[@]}"
    must 'worker joins' ended worker
    tree w1 worker
    run w1 second "${worker[@]}"
    must 'worker joins once more, with nothing to do' ended second
    gone w1
    for marker in "${worker_markers[@]}"; do interrupted worker w1 10.77.0.12 "$marker" "${worker[@]}"; done
}
reset() {
    fresh w1 10.77.0.12
    run w1 joined "${worker[@]}"
    run w1 reset $ps reset -f
    must 'reset ends' ended reset
    tree w1 reset
    gone w1
    for marker in "${reset_markers[@]}"; do
        fresh w1 10.77.0.12
        run w1 joined "${worker[@]}" >/dev/null
        stop_at w1 KILL "$marker" $ps reset -f
        hit reset "$marker" || { gone w1; continue; }
        run w1 again $ps reset -f >/dev/null
        must "reset killed at $marker ends when run again" ended again
        tree w1 reset-again
        must "reset killed at $marker leaves the same" same_tree reset reset-again
        k delete node w1 >/dev/null
        run w1 joined-again "${worker[@]}" >/dev/null
        must "after it the node joins again" ended joined-again
        gone w1
    done
}
control-plane() {
    fresh cp2 10.77.0.13
    run cp2 control-plane "${control_plane[@]}"
    must 'control plane joins' ended control-plane
    must 'two etcd members vote' voting cp1 2
    tree cp2 control-plane
    run cp2 second "${control_plane[@]}"
    must 'control plane joins once more, with nothing to do' ended second
    gone cp2
    for marker in "${control_plane_markers[@]}"; do
        upload
        interrupted control-plane cp2 10.77.0.13 "$marker" "${control_plane[@]}"
    done
}
away() {
    local process pid joining
    for process in kube-apiserver etcd; do
        upload
        fresh cp2 10.77.0.13
        ($N exec cp2 "${control_plane[@]}" </dev/null >"$O/away-$process.out" 2>"$O/away-$process.err"; echo $? >"$O/away-$process.rc") &
        joining=$!
        while ! grep -q '^\[kubelet-start\] Starting' "$O/away-$process.out" 2>/dev/null && kill -0 $joining 2>/dev/null; do sleep 0.05; done
        pid=$($N sh cp1 "pgrep -x $process")
        must "$process stands still" $N sh cp1 "kill -STOP $pid"
        sleep 20
        must "$process goes on, and the join still waits" kill -0 $joining
        $N sh cp1 "kill -CONT $pid"
        wait $joining
        must "$process away for 20 s: the join goes on" ended "away-$process"
        must "$process away for 20 s: two etcd members vote" voting cp1 2
        gone cp2
    done
}

for part in "$@"; do $part; done
for node in w1 cp2 cp1; do $N stop $node 2>/dev/null; done
exit $failed
