#!/usr/bin/env bash
# external-ca.sh TOOL_DIR [WHO...]: a cluster whose authorities are kept elsewhere. WHO (kubeadm, ours; both by default) makes the requests on a
# fresh node; openssl signs them outside of it; certificates that are signed wrongly are refused by Import-KubeCertificate and change
# nothing, the good ones are installed; the phases certs and kubeconfig of both tools keep all of it; then the other tool's init makes a cluster
# of it that gets ready. Exit 1 if not.
set -u
. "$(dirname "$0")/common.sh"
shift
O=$out/external-ca
rm -rf "$O"
mkdir -p "$O/ca"
for name in ca front-proxy-ca etcd-ca; do
    openssl req -x509 -newkey rsa:2048 -nodes -days 3650 -keyout "$O/ca/$name.key" -out "$O/ca/$name.crt" -subj "/CN=$name" 2>/dev/null
done

authority() { case $1 in etcd/* | apiserver-etcd-client) echo etcd-ca ;; front-proxy-client) echo front-proxy-ca ;; *) echo ca ;; esac; }
usages() { case $1 in apiserver) echo serverAuth ;; etcd/server | etcd/peer) echo serverAuth,clientAuth ;; *) echo clientAuth ;; esac; }
sign() { # sign NAME CSR OUT [AUTHORITY [USAGES]]
    printf 'basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature,keyEncipherment\nextendedKeyUsage=%s\n' "${5:-$(usages "$1")}" >"$O/extensions"
    openssl x509 -req -in "$2" -CA "$O/ca/${4:-$(authority "$1")}.crt" -CAkey "$O/ca/${4:-$(authority "$1")}.key" -set_serial "0x$(openssl rand -hex 8)" \
        -days 200 -copy_extensions copy -extfile "$O/extensions" -out "$3" 2>/dev/null
}
state() { $N sh cp1 'find /etc/kubernetes -type f -exec sha256sum {} + | sort'; }
names() { (cd "$root/etc/kubernetes/pki" && find . -name '*.csr' | sed 's,^\./,,; s,\.csr$,,') && (cd "$root/etc/kubernetes" && basename -s .csr ./*.csr); }
csr() { case $1 in *.conf) echo "$root/etc/kubernetes/$1.csr" ;; *) echo "$root/etc/kubernetes/pki/$1.csr" ;; esac; }
refused() { # refused PATTERN: what is in /root/bad is refused for that and nothing changes
    local before
    before=$(state)
    $N sh cp1 "$ps Import-KubeCertificate /root/bad/*.pem" >"$O/refused.out" 2>"$O/refused.err" && return 1
    cat "$O/refused.err"
    grep -q -- "$1" "$O/refused.err" && [ "$before" = "$(state)" ]
}
bad() { # bad NAME PATTERN AUTHORITY USAGES
    rm -rf "$root/root/bad"
    mkdir -p "$root/root/bad"
    sign "$1" "$(csr "$1")" "$root/root/bad/x.pem" "$3" "$4"
    must "$1 is refused: $2" refused "$2"
}
keeps() { # keeps TOOL: its phases change none of it
    local before
    before=$(state)
    $N exec cp1 "$1" init phase certs all --config /conf/plain.yaml && $N exec cp1 "$1" init phase kubeconfig all --config /conf/plain.yaml || return 1
    [ "$before" = "$(state)" ]
}
external() { $N exec cp1 kubeadm certs check-expiration --config /conf/plain.yaml | awk '/^[a-z].*UTC/ { n++; if ($NF != "yes") exit 1 } END { exit n < 11 }'; }

[ $# -gt 0 ] || set -- kubeadm ours
for who in "$@"; do
    echo "== requests by $who"
    fresh cp1 10.77.0.11
    root=$($N root cp1)
    if [ "$who" = ours ]; then makes=$ps inits=kubeadm; else makes=kubeadm inits=$ps; fi
    must "requests are made" $N exec cp1 $makes certs generate-csr --config /conf/plain.yaml
    mkdir -p "$root/root/signed"
    for name in $(names); do sign "$name" "$(csr "$name")" "$root/root/signed/$(tr / - <<<"$name").pem"; done
    rm -rf "$root/root/bad"
    mkdir "$root/root/bad"
    cp "$root/root/signed/apiserver.pem" "$root/root/bad/x.pem"
    must "without the authority none is installed" refused 'is not there to check it by'
    install -Dm644 "$O/ca/ca.crt" "$root/etc/kubernetes/pki/ca.crt"
    install -Dm644 "$O/ca/front-proxy-ca.crt" "$root/etc/kubernetes/pki/front-proxy-ca.crt"
    install -Dm644 "$O/ca/etcd-ca.crt" "$root/etc/kubernetes/pki/etcd/ca.crt"
    (umask 077 && openssl genrsa -traditional -out "$root/etc/kubernetes/pki/sa.key" 2048 2>/dev/null && openssl rsa -in "$root/etc/kubernetes/pki/sa.key" -pubout -out "$root/etc/kubernetes/pki/sa.pub" 2>/dev/null)
    bad apiserver 'is not issued by the authority' etcd-ca serverAuth
    bad etcd/peer 'lacks serverAuth' etcd-ca clientAuth
    bad admin.conf 'lacks clientAuth' ca serverAuth
    must "-WhatIf installs none" $N sh cp1 "$ps -Command 'Import-KubeCertificate /root/signed/*.pem -WhatIf' && ! ls /etc/kubernetes/pki/apiserver.crt"
    must "all are installed" $N sh cp1 "$ps Import-KubeCertificate /root/signed/*.pem && [ \$(ls /etc/kubernetes/pki/*.crt /etc/kubernetes/pki/etcd/*.crt | wc -l) = 10 ]"
    must "kubeadm's phases keep them" keeps kubeadm
    must "our phases keep them" keeps $ps
    must "kubeadm sees them as managed elsewhere" external
    must "$inits makes the cluster" $N exec cp1 $inits init --config /conf/plain.yaml $ignore
    "$S/cni.sh" cp1 >/dev/null
    must "the cluster gets ready" wait_ready 1
    $N stop cp1
done
exit $failed
