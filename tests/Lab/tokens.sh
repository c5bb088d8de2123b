#!/usr/bin/env bash
# tokens.sh TOOL_DIR: bootstrap tokens, kubeconfigs of users and the expiry of certificates on one cluster, each command line given to real
# kubeadm and to `kubeadm-ps` in turn: the same exit code, the same standard output (but for times, random tokens and keys), the same Secrets
# after it. As root, as a user with a kubeconfig, and as one with nothing. Exit 1 if anything differs.
set -u
. "$(dirname "$0")/common.sh"
O=$out/tokens
rm -rf "$O"
mkdir -p "$O"
admin='kubectl --kubeconfig /etc/kubernetes/admin.conf -n kube-system'

# mask: what is random or a time, replaced by what it is
mask() {
    sed -E 's/[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z/TIME/g; s/"residualTime": [0-9]+/"residualTime": SECONDS/; s/residualTime: [0-9]+/residualTime: SECONDS/
        s/(client-certificate-data|client-key-data): .*/\1: DATA/; s/[A-Z][a-z]{2} [0-9]{2}, [0-9]{4} [0-9]{2}:[0-9]{2} UTC/WHEN/' |
        { [ -n "${RANDOM_TOKEN:-}" ] && sed -E 's/[a-z0-9]{6}\.[a-z0-9]{16}/TOKEN/g' || cat; }
}
# secrets: every bootstrap token Secret, without its times and what the server adds
secrets() {
    $N exec cp1 $admin get secrets --field-selector type=bootstrap.kubernetes.io/token -o json | python3 -c 'import json, sys, base64
for s in json.load(sys.stdin)["items"]:
    data = {k: base64.b64decode(v).decode() for k, v in (s.get("data") or {}).items()}
    if "expiration" in data: data["expiration"] = "TIME"
    print(s["metadata"]["name"], json.dumps(data, sort_keys=True))' | { [ -n "${RANDOM_TOKEN:-}" ] && sed -E 's/bootstrap-token-[a-z0-9]{6}/bootstrap-token-ID/; s/"token-(id|secret)": "[a-z0-9]+"/"token-\1": X/g' || cat; } | sort
}
# before: the cluster's tokens as each command finds them
before() {
    local known
    for known in $($N exec cp1 $admin get secrets --field-selector type=bootstrap.kubernetes.io/token -o name); do $N exec cp1 $admin delete "$known" >/dev/null; done
    $N exec cp1 kubeadm token create aaaaaa.0123456789abcdef --ttl 0 --description 'of a test' --groups system:bootstrappers:a,system:bootstrappers:b >/dev/null 2>&1
    $N exec cp1 kubeadm token create bbbbbb.0123456789abcdef --ttl 2h --usages authentication >/dev/null 2>&1
}
# same NAME WORD...: the command line, from either; AS=USER runs it as that user; TOKENS=1 puts the same tokens there before each
same() {
    local name=$1 who tool
    shift
    for who in kubeadm ours; do
        [ -z "${TOKENS:-}" ] || before
        [ $who = kubeadm ] && tool=kubeadm || tool=$ps
        if [ -n "${AS:-}" ]; then
            $N exec cp1 env HOME="/home/$AS" runuser -u "$AS" -- "$tool" "$@"
        else
            $N exec cp1 "$tool" "$@"
        fi >"$O/$name.$who.out" 2>"$O/$name.$who.err" </dev/null
        echo "exit $?" >>"$O/$name.$who.out"
        mask <"$O/$name.$who.out" >"$O/$name.$who"
        [ -z "${TOKENS:-}" ] || secrets >>"$O/$name.$who"
    done
    must "$name ($(grep -o '^exit [0-9]*' "$O/$name.ours.out"))" diff "$O/$name.kubeadm" "$O/$name.ours"
}

fresh cp1 10.77.0.11
run cp1 init kubeadm init --config /conf/plain.yaml $ignore
$N sh cp1 'useradd -m -u 1500 ada; mkdir -p /home/ada/.kube; cp /etc/kubernetes/admin.conf /home/ada/.kube/config; cp /etc/kubernetes/admin.conf /home/ada/other; chown -R ada: /home/ada; useradd -m -u 1501 bob; cp -r /etc/kubernetes/pki /pki; chown -R ada: /pki' >/dev/null 2>&1

