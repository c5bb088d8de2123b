#!/usr/bin/env bash
# Times whole processes of kubeadm-ps and of the module against kubeadm, OpenSSL and an empty pwsh, where these are present.
#
#   bench/compare.sh [--ours KUBEADM_PS] [--kubeadm KUBEADM] [--module MANIFEST] [--runs N] [--part NAME]...
#
#   --ours     the kubeadm-ps executable          (or $KUBEADM_PS; else the one on the search path)
#   --kubeadm  the kubeadm executable             (or $KUBEADM;    else the one on the search path)
#   --module   the module's Kubeadm.psd1          (or $KUBEADM_MODULE; else out/Kubeadm of this repository)
#   --runs     counted runs of each command       (default 7)
#   --part     init, certs, import, session or users (1,000 kubeconfigs: minutes a run); may be repeated; without it, all but users
#
# Two commands that are compared run in turn, A B A B, after one uncounted run of each, so that a machine whose speed drifts is as
# unfair to one as to the other. Each row shows the minimum, median and maximum, and the ratio of the medians, ours first. Processor
# time (user and system) hardly depends on what else runs; the wall clock does. Peak memory needs GNU time (/usr/bin/time).
#
# kubeadm wants root even for a dry run. Both advertise this machine's own address, on which no API server may listen: kubeadm asks it.
set -euo pipefail

ours=${KUBEADM_PS:-$(command -v kubeadm-ps || true)}
theirs=${KUBEADM:-$(command -v kubeadm || true)}
module=${KUBEADM_MODULE:-$(cd "$(dirname "$0")/.." && pwd)/out/Kubeadm/Kubeadm.psd1}
runs=7
parts=()
while (($# > 0)); do
    case $1 in
        --ours) ours=$2; shift 2 ;;
        --kubeadm) theirs=$2; shift 2 ;;
        --module) module=$2; shift 2 ;;
        --runs) runs=$2; shift 2 ;;
        --part) parts+=("$2"); shift 2 ;;
        *) sed -n '2,16s/^# \{0,1\}//p' "$0"; exit 2 ;;
    esac
