#!/usr/bin/env bash
# hostile-upgrade.sh TOOL_DIR: on one control plane of v1.35, upgrades that cannot work, one after the other: an API server and an etcd that do not
# start with their new manifests, a manifest without containers, a copy of a manifest beside it, no time to come up, a kubelet that is
# stopped, no room for the copy of etcd's data, an image that cannot be had, an API server and an etcd that stand still, a node that is not
# ready, a CoreDNS of an unknown release. Each must end with exit code 1 and name its cause, and leave the manifests, a cluster that serves and
# the data written before as they were; one that is interrupted while its API server cannot start must end with 130, say what it puts back,
# and leave the same. Last, a plain upgrade works, and one during which containerd starts anew. Exit 1 if anything does not hold.
# NODE and ADDRESS (default cp1, 10.77.0.11) name the node, so that this can run beside another proof.
set -u
. "$(dirname "$0")/common.sh"
NODE=${NODE:-cp1}
ADDRESS=${ADDRESS:-10.77.0.11}
O=$out/hostile-upgrade
rm -rf "$O"
mkdir -p "$O"
k() { $N exec "$NODE" kubectl --kubeconfig /etc/kubernetes/admin.conf --request-timeout=10s "$@"; }
process() { case $1 in etcd) pgrep -f "^etcd --advertise-client-urls=https://$ADDRESS:" ;; *) pgrep -f "^$1 --advertise-address=$ADDRESS " ;; esac; }
manifests() { $N sh "$NODE" "cat /etc/kubernetes/manifests/$parts.yaml" | sha256sum; }
serves() { for _ in $(seq 90); do k get --raw /readyz >/dev/null 2>&1 && [ "$(k get configmap before -o jsonpath='{.data.value}' 2>/dev/null)" = kept ] && return; sleep 1; done; return 1; }
apply() { run "$NODE" "$1" $ps upgrade apply v1.36.3 -y "$ignore${2:+,$2}" "${@:3}"; }
# during NAME MARKER COMMAND...: runs a command as soon as the output of the apply of that name has a line with MARKER
during() { for _ in $(seq 900); do grep -qs "$2" "$O/$1.out" && break; sleep 0.1; done; "${@:3}"; }
refused() { # refused NAME CAUSE [CODE]: it ended with 1 and its cause, and all is as before
    must "$1: exit code ${3:-1}" test "$(cat "$O/$1.rc")" = "${3:-1}"
    must "$1: says $2" grep -qE "$2" "$O/$1.err"
    must "$1: the manifests are as before" test "$(manifests)" = "$before"
    must "$1: the cluster serves and has its data" serves
}

old_cluster "$NODE" "$ADDRESS"
root=$($N root "$NODE")
running 7
k create configmap before --from-literal=value=kept >/dev/null
parts='*'
before=$(manifests)

for component in kube-apiserver etcd; do
    mkdir -p "$root/root/patch-$component"
    printf -- '- op: add\n  path: /spec/containers/0/command/-\n  value: --no-such-flag\n' >"$root/root/patch-$component/$component+json.yaml"
done
apply bad-etcd '' --patches /root/patch-etcd
refused bad-etcd 'no-such-flag'
# When it is the API server that fails, etcd stays upgraded, as in kubeadm.
parts='kube-*'
before=$(manifests)
apply bad-apiserver '' --patches /root/patch-kube-apiserver
refused bad-apiserver 'no-such-flag'
parts='*'
before=$(manifests)

interrupt() { for pid in $(pgrep -f "^$ps upgrade apply"); do kill -INT "$pid"; done; }
during interrupted 'Waiting for the kubelet' interrupt &
apply interrupted '' --patches /root/patch-kube-apiserver
wait
refused interrupted 'kube-apiserver is half replaced' 130
must 'interrupted: says what became of it' grep -q 'no-such-flag' "$O/interrupted.err"

mkdir -p "$root/root/patch-empty"
echo 'spec: null' >"$root/root/patch-empty/kube-scheduler+merge.yaml"
apply empty-manifest CreateJob --patches /root/patch-empty
refused empty-manifest 'spec.containers'

