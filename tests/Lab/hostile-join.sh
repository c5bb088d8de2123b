#!/usr/bin/env bash
# hostile-join.sh TOOL_DIR: joins that must be refused, with the cause by its name and nothing written: another CA than the pinned one, a man in
# the middle, unknown, wrong and expired tokens, a wrong certificate key, certificates that are no longer there, a node of the same name that
# is Ready. Exit 1 if one is not.
set -u
. "$(dirname "$0")/common.sh"
O=$out/hostile-join
rm -rf "$O"
mkdir -p "$O"
files() { $N sh "$1" 'find /etc/kubernetes /var/lib/kubelet /var/lib/etcd \( -type f -o -type l \) 2>/dev/null | grep -v cpu_manager_state | sort'; }
refuse() { # refuse NAME PATTERN ARGUMENT...: exit code 1, the pattern in what is said, no secret in it, and no file more than before
    local name=$1 pattern=$2 before
    shift 2
    before=$(files w1)
    run w1 "$name" $ps join "$@" $ignore >/dev/null
    [ "$(cat "$O/$name.rc")" = 1 ] || { echo "BAD   $name: exit $(cat "$O/$name.rc")"; failed=1; }
    grep -qE -- "$pattern" "$O/$name.err" || { echo "BAD   $name: says nothing of $pattern"; failed=1; }
    ! grep -qE '0123456789abcdef|e6a2eb8581237ab7' "$O/$name.err" "$O/$name.out" || { echo "BAD   $name: tells a secret"; failed=1; }
    [ "$before" = "$(files w1)" ] || { echo "BAD   $name: wrote $(diff <(echo "$before") <(files w1) | grep '^>' | head -n 3)"; failed=1; }
    echo "seen  $name ($(cat "$O/$name.time") s): $(grep -m1 '^error:' "$O/$name.err" | cut -c1-170)"
}
short() { # short ENDPOINT TOKEN HASH: a configuration with little patience
    cat >"$($N root w1)/root/join.yaml" <<X
apiVersion: kubeadm.k8s.io/v1beta4
kind: JoinConfiguration
discovery:
  bootstrapToken: {apiServerEndpoint: "$1", token: "$2", caCertHashes: ["$3"]}
timeouts: {discovery: 6s, tlsBootstrap: 10s}
X
}

fresh cp1 10.77.0.11
run cp1 init $ps init --config /conf/plain.yaml --upload-certs $ignore
"$S/cni.sh" cp1 >/dev/null
fresh other 10.77.0.14
sed 's/10\.77\.0\.11/10.77.0.14/' "$here/conf/plain.yaml" >"$($N root other)/root/init.yaml"
run other init-other $ps init --config /root/init.yaml $ignore
fresh w1 10.77.0.12
pin=$(hash_of cp1)
refuse wrong-hash 'hash|pin' 10.77.0.11:6443 --token $token --discovery-token-ca-cert-hash "sha256:$(printf '0%.0s' $(seq 64))"
refuse other-cluster 'hash|pin' 10.77.0.14:6443 --token $token --discovery-token-ca-cert-hash "$pin"
refuse malformed-hash 'sha256' 10.77.0.11:6443 --token $token --discovery-token-ca-cert-hash sha256:12
refuse no-hash 'ash' 10.77.0.11:6443 --token $token
refuse bad-token 'token' 10.77.0.11:6443 --token abc --discovery-token-ca-cert-hash "$pin"
short 10.77.0.11:6443 zzzzzz.0123456789abcdef "$pin"
refuse unknown-token 'zzzzzz' --config /root/join.yaml
short 10.77.0.11:6443 abcdef.ffffffffffffffff "$pin"
refuse wrong-secret 'abcdef|signature' --config /root/join.yaml
short 10.77.0.99:6443 $token "$pin"
refuse nobody-there '10.77.0.99' --config /root/join.yaml
run cp1 short-lived kubeadm token create aaaaaa.0123456789abcdef --ttl 2s >/dev/null
for _ in $(seq 60); do k -n kube-system get secret bootstrap-token-aaaaaa >/dev/null 2>&1 || break; sleep 0.5; done
short 10.77.0.11:6443 aaaaaa.0123456789abcdef "$pin"
refuse expired-token 'aaaaaa' --config /root/join.yaml
target=(10.77.0.11:6443 --token $token --discovery-token-ca-cert-hash "$pin")
refuse wrong-certificate-key 'ertificate key|decrypt' "${target[@]}" --control-plane --certificate-key "$(printf 'f%.0s' $(seq 64))"
k -n kube-system delete secret kubeadm-certs >/dev/null
refuse certificates-gone 'kubeadm-certs' "${target[@]}" --control-plane --certificate-key $key
refuse name-taken 'cp1' "${target[@]}" --node-name cp1
run w1 join $ps join "${target[@]}" $ignore
must 'after all of them the node joins' ended join
for node in w1 other cp1; do $N stop $node; done
exit $failed
