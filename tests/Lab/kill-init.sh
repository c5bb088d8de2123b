#!/usr/bin/env bash
# kill-init.sh TOOL_DIR: `kubeadm-ps init` is killed (SIGKILL) at the first line of one phase after another, each time on a fresh node, and run
# again; what is there then must be what an uninterrupted run leaves. Last, Ctrl+C (SIGINT): it must end within a second and leave no
# temporary file. Exit 1 if anything differs. Environment as in compare-init.sh.
set -u
. "$(dirname "$0")/common.sh"
init=($ps init --config /conf/plain.yaml --upload-certs $ignore)

# The line at which the run is killed: the phase before it has ended, its own has begun.
markers=(
    '[preflight] Running' '[certs] Using certificateDir' '[certs] Generating "front-proxy-ca"' '[certs] Generating "sa"' '[kubeconfig] Using'
    '[kubeconfig] Writing "kubelet.conf"' '[etcd] Creating' '[control-plane] Using' '[control-plane] Creating static Pod manifest for "kube-scheduler"'
    '[kubelet-start] Writing kubelet environment' '[kubelet-start] Starting' '[wait-control-plane]' '[kubelet-check]' '[upload-config]' '[kubelet] Creating'
    '[upload-certs] Storing' '[mark-control-plane]' '[bootstrap-token] Configuring' '[kubelet-finalize]' '[addons] Applied essential addon: CoreDNS'
    '[addons] Applied essential addon: kube-proxy'
)

keep() { # keep NAME: what the node and the cluster hold
    O=$out/$1
    rm -rf "$O"
    mkdir -p "$O"
    settled
    tree cp1 cp1
    dump after-init
}
fresh cp1 10.77.0.11
O=$out
run cp1 uninterrupted "${init[@]}" || true
keep kill-reference
i=0
for marker in "${markers[@]}"; do
    i=$((i + 1))
    fresh cp1 10.77.0.11
    stop_at cp1 KILL "$marker" "${init[@]}"
    hit init "$marker" || continue
    O=$out
    run cp1 "again-$i" "${init[@]}" >/dev/null
    keep "kill-$i"
    if [ "$(cat "$out/again-$i.rc")" = 0 ] && compare "$out/kill-reference" "$out/kill-$i" >"$out/kill-$i.diff"; then
        echo "ok    $marker"
    else
        echo "BAD   $marker (exit $(cat "$out/again-$i.rc"))"
        tail -n 4 "$out/again-$i.err" "$out/kill-$i.diff"
        failed=1
    fi
done

for marker in '[certs] Generating "etcd/ca"' '[wait-control-plane]'; do
    fresh cp1 10.77.0.11
    stop_at cp1 INT "$marker" "${init[@]}"
    left=$($N sh cp1 'find /etc/kubernetes /var/lib/kubelet -maxdepth 3 -name "*.tmp*" -o -maxdepth 3 -name ".*" -type f' 2>/dev/null)
    echo "Ctrl+C at $marker: gone after $after ms, temporary files left: ${left:-none}"
    [ "$after" -le 1000 ] && [ -z "$left" ] || failed=1
done
$N stop cp1
exit $failed
