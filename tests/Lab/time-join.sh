#!/usr/bin/env bash
# time-join.sh TOOL_DIR [ROUNDS [KIND...]]: how long join takes, of a worker and of a control plane, on fresh nodes with the images there: real kubeadm,
# kubeadm-ps as a whole process, and Join-KubeNode in a session that has run a dry run before, in turn, ROUNDS times (default 3). Prints
# seconds until it returns and until the node is Ready (worker) or its etcd member votes (control plane), and ratios of the medians.
set -u
. "$(dirname "$0")/common.sh"
rounds=${2:-3}
kinds=("${@:3}")
[ ${#kinds[@]} -gt 0 ] || kinds=(worker control-plane)
O=$out/time-join
rm -rf "$O"
mkdir -p "$O"
declare -A seconds

elapsed() { awk -v a="$1" -v b="$(date +%s.%N)" 'BEGIN { printf "%.2f", b - a }'; }
ready() { k get node w1 -o json 2>/dev/null | jq -e '.status.conditions[] | select(.type == "Ready" and .status == "True")' >/dev/null; }
votes() { voting cp1 2 >/dev/null 2>&1; }
one() { # one KIND TOOL: a fresh node of that kind joins by that tool
    local kind=$1 tool=$2 node=w1 address=10.77.0.12 goal=ready more='' from
    [ "$kind" = worker ] || { node=cp2 address=10.77.0.13 goal=votes more=" --control-plane --certificate-key $key"; }
    fresh $node $address
    # A worker is Ready once it has a network, so it has one before.
    [ "$kind" = control-plane ] || cp "$($N root cp1)/etc/cni/net.d/10-lab.conflist" "$($N root $node)/etc/cni/net.d/"
    from=$(date +%s.%N)
    if [ "$tool" = warm ]; then
        $N exec $node $ps -Command "
            \$join = @{ ApiServerEndpoint = '10.77.0.11:6443'; Token = '$token'; DiscoveryTokenCaCertHash = '$pin'; IgnorePreflightError = 'SystemVerification' }
            $([ "$kind" = worker ] || echo "\$join.ControlPlane = \$true; \$join.CertificateKey = '$key'")
            \$null = Join-KubeNode @join -DryRun -DryRunPath /tmp/warm -WarningAction SilentlyContinue
            \$from = [datetimeoffset]::UtcNow
            \$null = Join-KubeNode @join -WarningAction SilentlyContinue -ErrorAction Stop
            'seconds ' + ([datetimeoffset]::UtcNow - \$from).TotalSeconds + ' ' + \$from.ToUnixTimeMilliseconds() / 1000" >"$O/log" 2>&1 </dev/null || { tail -n 5 "$O/log"; exit 1; }
        seconds[$kind-$tool]+=" $(awk '$1 == "seconds" { printf "%.2f", $2 }' "$O/log")"
        from=$(awk '$1 == "seconds" { print $3 }' "$O/log")
    else
        $N exec $node $tool join 10.77.0.11:6443 --token $token --discovery-token-ca-cert-hash "$pin" $ignore$more >"$O/log" 2>&1 </dev/null || { tail -n 5 "$O/log"; exit 1; }
        tool=${tool##*/}
        seconds[$kind-$tool]+=" $(elapsed "$from")"
    fi
    while ! $goal; do sleep 0.05; done
    seconds[$kind-$tool-$goal]+=" $(elapsed "$from")"
    $N exec $node kubeadm reset -f >/dev/null 2>&1
    k delete node $node >/dev/null
}

fresh cp1 10.77.0.11
run cp1 init $ps init --config /conf/plain.yaml --upload-certs $ignore >/dev/null
"$S/cni.sh" cp1 >/dev/null
pin=$(hash_of cp1)
for kind in "${kinds[@]}"; do
    for _ in $(seq "$rounds"); do
        [ "$kind" = worker ] || run cp1 upload $ps init phase upload-certs --upload-certs --config /conf/plain.yaml >/dev/null
        for tool in kubeadm $ps warm; do one "$kind" $tool; done
    done
done
for node in w1 cp2 cp1; do $N stop $node; done
for kind in "${kinds[@]}"; do
    for name in {kubeadm,kubeadm-ps,warm}{,-ready,-votes}; do
        [ -n "${seconds[$kind-$name]:-}" ] || continue
        goal=${name##*-}
        [ "$goal" = ready ] || [ "$goal" = votes ] || goal=
        base=$(median "${seconds[$kind-kubeadm${goal:+-$goal}]}")
        mid=$(median "${seconds[$kind-$name]}")
        printf '%-14s %-17s median %6.2f s  x%.2f of kubeadm  (%s)\n' "$kind" "$name" "$mid" "$(awk -v a="$mid" -v b="$base" 'BEGIN { print a / b }')" "${seconds[$kind-$name]# }"
    done
done