TOKENS=1
for format in text json yaml; do same "list-$format" token list -o $format; done
same list-managed token list -o json --show-managed-fields
same list-other-kubeconfig token list --kubeconfig /nowhere
same create-given token create cccccc.0123456789abcdef
same create-all token create cccccc.0123456789abcdef --ttl 30m --usages authentication --groups system:bootstrappers:x --description 'a b "c"'
same create-signing token create cccccc.0123456789abcdef --usages signing --groups ''
same create-groups-unused token create cccccc.0123456789abcdef --usages signing
same create-forever token create cccccc.0123456789abcdef --ttl 0
same create-two-groups token create cccccc.0123456789abcdef --groups system:bootstrappers:x:y --groups system:bootstrappers:z
same create-taken token create aaaaaa.0123456789abcdef
same create-bad-token token create cccccc
same create-bad-ttl token create cccccc.0123456789abcdef --ttl 5
same create-bad-usage token create cccccc.0123456789abcdef --usages signing,other
same create-bad-group token create cccccc.0123456789abcdef --groups masters
same create-print token create cccccc.0123456789abcdef --print-join-command
same create-print-key token create cccccc.0123456789abcdef --print-join-command --certificate-key $key
RANDOM_TOKEN=1 same create-random token create
RANDOM_TOKEN=1 same create-random-print token create --print-join-command --ttl 1h
cat >"$($N root cp1)/root/tokens.yaml" <<'X'
apiVersion: kubeadm.k8s.io/v1beta4
kind: InitConfiguration
bootstrapTokens:
- {token: eeeeee.0123456789abcdef, ttl: 1h0m0s, description: first, groups: [system:bootstrappers:f], usages: [authentication]}
- {token: ffffff.0123456789abcdef, ttl: 0s}
X
same create-config token create --config /root/tokens.yaml
same create-config-print token create --config /root/tokens.yaml --print-join-command
same delete-id token delete aaaaaa
same delete-token token delete bbbbbb.0123456789abcdef
same delete-two token delete aaaaaa bbbbbb
same delete-unknown token delete zzzzzz
same delete-second-unknown token delete aaaaaa zzzzzz
same delete-nothing token delete
same delete-malformed token delete aaaaa
AS=ada same user-lists token list
AS=ada same user-lists-named token list --kubeconfig /home/ada/other
AS=ada same user-creates token create cccccc.0123456789abcdef
AS=bob same nobody-lists token list
AS=bob same nobody-creates token create cccccc.0123456789abcdef
TOKENS=
RANDOM_TOKEN=1 same generate token generate
AS=bob RANDOM_TOKEN=1 same nobody-generates token generate
same token-unknown token frob

conf=/conf/plain.yaml
same user kubeconfig user --client-name alice --config $conf
same user-groups kubeconfig user --client-name alice --org devs,ops --org x --config $conf
same user-validity kubeconfig user --client-name alice --validity-period 48h --config $conf
same user-token kubeconfig user --client-name alice --token secret-of-alice --config $conf
same user-token-org kubeconfig user --client-name alice --token secret-of-alice --org devs --config $conf
same user-nameless kubeconfig user --config $conf
same user-bad-validity kubeconfig user --client-name alice --validity-period 48 --config $conf
same user-no-file kubeconfig user --client-name alice --config /nowhere
sed 's,^kind: ClusterConfiguration,&\ncertificatesDir: /nowhere,' "$here/conf/plain.yaml" >"$($N root cp1)/no-ca.yaml"
same user-no-ca kubeconfig user --client-name alice --config /no-ca.yaml
sed 's,^kind: ClusterConfiguration,&\ncertificatesDir: /pki,' "$here/conf/plain.yaml" >"$($N root cp1)/pki.yaml"
AS=ada same user-as-user kubeconfig user --client-name alice --config /pki.yaml
AS=bob same user-as-nobody kubeconfig user --client-name alice --config $conf

for format in text json yaml; do
    same "expiration-$format" certs check-expiration -o $format
    same "expiration-config-$format" certs check-expiration --config $conf -o $format
done
same expiration-bad-format certs check-expiration -o xml
$N sh cp1 'cp -r /etc/kubernetes/pki /partial && rm /partial/apiserver.crt /partial/etcd/peer.crt /partial/front-proxy-ca.key'
same expiration-partial certs check-expiration --cert-dir /partial -o json
same expiration-partial-text certs check-expiration --cert-dir /partial
echo garbage >"$($N root cp1)/partial/front-proxy-client.crt"
same expiration-garbage certs check-expiration --cert-dir /partial
rm "$($N root cp1)/partial/front-proxy-client.crt"
same expiration-unsigned certs check-expiration --cert-dir /partial
$N sh cp1 'cp -r /etc/kubernetes/pki /outside && rm /outside/ca.key /outside/etcd/ca.key'
same expiration-outside certs check-expiration --cert-dir /outside
same expiration-nothing certs check-expiration --cert-dir /nowhere
AS=ada same expiration-user certs check-expiration --cert-dir /pki
AS=bob same expiration-nobody certs check-expiration

# Where kubeadm does what nobody can want, ours refuses, and changes nothing: the exit code is ours alone.
refused() { local name=$1; shift; before; secrets >"$O/$name.before"; run cp1 "$name" $ps "$@" >/dev/null; [ "$(cat "$O/$name.rc")" = 1 ] && diff "$O/$name.before" <(secrets); }
must 'a token that ends before it begins is refused (kubeadm makes one that never ends)' refused ttl token create cccccc.0123456789abcdef --ttl -5m
must 'a key without a join command is refused before the token is made' refused key token create cccccc.0123456789abcdef --certificate-key $key
must 'a second token on the line is refused (kubeadm ignores it)' refused words token create cccccc.0123456789abcdef dddddd.0123456789abcdef
must 'a certificate that ends before it begins is refused' refused validity kubeconfig user --client-name alice --validity-period -1h --config $conf
dry() { local name=$1; shift; before; secrets >"$O/$name.before"; run cp1 "$name" $ps "$@" --dry-run >/dev/null; [ "$(cat "$O/$name.rc")" = 0 ] && diff "$O/$name.before" <(secrets); }
must 'a dry run creates nothing' dry dry-create token create cccccc.0123456789abcdef
must 'a dry run deletes nothing' dry dry-delete token delete aaaaaa
[ -n "${KEEP:-}" ] || $N stop cp1
exit $failed
