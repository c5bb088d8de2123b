#!/usr/bin/env bash
# interrupted.sh TOOL_DIR [N [SEED]]: N runs of kubeadm-ps that fail while keys are being created, or get SIGINT or SIGTERM at a random moment,
# in turn; tallies their exit codes. Right are 1 for a failure, 130 for a signal, 0 where the run had ended before it; every other code (139 is
# a segmentation fault), and a temporary file that is left, is a fault, and the exit code is 1 then. Afterwards the same in one session of pwsh,
# where PWSH names one (default: pwsh on the search path) and MODULE the module's manifest (default: out/Kubeadm of this repository): N
# pipelines that are stopped at a random moment; no thread of the key factory may be left. Wants openssl; no root, no lab.
set -u
tools=$(cd "${1:?the first argument is a folder with a published kubeadm-ps}" && pwd) || exit 2
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
runs=${2:-100}
RANDOM=${3:-1}
ps=$tools/kubeadm-ps
work=$(mktemp -d "${TMPDIR:-/tmp}/kubeadm-interrupted.XXXXXX")
trap 'rm -rf "$work"' EXIT
declare -A tally
failed=0

# configure DIRECTORY: a configuration with its token: nothing has asked the platform for random numbers when the first key is begun
configure() {
    cat >"$work/init.yaml" <<END
apiVersion: kubeadm.k8s.io/v1beta4
kind: InitConfiguration
localAPIEndpoint: {advertiseAddress: 192.0.2.2}
bootstrapTokens: [{token: abcdef.0123456789abcdef}]
---
apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
kubernetesVersion: v1.36.3
certificatesDir: $1
END
}
# refused COMMAND...: a run that must fail
refused() {
    "$ps" "$@" >"$work/out" 2>&1
    count "failed" $? 1
}
# signalled SIGNAL COMMAND...: a run that gets a signal within its first one and a half seconds
signalled() {
    local signal=$1 pid code
    shift
    # A script in the background is run with SIGINT ignored, and so are its children.
    env --default-signal=INT,TERM "$ps" "$@" >"$work/out" 2>&1 &
    pid=$!
    sleep "$(printf '%d.%03d' $((RANDOM % 2)) $((RANDOM % 1000)))"
    kill "-$signal" "$pid" 2>/dev/null
    wait "$pid"
    code=$?
    # Before the runtime has taken over the signal, the kernel's own handling ends the process.
    if [ $code = $((128 + $(kill -l "$signal"))) ] && [ ! -s "$work/out" ]; then code=130; fi
    count "$signal" $code 130 0
}
# count WHAT CODE RIGHT...
count() {
    local what=$1 code=$2
    shift 2
    tally["$what: exit $code"]=$((${tally["$what: exit $code"]:-0} + 1))
    case " $* " in *" $code "*) return ;; esac
    echo "BAD   $what: exit $code"
    tail -n 3 "$work/out"
    failed=1
}

# An authority that becomes valid in three hours: what it issues cannot be verified today.
pki=$work/future
mkdir "$pki"
openssl req -x509 -newkey rsa:2048 -nodes -keyout "$pki/ca.key" -out "$work/now.crt" -subj /CN=kubernetes -days 3650 2>/dev/null
openssl req -new -key "$pki/ca.key" -subj /CN=kubernetes -out "$work/ca.csr" 2>/dev/null
mkdir "$work/ca"
: >"$work/ca/index"
echo 01 >"$work/ca/serial"
printf '[ca]\ndefault_ca=d\n[d]\ndatabase=%s/index\nserial=%s/serial\nnew_certs_dir=%s\ndefault_md=sha256\npolicy=p\nx509_extensions=e\n[p]\ncommonName=supplied\n[e]\nbasicConstraints=critical,CA:TRUE\nsubjectKeyIdentifier=hash\n' \
    "$work/ca" "$work/ca" "$work/ca" >"$work/ca.cnf"
openssl ca -batch -config "$work/ca.cnf" -selfsign -keyfile "$pki/ca.key" -in "$work/ca.csr" -notext -out "$pki/ca.crt" \
    -startdate "$(date -u -d '+3 hours' +%Y%m%d%H%M%SZ)" -enddate "$(date -u -d '+3000 days' +%Y%m%d%H%M%SZ)" 2>/dev/null || { echo "openssl could not create an authority"; exit 2; }
configure "$pki"
"$ps" init phase certs apiserver --config "$work/init.yaml" >"$work/out" 2>&1 || { cat "$work/out"; exit 2; }

for ((i = 0; i < runs; i++)); do
    fresh=$work/run-$i
    case $((i % 5)) in
        0) configure "$pki"; refused init phase certs all --config "$work/init.yaml" ;;
        1) configure "$fresh"; signalled INT init phase certs all --config "$work/init.yaml" ;;
        2) configure "$fresh"; signalled TERM init phase certs all --config "$work/init.yaml" ;;
        3) configure "$fresh"; signalled INT Initialize-KubeCluster -DryRun -DryRunPath "$fresh" -Config "$work/init.yaml" ;;
        4) configure "$fresh"; signalled INT certs generate-csr --config "$work/init.yaml" --cert-dir "$fresh" --kubeconfig-dir "$fresh" ;;
    esac
    left=$(find "$fresh" -type f \( -name '*.tmp*' -o -name '.*' \) 2>/dev/null)
    if [ -n "$left" ]; then echo "BAD   left: $left"; failed=1; fi
    rm -rf "$fresh"
done
for what in "${!tally[@]}"; do echo "$what: ${tally[$what]}"; done | sort

pwsh=${PWSH:-$(command -v pwsh || true)}
module=${MODULE:-$here/../../out/Kubeadm/Kubeadm.psd1}
if [ -z "$pwsh" ] || [ ! -f "$module" ]; then
    echo "skipped: one session, there is no pwsh (PWSH) or no module (MODULE)"
else
    configure "$work/session"
    "$pwsh" -NoProfile -File "$here/interrupted-session.ps1" -Module "$module" -Config "$work/init.yaml" -Folder "$work/session" -Runs "$runs" || failed=1
fi
exit $failed
