#!/usr/bin/env bash
# renew.sh TOOL_DIR [PART...]: the renewal of certificates on real nodes (beside kubeadm's: compare-renew.sh). The parts, both by default:
#   live     `all -Restart` on a control plane: each component runs in a new container, and serves with the new certificate; kubectl works
#   expired  a cluster whose certificates have all ended, the kubelet's too, brought back by the one command
# Exit 1 if anything does not hold. Environment as in compare-init.sh.
set -u
. "$(dirname "$0")/common.sh"
parts=${*:2}
parts=${parts:-live expired}
pki=/etc/kubernetes/pki
admin='kubectl --kubeconfig /etc/kubernetes/admin.conf --request-timeout=5s'

# serials: on the node, which certificate each file holds
cat >"$out/serials.sh" <<'SH'
cd /etc/kubernetes
for f in $(find . -name '*.crt' | sort); do echo "$f $(openssl x509 -noout -serial <"$f")"; done
for f in admin super-admin controller-manager scheduler; do echo "$f.conf $(sed -n 's/ *client-certificate-data: //p' $f.conf | base64 -d | openssl x509 -noout -serial)"; done
SH
serials() { $N exec cp1 bash -s <"$out/serials.sh"; }
# containers: identifiers of the control plane's containers that run, a name and an identifier a line
containers() {
    $N sh cp1 'for id in $(ctr -n k8s.io tasks ls | awk "\$3 == \"RUNNING\" { print \$1 }"); do
        name=$(ctr -n k8s.io containers info "$id" | sed -n "s/.*\"io.kubernetes.container.name\": \"\(.*\)\".*/\1/p"); [ -z "$name" ] || echo "$name $id"
    done' | grep -E '^(etcd|kube-(apiserver|controller-manager|scheduler)) ' | sort
}
# serves PORT FILE [ARGUMENT...]: the server at the port shows the certificate in the file
serves() {
    local shown
    shown=$($N exec cp1 openssl s_client -connect "10.77.0.11:$1" "${@:3}" </dev/null 2>/dev/null | openssl x509 -noout -serial)
    [ -n "$shown" ] && [ "$shown" = "$($N exec cp1 openssl x509 -noout -serial -in $pki/$2)" ]
}
ready() { local _; for _ in $(seq 120); do $N exec cp1 $admin get nodes 2>/dev/null | grep -q '^cp1 .*Ready' && ! $N exec cp1 $admin get nodes | grep -q NotReady && return; sleep 0.5; done; return 1; }
# all_newer FILE: every container of the kept list has another identifier now
all_newer() { [ "$(containers | wc -l)" = 4 ] && ! grep -qFf "$1" <(containers); }
init() { $N exec cp1 kubeadm init --config "$1" $ignore >"$out/renew-init.log" 2>&1 </dev/null || { tail "$out/renew-init.log"; return 1; }; "$S/cni.sh" cp1 >/dev/null; ready; }
valid() { $N exec cp1 kubeadm certs check-expiration 2>/dev/null | tee "$out/check.txt" | grep -q '^apiserver ' && ! grep -q 'invalid\|MISSING' "$out/check.txt"; }

live() {
    local from
    fresh cp1 10.77.0.11
    must 'a control plane' init /conf/plain.yaml || return
    containers >"$out/containers"
    serials >"$out/before"
    from=$(date +%s.%N)
    must 'Update-KubeCertificate all -Restart' $N exec cp1 $ps -Command 'Update-KubeCertificate all -Restart -ErrorAction Stop'
    echo "      $(awk -v a="$from" -v b="$(date +%s.%N)" 'BEGIN { printf "%.1f", b - a }') s"
    must 'kubectl works with the new admin.conf at once' $N exec cp1 $admin get nodes
    must 'every component runs in a new container' all_newer "$out/containers"
    must 'the API server shows the new certificate' serves 6443 apiserver.crt
    must 'etcd shows the new certificate' serves 2379 etcd/server.crt -cert $pki/etcd/healthcheck-client.crt -key $pki/etcd/healthcheck-client.key
    must 'every leaf is new' test "$(serials | diff "$out/before" - | grep -c '^>')" = 11
    must 'etcd is healthy' etcdctl cp1 endpoint health
    must 'the node is ready' ready
    must "kubeadm's check-expiration agrees" valid
    must 'no temporary file is left' test -z "$($N sh cp1 'find /etc/kubernetes /var/lib/kubelet/pki -name ".*" -type f')"
    containers >"$out/containers"
    must 'scheduler.conf alone restarts the scheduler' $N exec cp1 $ps -Command 'Update-KubeCertificate scheduler.conf -Restart -ErrorAction Stop'
    must 'and nothing else' test "$(containers | diff "$out/containers" - | grep '^>' | cut -d' ' -f2)" = kube-scheduler
}

expired() {
    local from period=${RENEW_PERIOD:-4m} left
    fresh cp1 10.77.0.11
    $N sh cp1 "sed 's/^kind: ClusterConfiguration/&\ncertificateValidityPeriod: $period/' /conf/plain.yaml >/short.yaml"
    # The kubelet's own certificate is signed by the controller manager, for a year unless it is told otherwise.
    $N sh cp1 "printf 'controllerManager:\n  extraArgs:\n  - {name: cluster-signing-duration, value: 10m}\n' >/signing; sed '/^kind: ClusterConfiguration/r /signing' -i /short.yaml"
    must "a control plane whose certificates last $period" init /short.yaml || return
    $N exec cp1 kubeadm certs check-expiration 2>/dev/null | grep '^apiserver '
    containers >"$out/containers"
    # The kubelet's ends with the others: one that the cluster signed would be renewed by the kubelet in time.
    $N sh cp1 "cd /var/lib/kubelet/pki && openssl x509 -noout -subject -enddate -in kubelet-client-current.pem"
    echo "      waiting for the end"
    while $N exec cp1 openssl x509 -noout -checkend 0 -in $pki/apiserver.crt >/dev/null; do sleep 2; done
    while left=$($N sh cp1 'openssl x509 -noout -checkend 0 -in /var/lib/kubelet/pki/kubelet-client-current.pem'); do sleep 2; done
    must 'the API server lets nobody in any more' bash -c "! $N exec cp1 $admin get nodes"
    sleep "${RENEW_DOWN:-60}"
    $N exec cp1 $ps -Command 'Get-KubeCertificate -WarningAction SilentlyContinue' | head -n 20
    from=$(date +%s.%N)
    must 'Update-KubeCertificate all -Restart' $N exec cp1 $ps -Command 'Update-KubeCertificate all -Restart -ErrorAction Stop'
    echo "      $(awk -v a="$from" -v b="$(date +%s.%N)" 'BEGIN { printf "%.1f", b - a }') s"
    must 'kubectl works at once' $N exec cp1 $admin get nodes
    must 'every component runs in a new container' all_newer "$out/containers"
    must 'the node is ready' ready
    echo "      $(awk -v a="$from" -v b="$(date +%s.%N)" 'BEGIN { printf "%.1f", b - a }') s until the node is Ready"
    must "kubeadm's check-expiration agrees" valid
    must "the kubelet's certificate is behind its link still" $N sh cp1 'test -L /var/lib/kubelet/pki/kubelet-client-current.pem && test $(stat -L -c %a /var/lib/kubelet/pki/kubelet-client-current.pem) = 600'
    must 'a Pod is run' $N exec cp1 $admin delete pod -n kube-system -l k8s-app=kube-proxy --wait=false
}

for part in $parts; do echo "== $part"; $part; done
[ -n "${KEEP:-}" ] || $N stop cp1
exit $failed
