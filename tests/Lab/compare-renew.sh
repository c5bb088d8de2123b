#!/usr/bin/env bash
# compare-renew.sh TOOL_DIR: `certs renew` of real kubeadm and of `kubeadm-ps` in copies of one folder: the same exit code, the same lines, the
# same files renewed, and in them the same certificates (but for serials, dates and keys) with the same kind of key and the same validity, the
# same kubeconfigs, modes and owners. Each name with three configurations, then files that are missing, broken, linked or managed elsewhere.
# Needs no node: /etc/kubernetes is a folder of its own in a mount namespace. Exit 1 if anything differs. Environment as in compare-init.sh.
set -u
if [ -z "${RENEW_INSIDE:-}" ]; then
    made=$([ -d /etc/kubernetes ] || echo yes)
    mkdir -p /etc/kubernetes
    RENEW_INSIDE=1 unshare --mount --propagation private bash "$0" "$@"
    code=$?
    [ -z "$made" ] || rmdir /etc/kubernetes
    exit $code
fi
. "$(dirname "$0")/common.sh"
kubeadm=$KUBEADM_LAB/bin/v1.36/kubeadm
ours=$tools/kubeadm-ps
O=$out/renewals
rm -rf "$O"
mkdir -p "$O/root"
mount --bind "$O/root" /etc/kubernetes
pki=/etc/kubernetes/pki

config() { cat <<Y
apiVersion: kubeadm.k8s.io/v1beta4
kind: InitConfiguration
nodeRegistration: {name: n1}
localAPIEndpoint: {advertiseAddress: 10.1.2.3}
---
apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
kubernetesVersion: v1.36.3
$1
Y
}
plain=$O/plain.yaml
config 'apiServer: {certSANs: [a.example.com, 192.0.2.77, "fd00::9"]}' >"$plain"
config 'encryptionAlgorithm: ECDSA-P256' >"$O/ecdsa.yaml"
config $'encryptionAlgorithm: RSA-3072\ncertificateValidityPeriod: 100h' >"$O/rsa-3072.yaml"
config 'etcd: {external: {endpoints: ["https://192.0.2.9:2379"], caFile: /a, certFile: /b, keyFile: /c}}' >"$O/external-etcd.yaml"