done
((${#parts[@]} > 0)) || parts=(init certs import session)

work=$(mktemp -d "${TMPDIR:-/tmp}/kubeadm-compare.XXXXXX")
trap 'rm -rf "$work"' EXIT
has_time=false
if /usr/bin/time -f %M true 2>/dev/null; then has_time=true; fi

# timed FILE COMMAND...: runs it and appends "wall cpu peak" in seconds, seconds and MiB.
timed() {
    local file=$1 code=0 start end cpu memory=0
    shift
    start=$EPOCHREALTIME
    if $has_time; then
        /usr/bin/time -q -o "$work/time" -f '%U %S %M' "$@" >"$work/out" 2>&1 || code=$?
        end=$EPOCHREALTIME
        read -r cpu memory < <(awk 'END { print $1 + $2, $3 / 1024 }' "$work/time")
    else
        local TIMEFORMAT='%3U %3S'
        cpu=$({ time "$@" >"$work/out" 2>&1; } 2>&1) || code=$?
        end=$EPOCHREALTIME
        cpu=$(awk '{ print $1 + $2 }' <<<"$cpu")
    fi
    if ((code != 0)); then
        echo "failed ($code): $*" >&2
        tail -n 5 "$work/out" >&2
        exit 1
    fi
    awk -v s="$start" -v e="$end" -v c="$cpu" -v m="$memory" 'BEGIN { print e - s, c, m }' >>"$file"
}

# spread FILE COLUMN: "min median max".
spread() {
    awk -v c="$2" '{ print $c }' "$1" | sort -n | awk '{ v[NR] = $1 }
        END { m = NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2; print v[1], m, v[NR] }'
}

# row WHAT COLUMN: one figure of both commands and the ratio of its medians.
row() {
    local a b
    a=$(spread "$work/a" "$2")
    b=$(spread "$work/b" "$2")
    awk -v what="$1" -v a="$a" -v b="$b" 'BEGIN {
        split(a, x); split(b, y)
        ratio = y[2] > 0 ? sprintf("%.2f", x[2] / y[2]) : "-"
        printf "  %-12s %8.2f %8.2f %8.2f   %8.2f %8.2f %8.2f   %6s   %+.3f\n", what, x[1], x[2], x[3], y[1], y[2], y[3], ratio, x[2] - y[2]
    }'
}

# report TITLE: the rows of a comparison.
report() {
    printf '%s (%d runs each)\n  %-12s %8s %8s %8s   %8s %8s %8s   %6s   %s\n' \
        "$1" "$runs" "" "A min" "median" "max" "B min" "median" "max" "A/B" "A-B"
    row "wall s" 1
    row "cpu s" 2
    if $has_time; then row "peak MiB" 3; fi
}

# compare TITLE A B: two functions of this script, each of which ends in timed "$1" COMMAND.
compare() {
    rm -f "$work/a" "$work/b"
    "$2" "$work/warm"
    "$3" "$work/warm"
    for ((i = 0; i < runs; i++)); do
        "$2" "$work/a"
        "$3" "$work/b"
    done
    report "$1"
}

# configure ALGORITHM: the file that both are given.
configure() {
    cat >"$work/init.yaml" <<END
apiVersion: kubeadm.k8s.io/v1beta4
kind: InitConfiguration
nodeRegistration:
  name: cp1
  criSocket: unix:///var/run/containerd/containerd.sock
---
apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
kubernetesVersion: v1.36.3
encryptionAlgorithm: $1
END
}

fresh() { rm -rf "$work/dry"; mkdir -m 700 "$work/dry"; }
dry_run() { fresh; timed "$1" env "KUBEADM_INIT_DRYRUN_DIR=$work/dry" "$2" init --dry-run --config "$work/init.yaml" --ignore-preflight-errors=all; }
our_init() { dry_run "$1" "$ours"; }
their_init() { dry_run "$1" "$theirs"; }
our_certs() { rm -rf "$work/pki"; timed "$1" "$ours" init phase certs all --cert-dir "$work/pki" --kubernetes-version v1.36.3 --apiserver-advertise-address 192.0.2.2; }
openssl_keys() { timed "$1" sh -c "seq $keys | xargs -P $(getconf _NPROCESSORS_ONLN) -I{} openssl genrsa -out /dev/null 2048"; }
import_module() { timed "$1" pwsh -NoProfile -Command "Import-Module '$module'"; }
empty_pwsh() { timed "$1" pwsh -NoProfile -Command "exit"; }

our_users() { rm -rf "$work/users"; timed "$1" "$ours" -Command "1..$users | ForEach-Object { \"user\$_\" } | New-KubeConfig -Config '$work/init.yaml' -OutputDirectory '$work/users'"; }
their_users() {
    rm -rf "$work/users"
    mkdir -m 700 "$work/users"
    timed "$1" sh -c "for i in \$(seq $users); do '$theirs' kubeconfig user --client-name user\$i --config '$work/init.yaml' >'$work/users/'user\$i.conf || exit; done"
}

lacks() { echo "$1: skipped, $2"; }

part_init() {
    if [[ ! -x $ours ]]; then lacks init "there is no kubeadm-ps (--ours)"; return; fi
    if [[ ! -x $theirs ]]; then lacks init "there is no kubeadm (--kubeadm)"; return; fi
    if ((EUID != 0)); then lacks init "kubeadm wants root"; return; fi
    for algorithm in RSA-2048 ECDSA-P256; do
        configure "$algorithm"
        compare "A kubeadm-ps init --dry-run, B kubeadm init --dry-run, $algorithm" our_init their_init
    done
}

part_certs() {
    if [[ ! -x $ours ]]; then lacks certs "there is no kubeadm-ps (--ours)"; return; fi
    if ! command -v openssl >/dev/null; then lacks certs "there is no openssl"; return; fi
    our_certs "$work/warm"
    keys=$(find "$work/pki" -name '*.key' | wc -l)
    compare "A kubeadm-ps init phase certs all ($keys RSA-2048 keys and their certificates), B $keys openssl genrsa on all cores" our_certs openssl_keys
}

part_import() {
    if ! command -v pwsh >/dev/null; then lacks import "there is no pwsh"; return; fi
    if [[ ! -f $module ]]; then lacks import "there is no module at $module (--module)"; return; fi
    compare "A pwsh that imports the module, B empty pwsh" import_module empty_pwsh
}

part_session() {
    if ! command -v pwsh >/dev/null; then lacks session "there is no pwsh"; return; fi
    if [[ ! -f $module ]]; then lacks session "there is no module at $module (--module)"; return; fi
    if [[ ! -x $theirs ]] || ((EUID != 0)); then lacks session "there is no kubeadm (--kubeadm), or no root for it"; return; fi
    for algorithm in RSA-2048 ECDSA-P256; do
        configure "$algorithm"
        rm -f "$work/a" "$work/b"
        pwsh -NoProfile -File "$(dirname "$0")/session.ps1" -Module "$module" -Kubeadm "$theirs" -Config "$work/init.yaml" -Folder "$work" -Runs "$runs"
        printf '%s\n  %-12s %8s %8s %8s   %8s %8s %8s   %6s   %s\n' \
            "A Initialize-KubeCluster -DryRun in a warm session, B kubeadm init --dry-run, $algorithm ($runs runs each)" \
            "" "A min" "median" "max" "B min" "median" "max" "A/B" "A-B"
        row "wall s" 1
    done
}

part_users() {
    if [[ ! -x $ours ]]; then lacks users "there is no kubeadm-ps (--ours)"; return; fi
    if [[ ! -x $theirs ]]; then lacks users "there is no kubeadm (--kubeadm)"; return; fi
    users=1000
    rm -rf "$work/pki"
    "$ours" New-KubeCertificate -Name ca -CertDir "$work/pki" -KubernetesVersion v1.36.3 >/dev/null
    for algorithm in RSA-2048 ECDSA-P256; do
        configure "$algorithm"
        echo "certificatesDir: $work/pki" >>"$work/init.yaml"
        compare "A $users kubeconfigs from one pipeline of kubeadm-ps, B $users runs of kubeadm kubeconfig user, $algorithm" our_users their_users
    done
}

for part in "${parts[@]}"; do
    case $part in
        init | certs | import | session | users) "part_$part" ;;
        *) echo "there is no part \"$part\"" >&2; exit 2 ;;
    esac
done
