#!/usr/bin/env bash
# requests.sh TOOL_DIR [CONF...]: real `kubeadm certs generate-csr` and that of `kubeadm-ps`, side by side, for each configuration of
# conf/requests (or those named) and for none: the same files and modes, requests that are equal in every part but key and signature, the same
# kinds of keys, kubeconfigs that are equal but for the key; a second run is refused by both and changes nothing. Needs no node.
set -u
. "$(dirname "$0")/common.sh"
shift
real=$KUBEADM_LAB/bin/v1.36/kubeadm
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

generate() { # generate WHO CONF COMMAND...: the requests of one tool, in folders whose paths are as long for both
    local who=$1 conf=$2
    shift 2
    [ "$conf" = none ] || set -- "$@" --config "$here/conf/requests/$conf.yaml"
    "$@" --cert-dir "$work/$who/$conf/pki" --kubeconfig-dir "$work/$who/$conf/kc" >"$work/$who.out" 2>"$work/$who.err"
}
# text CSR: all that the request says; its structure and types too. Key, signature and lengths that follow from them left out
text() {
    openssl req -in "$1" -noout -verify 2>/dev/null || echo "its signature is wrong"
    openssl req -in "$1" -noout -text | sed -E '/^ +([0-9a-f]{2}:)+([0-9a-f]{2})?$/d'
    openssl asn1parse -in "$1" | grep -v 'BIT STRING' | sed -E 's/^ *[0-9]+:d=([0-9]+) +hl=[0-9]+ +l= *[0-9]+ /\1 /'
}
describe() { # describe FOLDER: everything that must be equal
    (cd "$1" && find . -printf '%m %y %p\n' | sort -k3)
    local file
    while read -r file; do
        echo "== ${file#"$1"}"
        case $file in
            *.csr) head -n 1 "$file"; text "$file" ;;
            *.key) head -n 1 "$file"; openssl pkey -in "$file" -noout -text | head -n 1 ;;
            *.conf) sed -E 's/(client-key-data: ).*/\1KEY/' "$file"; sed -n 's/.*client-key-data: //p' "$file" | base64 -d | head -n 1 ;;
        esac
    done < <(find "$1" -type f | sort)
}
same_files() {
    [ -s "$work/kubeadm/$1/pki/apiserver.csr" ] && diff <(describe "$work/kubeadm/$1") <(describe "$work/ours/$1")
}
digest() { find "$1" -type f -exec sha256sum {} + | sort; }
refused() { # refused WHO CONF COMMAND...: the second run
    local before
    before=$(digest "$work/$1")
    generate "$@" && return 1
    [ "$before" = "$(digest "$work/$1")" ]
}
same_lines() { # what is printed, in any order: kubeadm's is that of a map
    diff <(sed "s,$work/kubeadm/,,g" "$work/kubeadm.out" | sort) <(sed "s,$work/ours/,,g" "$work/ours.out" | sort)
}

[ $# -gt 0 ] || set -- none $(cd "$here/conf/requests" && basename -s .yaml ./*.yaml)
for conf in "$@"; do
    must "$conf: kubeadm makes requests" generate kubeadm "$conf" "$real" certs generate-csr
    must "$conf: ours makes requests" generate ours "$conf" "$tools/kubeadm-ps" certs generate-csr
    must "$conf: the same lines" same_lines
    must "$conf: the same files" same_files "$conf"
    must "$conf: kubeadm refuses a second time" refused kubeadm "$conf" "$real" certs generate-csr
    must "$conf: ours refuses a second time" refused ours "$conf" "$tools/kubeadm-ps" certs generate-csr
done
exit $failed