# describe: a certificate without what must differ, the kind of its key, and how long it is valid from start to end
describe() {
    local pem start end
    pem=$(cat)
    openssl x509 -noout -text -certopt no_serial,no_validity,no_sigdump,no_pubkey -nameopt RFC2253 <<<"$pem" 2>/dev/null || { echo broken; return; }
    openssl x509 -noout -pubkey <<<"$pem" | openssl pkey -pubin -noout -text | head -n 1
    start=$(openssl x509 -noout -startdate <<<"$pem") end=$(openssl x509 -noout -enddate <<<"$pem")
    echo "$((($(date -d "${end#*=}" +%s) - $(date -d "${start#*=}" +%s) + 30) / 60)) minutes"
}
# fits CERTIFICATE KEY: whether the key is the certificate's
fits() { [ ! -f "$2" ] || { head -n 1 "$2"; openssl pkey -in "$2" -pubout | cmp -s - <(openssl x509 -noout -pubkey -in "$1" 2>/dev/null) && echo pair || echo no pair; }; }
data() { sed -n "s/ *client-$2-data: //p" "$1" | base64 -d; }
profile() (
    cd /etc/kubernetes || exit
    for f in $(find . -name '*.crt' | sort); do echo "== $f"; describe <"$f"; fits "$f" "${f%.crt}.key"; done
    for f in *.conf; do
        echo "== $f"
        sed -E 's/(client-[a-z]+-data: ).*/\1.../' "$f"
        ! grep -q client-certificate-data "$f" || { data "$f" certificate | describe; data "$f" key | head -n 1; }
    done
    find . -printf '%p %y %m %u %g %l\n' | sort
)
digests() (cd /etc/kubernetes && find . -type f \( -name '*.crt' -o -name '*.key' -o -name '*.conf' \) -exec sha256sum {} + | sort)
# same NAME BEFORE WORD...: the command line, from either, on the same files, changed by the command BEFORE
same() {
    local name=$1 before=$2 who tool
    shift 2
    for who in kubeadm ours; do
        rm -rf /etc/kubernetes/*
        cp -a "$O/original/." /etc/kubernetes/
        eval "$before"
        digests >"$O/digests"
        [ $who = kubeadm ] && tool=$kubeadm || tool=$ours
        "$tool" certs renew "$@" >"$O/$who.lines" 2>"$O/$who.err" </dev/null
        echo "exit $?" >>"$O/$who.lines"
        { cat "$O/$who.lines"; echo "== renewed"; digests | comm -13 "$O/digests" - | cut -c67- | sort; profile; } >"$O/$who"
    done
    must "$name ($(grep '^exit' "$O/ours.lines"), $(sed -n '/^== renewed/,/^== \.\//p' "$O/ours" | grep -c '^\./') files renewed)" diff "$O/kubeadm" "$O/ours"
}

{ "$kubeadm" init phase certs all --config "$plain" && "$kubeadm" init phase kubeconfig all --config "$plain" && "$kubeadm" init phase kubeconfig super-admin --config "$plain"; } >"$O/make.log" 2>&1 ||
    { tail -n 5 "$O/make.log"; exit 2; }
cp -a /etc/kubernetes "$O/original"

for conf in plain ecdsa rsa-3072; do
    for name in admin.conf apiserver apiserver-etcd-client apiserver-kubelet-client controller-manager.conf etcd-healthcheck-client etcd-peer \
        etcd-server front-proxy-client scheduler.conf super-admin.conf all; do
        same "$conf: $name" : "$name" --config "$O/$conf.yaml"
    done
done
same 'etcd that others run: all' : all --config "$O/external-etcd.yaml"
same 'etcd that others run: etcd-server' : etcd-server --config "$O/external-etcd.yaml"
same 'no configuration' : all
same 'a kubeconfig that is not there' : apiserver --kubeconfig /nowhere
same 'a folder' "cp -a $pki $O/root/other" apiserver --cert-dir /etc/kubernetes/other
same 'a folder beside a configuration' "cp -a $pki $O/root/other" apiserver --cert-dir /etc/kubernetes/other --config "$plain"
same 'a folder that is not there' : all --cert-dir /nowhere
same 'a certificate is missing: all' "rm $pki/apiserver.crt" all --config "$plain"
same 'a certificate is missing: it' "rm $pki/apiserver.crt" apiserver --config "$plain"
same 'a key is missing' "rm $pki/apiserver.key" apiserver --config "$plain"
same 'a kubeconfig is missing' 'rm /etc/kubernetes/super-admin.conf' all --config "$plain"
same 'the authority is elsewhere: all' "rm $pki/ca.key" all --config "$plain"
same 'the authority is elsewhere: apiserver' "rm $pki/ca.key" apiserver --config "$plain"
same 'the front proxy authority is elsewhere' "rm $pki/front-proxy-ca.key" all --config "$plain"
same "etcd's authority is elsewhere: all" "rm $pki/etcd/ca.key" all --config "$plain"
same "etcd's authority is elsewhere: etcd-peer" "rm $pki/etcd/ca.key" etcd-peer --config "$plain"
same 'a certificate is broken' "echo x >$pki/apiserver.crt" apiserver --config "$plain"
same 'modes and owners of others' "chmod 640 $pki/apiserver.key; chmod 600 $pki/apiserver.crt; chown 1000:1000 $pki/apiserver.key /etc/kubernetes/admin.conf" all --config "$plain"
same 'a link' "mv $pki/apiserver.crt $pki/mine.pem; ln -s mine.pem $pki/apiserver.crt" apiserver --config "$plain"
same 'a kubeconfig with more in it' 'sed -i "s,    server: ,    tls-server-name: a.example\n    proxy-url: http://p:1\n    server: ," /etc/kubernetes/admin.conf; printf -- "- name: other\n  user: {token: abc}\n" >>/etc/kubernetes/admin.conf' admin.conf --config "$plain"
same 'a kubeconfig that names files' 'sed -i -E "s,client-certificate-data: .*,client-certificate: /x.crt,; s,client-key-data: .*,client-key: /x.key," /etc/kubernetes/scheduler.conf' scheduler.conf --config "$plain"
same 'an unknown name' : frob
same 'an authority' : ca --config "$plain"
same 'a second name' : apiserver etcd-server
same 'an unknown flag' : apiserver --frob
same 'an output format' : apiserver -o json
same 'a configuration that is not there' : apiserver --config /nowhere
exit $failed