$N sh "$NODE" 'cp /etc/kubernetes/manifests/kube-scheduler.yaml /etc/kubernetes/manifests/kube-scheduler.yaml.bak'
apply second-manifest CreateJob
$N sh "$NODE" 'rm /etc/kubernetes/manifests/kube-scheduler.yaml.bak'
refused second-manifest 'SecondManifest.*kube-scheduler.yaml.bak'

printf 'apiVersion: kubeadm.k8s.io/v1beta4\nkind: UpgradeConfiguration\ntimeouts: {upgradeManifests: 0s}\n' >"$root/root/no-time.yaml"
apply no-time CreateJob --config /root/no-time.yaml
refused no-time 'timeouts.upgradeManifests'

$N exec "$NODE" systemctl stop kubelet
server=$(process kube-apiserver)
apply no-kubelet CreateJob
must 'no-kubelet: nothing was stopped' test "$(process kube-apiserver)" = "$server"
$N exec "$NODE" systemctl start kubelet
refused no-kubelet 'kubelet.*10248'

$N sh "$NODE" 'mkdir -p /etc/kubernetes/tmp && mount -t tmpfs -o size=1m none /etc/kubernetes/tmp'
apply no-space
refused no-space 'BackupSpace.*MiB'
apply no-space-ignored BackupSpace
refused no-space-ignored 'MiB free'
$N sh "$NODE" 'umount /etc/kubernetes/tmp'

k -n kube-system set image deployment/coredns coredns=registry.k8s.io/coredns/coredns:v1.99.0 >/dev/null
apply unknown-coredns
refused unknown-coredns 'CoreDNS.*1\.99\.0'
k -n kube-system set image deployment/coredns coredns=registry.k8s.io/coredns/coredns:v1.13.1 >/dev/null

$N sh "$NODE" 'ctr -n k8s.io images rm registry.k8s.io/kube-scheduler:v1.36.3' >/dev/null
apply no-image
refused no-image 'ImagePull.*kube-scheduler'
$N sh "$NODE" 'cat > /root/image.tar' <"$(ls "$KUBEADM_LAB"/images/v1.36/*kube-scheduler*)"
$N sh "$NODE" 'ctr -n k8s.io images import /root/image.tar' >/dev/null

kill -STOP $(process etcd)
( sleep 100; kill -CONT $(process etcd) ) &
apply no-etcd
wait
refused no-etcd 'API server|etcd'

$N exec "$NODE" systemctl stop kubelet
for _ in $(seq 90); do k get nodes --no-headers | grep -q NotReady && break; sleep 1; done
apply not-ready
refused not-ready 'ControlPlaneNodesReady|CreateJob'
$N exec "$NODE" systemctl start kubelet
for _ in $(seq 60); do k get nodes --no-headers | grep -q ' Ready' && break; sleep 1; done

( sleep 1; for pid in $(process kube-apiserver); do kill -STOP "$pid"; done; sleep 20; for pid in $(process kube-apiserver); do kill -CONT "$pid"; done ) &
apply pause
wait
must 'an API server that stands still for 20 s: the upgrade ends well' ended pause
must 'the cluster serves and has its data' serves
must 'the API server is new' sh -c "$N exec $NODE kubectl --kubeconfig /etc/kubernetes/admin.conf version | grep -q 'Server Version: v1.36.3'"

mkdir -p "$root/root/patch-label"
echo 'metadata: {labels: {again: "yes"}}' >"$root/root/patch-label/kube-apiserver+merge.yaml"
during new-containerd 'Waiting for the kubelet' "$N" exec "$NODE" systemctl restart containerd &
apply new-containerd '' --patches /root/patch-label
wait
must 'a containerd that starts anew meanwhile: the upgrade ends well' ended new-containerd
must 'the cluster serves and has its data' serves
must 'the API server has its label' sh -c "$N exec $NODE kubectl --kubeconfig /etc/kubernetes/admin.conf -n kube-system get pod kube-apiserver-$NODE -o jsonpath='{.metadata.labels.again}' | grep -q yes"
$N stop "$NODE"
exit $failed
