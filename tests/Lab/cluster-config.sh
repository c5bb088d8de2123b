#!/usr/bin/env bash
# cluster-config.sh TOOL_DIR: Get-KubeadmConfig and Get-KubeComponentConfig on a cluster of real kubeadm, with a worker: the texts are those of
# the ConfigMaps and of `kubeadm upgrade plan --print-config`, a node's part is what its objects tell, and what a person changed is told from
# what kubeadm generated, as its upgrade plan has it. Exit 1 if anything differs.
set -u
. "$(dirname "$0")/common.sh"
O=$out/cluster-config
rm -rf "$O"
mkdir -p "$O"
system='kubectl --kubeconfig /etc/kubernetes/admin.conf -n kube-system'

kept() { $N exec cp1 $system get cm "$1" -o "jsonpath={.data.$2}"; }
given() { $N exec "${NODE:-cp1}" $ps "$@" 2>"$O/given.err"; }
# text FILE...: the files as the documents of one, but for empty lines; equals FILE COMMAND...: the command gives its text
text() { local part first=1; for part; do [ -n "$first" ] || echo ---; first=; cat "$part"; echo; done | grep -v '^$'; }
equals() { diff "$1" <("${@:2}" | grep -v '^$'); }
# states: a line for each group
states() { given -Command 'Get-KubeComponentConfig | ForEach-Object { "{0} {1} {2} {3} {4} {5}" -f $_.Group, $_.CurrentVersion, $_.PreferredVersion, $_.Origin, $_.IsHashValid, $_.ManualUpgradeRequired }'; }
state() { states | sed -n "s/^$1 //p"; }
is() { local wanted=$1 found; found=$("${@:2}"); [ "$found" = "$wanted" ] || { echo "found: $found, not: $wanted"; cat "$O/given.err"; return 1; }; }
# plan: what kubeadm says of the groups to one who upgrades
plan() { $N exec cp1 kubeadm upgrade plan v1.36.4 $ignore 2>"$O/plan.err" | tee "$O/plan" | awk '$1 ~ /config.k8s.io$/ { print $1, $2, $3, $4 }' | sort; }
planned() { states | awk '{ print $1, $2, $3, $NF == "True" ? "yes" : "no" }' | sort; }
# change NAME SED: changes the text that a ConfigMap keeps
change() { $N sh cp1 "$system get cm $1 -o yaml | sed '$2' | $system replace -f -" >>"$O/change.log" 2>&1; }
# registered NODE: name and taints, endpoint and socket as its objects and its kubelet have them; told NODE: as we tell them
registered() {
    $N exec cp1 $system get node "$1" -o json | jq -cS '[.metadata.name, .spec.taints // []]'
    $N exec cp1 $system get pods -l component=kube-apiserver --field-selector "spec.nodeName=$1" -o json |
        jq -r '.items[].metadata.annotations["kubeadm.kubernetes.io/kube-apiserver.advertise-address.endpoint"]'
    sed -n 's/^containerRuntimeEndpoint: //p' "$($N root "$1")/var/lib/kubelet/instance-config.yaml" | tr -d '"'
}
told() {
    given Get-KubeadmConfig -NodeName "$1" -AsYaml | python3 -c 'import json, sys, yaml; print(json.dumps(next(yaml.safe_load_all(sys.stdin))))' >"$O/told.json"
    jq -cS '[.nodeRegistration.name, .nodeRegistration.taints]' "$O/told.json"
    jq -r 'select(.localAPIEndpoint.advertiseAddress // "" != "") | .localAPIEndpoint | "\(.advertiseAddress):\(.bindPort)"' "$O/told.json"
    jq -r .nodeRegistration.criSocket "$O/told.json"
}

fresh cp1 10.77.0.11
run cp1 init kubeadm init --config /conf/extra-args.yaml $ignore
"$S/cni.sh" cp1 >/dev/null
fresh w1 10.77.0.12
run w1 join kubeadm join 10.77.0.11:6443 --token "$($N exec cp1 kubeadm token create)" --discovery-token-ca-cert-hash "$(hash_of cp1)" $ignore
settled

kept kubeadm-config ClusterConfiguration >"$O/cluster"
kept kubelet-config kubelet >"$O/kubelet"
kept kube-proxy 'config\.conf' >"$O/kube-proxy"
text "$O/cluster" >"$O/one"
text "$O/cluster" "$O/kubelet" "$O/kube-proxy" >"$O/all"
$N exec cp1 kubeadm upgrade plan v1.36.3 --print-config $ignore 2>"$O/print-config.err" | sed -n 's/^\t//p' >"$O/printed"
components='Get-KubeadmConfig -ComponentConfig KubeletConfiguration, KubeProxyConfiguration -AsYaml'
must 'the ClusterConfiguration is the text of its ConfigMap' equals "$O/one" given Get-KubeadmConfig -AsYaml
must 'it is what kubeadm shows where it upgrades' equals "$O/printed" given Get-KubeadmConfig -AsYaml
must 'so are those of the components' equals "$O/all" given -Command "$components"
must 'all of them are a file that kubeadm takes' $N sh cp1 "$ps -Command '$components -IncludeNode' >/root/all.yaml && kubeadm config validate --config /root/all.yaml"
must "a control plane's part is what its objects and its kubelet have" diff <(registered cp1) <(told cp1)
must "a worker's part has no endpoint" diff <(registered w1 | head -n 1) <(told w1 | head -n 1; jq -r '.localAPIEndpoint.advertiseAddress // empty' "$O/told.json")
must 'where there is no kubeconfig it says so' sh -c "$N exec w1 $ps Get-KubeadmConfig 2>&1 | tee /dev/stderr | grep -q kubeconfig"

must 'the groups stand as in the upgrade plan' is "$(plan)" planned
must 'what a person supplied is told' is 'v1beta1 v1beta1 UserSupplied  False' state kubelet.config.k8s.io
must 'what kubeadm generated is told by its hash' is 'v1alpha1 v1alpha1 Generated True False' state kubeproxy.config.k8s.io
change kube-proxy 's/mode: ""/mode: "iptables"/'
must 'what a person changed is told too' is 'v1alpha1 v1alpha1 Edited False False' state kubeproxy.config.k8s.io
change kubelet-config 's,kubelet.config.k8s.io/v1beta1,kubelet.config.k8s.io/v1alpha1,'
must 'another version that a person supplied needs a person' is 'v1alpha1 v1beta1 UserSupplied  True' state kubelet.config.k8s.io
must 'kubeadm plans no upgrade there' sh -c "! $N exec cp1 kubeadm upgrade plan v1.36.4 $ignore"
[ -n "${KEEP:-}" ] || { $N stop w1; $N stop cp1; }
exit $failed
