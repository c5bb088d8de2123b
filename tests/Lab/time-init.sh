#!/usr/bin/env bash
# time-init.sh TOOL_DIR [ROUNDS [CONF]]: how long init takes until the control plane is ready, on fresh nodes with the images there: real
# kubeadm, kubeadm-ps as a whole process, and Initialize-KubeCluster in a session that has run a dry run before, in turn, ROUNDS times
# (default 3). Prints seconds and the ratio of the medians. Environment as in compare-init.sh.
set -u
. "$(dirname "$0")/common.sh"
rounds=${2:-3}
conf=/conf/${3:-plain}.yaml
declare -A seconds

fail() { echo "$1 failed:" >&2; tail -n 5 /tmp/time-init.$$ >&2; $N stop cp1; rm -f /tmp/time-init.$$; exit 1; }
whole() { # whole NAME COMMAND...: seconds of a process
    local name=$1 from
    shift
    fresh cp1 10.77.0.11
    from=$(date +%s.%N)
    $N exec cp1 "$@" init --config "$conf" --upload-certs $ignore >/tmp/time-init.$$ 2>&1 </dev/null || fail "$name"
    seconds[$name]+=" $(awk -v a="$from" -v b="$(date +%s.%N)" 'BEGIN { printf "%.2f", b - a }')"
}
warm() { # seconds of the cmdlet, as its object tells
    fresh cp1 10.77.0.11
    $N exec cp1 $ps -Command "
        \$null = Initialize-KubeCluster -Config $conf -UploadCerts -DryRun -DryRunPath /tmp/warm -IgnorePreflightError SystemVerification -WarningAction SilentlyContinue
        \$from = [datetime]::UtcNow
        \$null = Initialize-KubeCluster -Config $conf -UploadCerts -IgnorePreflightError SystemVerification -WarningAction SilentlyContinue -ErrorAction Stop
        'seconds ' + ([datetime]::UtcNow - \$from).TotalSeconds" >/tmp/time-init.$$ 2>&1 </dev/null || fail warm
    seconds[warm]+=" $(awk '$1 == "seconds" { printf "%.2f", $2 }' /tmp/time-init.$$)"
}

for _ in $(seq "$rounds"); do
    whole kubeadm kubeadm
    whole ours $ps
    warm
done
$N stop cp1
rm -f /tmp/time-init.$$
base=$(median "${seconds[kubeadm]}")
for name in kubeadm ours warm; do
    mid=$(median "${seconds[$name]}")
    printf '%-8s median %6.2f s  x%.2f of kubeadm  (%s)\n' "$name" "$mid" "$(awk -v a="$mid" -v b="$base" 'BEGIN { print a / b }')" "${seconds[$name]# }"
done
