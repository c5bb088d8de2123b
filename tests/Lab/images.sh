#!/usr/bin/env bash
# images.sh TOOL_DIR [ROUNDS]: real `kubeadm config images pull` and that of `kubeadm-ps`, against one containerd and a registry (docker-registry)
# on a node's loopback: all images, images that are there already, one that is missing, no registry, no runtime. The same exit code and
# lines, and the same images with the same digests afterwards. Then times both, and Request-KubeImage, in turn. Exit 1 if anything differs.
set -u
. "$(dirname "$0")/common.sh"
rounds=${2:-5}
O=$out/images
rm -rf "$O"
mkdir -p "$O"
registry=127.0.0.1:5000
what="--image-repository $registry --kubernetes-version v1.36.3"

fresh cp1 10.77.0.11
cp "$(command -v docker-registry)" "$($N root cp1)/usr/local/bin/docker-registry"
cat >"$($N root cp1)/root/registry.yml" <<X
version: 0.1
log: {level: error}
storage: {filesystem: {rootdirectory: /var/lib/registry}}
http: {addr: $registry}
X
start_registry() {
    $N sh cp1 'docker-registry serve /root/registry.yml >/var/log/registry.log 2>&1 </dev/null & echo $! >/root/registry.pid'
    local _
    for _ in $(seq 50); do $N sh cp1 "exec 3<>/dev/tcp/127.0.0.1/5000" 2>/dev/null && return; sleep 0.1; done
    return 1
}
stop_registry() { $N sh cp1 'kill $(cat /root/registry.pid)'; }
# empty: the runtime has no image and no layer
empty() { $N sh cp1 'ctr -n k8s.io images ls -q | xargs -r ctr -n k8s.io images rm --sync; ctr -n k8s.io content prune references' >/dev/null 2>&1; }
held() { $N sh cp1 "ctr -n k8s.io images ls | awk '\$1 ~ /^$registry/ && \$1 !~ /@/ { print \$1, \$3 }' | sort"; }
# same NAME ARGUMENT...: both pull; KEEP_IMAGES=1 leaves what is there
same() {
    local name=$1 who tool
    shift
    for who in kubeadm ours; do
        [ $who = kubeadm ] && tool=kubeadm || tool=$ps
        [ -n "${KEEP_IMAGES:-}" ] || empty
        $N exec cp1 "$tool" config images pull "$@" >"$O/$name.$who" 2>"$O/$name.$who.err" </dev/null
        echo "exit $?" >>"$O/$name.$who"
        held >>"$O/$name.$who"
    done
    must "$name ($(grep -o '^exit [0-9]*' "$O/$name.ours"), $(grep -c " sha256:" "$O/$name.ours") images)" diff "$O/$name.kubeadm" "$O/$name.ours"
}

must 'a registry on loopback' start_registry
while read -r name; do
    source=$($N sh cp1 "ctr -n k8s.io images ls -q | grep -E '/${name##*/}\$' | head -n 1")
    $N sh cp1 "ctr -n k8s.io images tag $source $name && ctr -n k8s.io images push --plain-http $name" >>"$O/push.log" 2>&1 || { echo "BAD   $name is not pushed"; failed=1; }
done < <($N exec cp1 kubeadm config images list $what)
printf 'apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\nkubernetesVersion: v1.36.3\nimageRepository: %s\n' $registry >"$($N root cp1)/root/kubeadm.yaml"
same all $what
KEEP_IMAGES=1 same present $what
same config --config /root/kubeadm.yaml
repositories=/var/lib/registry/docker/registry/v2/repositories
$N sh cp1 "mv $repositories/kube-scheduler /root/"
same missing $what
$N sh cp1 "mv /root/kube-scheduler $repositories/"
same no-runtime $what --cri-socket unix:///nowhere.sock
stop_registry
same no-registry $what
must 'the registry again' start_registry

declare -A times
for _ in $(seq "$rounds"); do
    for way in "kubeadm:kubeadm config images pull $what" "one after the other:$ps config images pull $what" "side by side:$ps Request-KubeImage -ImageRepository $registry -KubernetesVersion v1.36.3"; do
        empty
        from=$(date +%s.%N)
        $N exec cp1 ${way#*:} >/dev/null 2>"$O/time.err" </dev/null || { echo "BAD   ${way%%:*}"; failed=1; }
        times[${way%%:*}]+=" $(awk -v a="$from" -v b="$(date +%s.%N)" 'BEGIN { printf "%.2f", b - a }')"
    done
done
for way in "${!times[@]}"; do echo "      $way: median $(median "${times[$way]}") s of${times[$way]}"; done
stop_registry
[ -n "${KEEP:-}" ] || $N stop cp1
exit $failed
