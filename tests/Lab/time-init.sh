#!/usr/bin/env bash
# time-init.sh TOOL_DIR [ROUNDS [CONF]]: how long init takes until the control plane is ready, on fresh nodes with the images there: real
# kubeadm, kubeadm-ps as a whole process, and Initialize-KubeCluster in a session that has run a dry run before, in turn, ROUNDS times
# (default 3). Prints seconds and the ratio of the medians. Environment as in compare-init.sh.
set -u
here=$(cd "$(dirname "$0")" && pwd)
export KUBEADM_LAB=${KUBEADM_LAB:?set KUBEADM_LAB to a prepared lab}
S=${KUBEADM_LAB_SCRIPTS:-$here/../../../shared/lab}
N=$S/node.sh
tools=$(cd "${1:?usage: time-init.sh TOOL_DIR [ROUNDS [CONF]]}" && pwd)
rounds=${2:-3}
conf=/conf/${3:-plain}.yaml
ignore=--ignore-preflight-errors=SystemVerification
declare -A seconds

fresh() { BINDS="$tools:/kubeadm-ps $here/conf:/conf" $N start cp1 10.77.0.11 >/dev/null; }
fail() { echo "$1 failed:" >&2; tail -n 5 /tmp/time-init.$$ >&2; $N stop cp1; rm -f /tmp/time-init.$$; exit 1; }
whole() { # whole NAME COMMAND...: seconds of a process
    local name=$1 from
    shift
    fresh
    from=$(date +%s.%N)
    $N exec cp1 "$@" init --config "$conf" --upload-certs $ignore >/tmp/time-init.$$ 2>&1 </dev/null || fail "$name"
    seconds[$name]+=" $(awk -v a="$from" -v b="$(date +%s.%N)" 'BEGIN { printf "%.2f", b - a }')"
}
warm() { # seconds of the cmdlet, as its object tells
    fresh
    $N exec cp1 /kubeadm-ps/kubeadm-ps -Command "
        \$null = Initialize-KubeCluster -Config $conf -UploadCerts -DryRun -DryRunPath /tmp/warm -IgnorePreflightError SystemVerification -WarningAction SilentlyContinue
        \$from = [datetime]::UtcNow
        \$null = Initialize-KubeCluster -Config $conf -UploadCerts -IgnorePreflightError SystemVerification -WarningAction SilentlyContinue -ErrorAction Stop
        'seconds ' + ([datetime]::UtcNow - \$from).TotalSeconds" >/tmp/time-init.$$ 2>&1 </dev/null || fail warm
    seconds[warm]+=" $(awk '$1 == "seconds" { printf "%.2f", $2 }' /tmp/time-init.$$)"
}
median() { tr ' ' '\n' <<<"$1" | grep . | sort -n | awk '{ v[NR] = $1 } END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }

for _ in $(seq "$rounds"); do
    whole kubeadm kubeadm
    whole ours /kubeadm-ps/kubeadm-ps
    warm
done
$N stop cp1
rm -f /tmp/time-init.$$
base=$(median "${seconds[kubeadm]}")
for name in kubeadm ours warm; do
    mid=$(median "${seconds[$name]}")
    printf '%-8s median %6.2f s  x%.2f of kubeadm  (%s)\n' "$name" "$mid" "$(awk -v a="$mid" -v b="$base" 'BEGIN { print a / b }')" "${seconds[$name]# }"
done
