#!/usr/bin/env bash
# hostile-init.sh TOOL_DIR: `kubeadm-ps init` on fresh nodes where something is in the way: a busy port, no runtime, a folder that cannot be
# written, a full disk, a dead API server. Each time: exit code 1, a message that names the cause, no temporary file; and once the cause is
# gone the same command makes the cluster. Exit 1 if anything differs. Environment as in compare-init.sh; NODE and ADDRESS choose the node.
set -u
. "$(dirname "$0")/common.sh"
node=${NODE:-lh1}
address=${ADDRESS:-10.77.0.61}
out=$out/hostile
rm -rf "$out"
mkdir -p "$out/conf"

sed "s/10\.77\.0\.11/$address/" "$here/conf/plain.yaml" >"$out/conf/plain.yaml"
# An API server that never comes up, and little patience for it.
awk '/^certificateKey:/ { print "timeouts:\n  controlPlaneComponentHealthCheck: 20s" }
    { print }
    /^kind: ClusterConfiguration/ { print "apiServer:\n  extraArgs:\n  - name: no-such-flag\n    value: \"1\"" }' "$out/conf/plain.yaml" >"$out/conf/dead.yaml"

fresh() { BINDS="$tools:/hostile-init $out/conf:/conf" $N start "$node" "$address" >/dev/null; }
on() { $N sh "$node" "$1"; }
init() { $N exec "$node" /hostile-init/kubeadm-ps init --config "/conf/$1.yaml" $ignore </dev/null; }
left() { on 'find /etc/kubernetes /var/lib/kubelet -maxdepth 3 \( -name "*.tmp*" -o -name ".*" \) -type f' 2>/dev/null; }

refuse() { # refuse NAME CONF PATTERN...: exit code 1, every pattern in what is said, and nothing temporary behind
    local name=$1 conf=$2 pattern rc
    shift 2
    init "$conf" >"$out/$name.out" 2>"$out/$name.err"
    rc=$?
    [ $rc = 1 ] || { echo "BAD   $name: exit $rc"; failed=1; }
    for pattern in "$@"; do
        grep -qE -- "$pattern" "$out/$name.err" || { echo "BAD   $name: says nothing of $pattern"; tail -n 4 "$out/$name.err"; failed=1; }
    done
    [ -z "$(left)" ] || { echo "BAD   $name: left $(left)"; failed=1; }
    echo "seen  $name: $(grep -m1 "^error:" "$out/$name.err" | cut -c1-150)"
}
untouched() { # untouched NAME: the checks came before any write
    local files
    files=$(on 'find /etc/kubernetes /var/lib/kubelet/config.yaml -type f 2>/dev/null')
    [ -z "$files" ] || { echo "BAD   $1: wrote $files"; failed=1; }
}
recover() { # recover NAME: the same command, once the cause is gone
    if init plain >"$out/$1-again.out" 2>"$out/$1-again.err"; then echo "ok    $1, then again"; else
        echo "BAD   $1: a second run fails"
        tail -n 4 "$out/$1-again.err"
        failed=1
    fi
}

fresh
on 'socat TCP-LISTEN:6443,fork /dev/null >/dev/null 2>&1 & echo $! >/run/busy'
refuse busy-port plain 'Port-6443' PreflightFailed
untouched busy-port
on 'kill "$(cat /run/busy)"; systemctl stop containerd'
refuse no-runtime plain 'containerd.sock' PreflightFailed
untouched no-runtime
on 'systemctl start containerd; while ! ctr version >/dev/null 2>&1; do sleep 0.2; done
    mkdir -p /etc/kubernetes/pki; mount --bind /etc/kubernetes/pki /etc/kubernetes/pki; mount -o remount,bind,ro /etc/kubernetes/pki'
refuse read-only plain '/etc/kubernetes/pki'
on 'umount /etc/kubernetes/pki; mount -t tmpfs -o size=16k tmpfs /etc/kubernetes/pki'
refuse full-disk plain '/etc/kubernetes/pki' '[Nn]o space|full'
on 'umount /etc/kubernetes/pki'
recover full-disk

fresh
refuse dead-api-server dead 'kube-apiserver' 'no-such-flag'
$N stop "$node"
exit $failed
