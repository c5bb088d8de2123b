#!/usr/bin/env bash
# cluster-config.sh TOOL_DIR: Get-KubeadmConfig and Get-KubeComponentConfig on a cluster of real kubeadm, with a worker: the texts are those of
# the ConfigMaps, the node's part is the one that `kubeadm upgrade plan --print-config` fetches, and what a person changed is told from
# what kubeadm generated, as its upgrade does. Exit 1 if anything differs.
set -u
. "$(dirname "$0")/common.sh"
O=$out/cluster-config
rm -rf "$O"
mkdir -p "$O"
system='kubectl --kubeconfig /etc/kubernetes/admin.conf -n kube-system'

kept() { $N exec cp1 $system get cm "$1" -o "jsonpath={.data.$2}"; }
given() { $N exec "${NODE:-cp1}" $ps "$@" 2>"$O/given.err"; }
# equals FILE COMMAND...: the command gives the file's text
equals() { local wanted=$1; shift; "$@" | diff "$wanted" -; }
# state GROUP PROPERTY...: properties of a component configuration's state, on one line
state() { given -Command "Get-KubeComponentConfig | Where-Object Group -eq $1 | ForEach-Object { '{0} {1} {2} {3} {4}' -f \$_.CurrentVersion, \$_.PreferredVersion, \$_.Origin, \$_.IsHashValid, \$_.ManualUpgradeRequired }"; }
is() { local wanted=$1 found; shift; found=$("$@"); [ "$found" = "$wanted" ] || { echo "found: $found"; cat "$O/given.err"; return 1; }; }
# plan: what kubeadm says of the groups, as "GROUP CURRENT PREFERRED"
plan() { $N exec cp1 kubeadm upgrade plan v1.36.3 $ignore --allow-experimental-upgrades 2>"$O/plan.err" | awk '$1 ~ /config.k8s.io$/ { print $1, $2, $3 }'; }
states() { given -Command 'Get-KubeComponentConfig | ForEach-Object { "{0} {1} {2}" -f $_.Group, $_.CurrentVersion, $_.PreferredVersion }'; }
# node NODE FLAG...: the registration and the endpoint of a node's part, either tool's
facts() { python3 -c 'import sys, yaml
for document in yaml.safe_load_all(sys.stdin):
    if document and document["kind"] == "InitConfiguration":
        node = document["nodeRegistration"]
        print(yaml.safe_dump({"endpoint": document.get("localAPIEndpoint"), **{name: node.get(name) for name in ("name", "criSocket", "taints", "imagePullPolicy", "imagePullSerial")}}))'; }

fresh cp1 10.77.0.11
run cp1 init kubeadm init --config /conf/extra-args.yaml $ignore
"$S/cni.sh" cp1 >/dev/null
fresh w1 10.77.0.12
run w1 join kubeadm join 10.77.0.11:6443 --token "$($N exec cp1 kubeadm token create)" --discovery-token-ca-cert-hash "$(hash_of cp1)" $ignore
settled

kept kubeadm-config ClusterConfiguration >"$O/cluster"
kept kubelet-config kubelet >"$O/kubelet"
kept kube-proxy 'config\.conf' >"$O/kube-proxy"
{ cat "$O/cluster"; echo ---; cat "$O/kubelet"; echo ---; cat "$O/kube-proxy"; } >"$O/all"
must 'the ClusterConfiguration is the text of its ConfigMap' equals "$O/cluster" given Get-KubeadmConfig -AsYaml
must 'so are those of the components' equals "$O/all" given Get-KubeadmConfig -ComponentConfig KubeletConfiguration, KubeProxyConfiguration -AsYaml
must 'all of them are a file that kubeadm takes' $N sh cp1 "$ps Get-KubeadmConfig -ComponentConfig KubeletConfiguration, KubeProxyConfiguration -IncludeNode -AsYaml >/root/all.yaml && kubeadm config validate --config /root/all.yaml"

$N exec cp1 kubeadm upgrade plan v1.36.3 --print-config $ignore >"$O/print-config" 2>"$O/print-config.err"
sed -n 's/^\t//p' "$O/print-config" >"$O/printed.yaml"
facts <"$O/printed.yaml" >"$O/node"
given Get-KubeadmConfig -IncludeNode -AsYaml | tee "$O/node.ours.yaml" | facts >"$O/node.ours"
must "the node's part is what kubeadm fetches for an upgrade" diff "$O/node" "$O/node.ours"
must "another node's part is read from a control plane" is w1 given -Command '(Get-KubeadmConfig -NodeName w1)[0].Content.nodeRegistration.name'
NODE=w1 must 'a worker without an admin.conf is told what is missing' sh -c "$N exec w1 $ps Get-KubeadmConfig 2>&1 | grep -q /etc/kubernetes/admin.conf"

must 'the groups and versions are those of the upgrade plan' is "$(plan | sort)" sh -c "$N exec cp1 $ps -Command 'Get-KubeComponentConfig | ForEach-Object { \"{0} {1} {2}\" -f \$_.Group, \$_.CurrentVersion, \$_.PreferredVersion }' | sort"
must 'what kubeadm generated is told by its hash' is 'v1beta1 v1beta1 Generated True False' state kubelet.config.k8s.io
$N sh cp1 "$system get cm kubelet-config -o yaml | sed 's/^    kind: KubeletConfiguration/&\n    maxPods: 77/' | $system apply -f -" >"$O/edit.log" 2>&1
must 'what a person changed is told too' is 'v1beta1 v1beta1 Edited False False' state kubelet.config.k8s.io
$N sh cp1 "$system get cm kube-proxy -o yaml | sed 's,kubeproxy.config.k8s.io/v1alpha1,kubeproxy.config.k8s.io/v1alpha0,' | $system apply -f -; $system annotate cm kube-proxy kubeadm.kubernetes.io/component-config.hash-" >>"$O/edit.log" 2>&1
must 'another version of a person needs a person' is 'v1alpha0 v1alpha1 UserSupplied  True' state kubeproxy.config.k8s.io
must 'kubeadm refuses to upgrade there' sh -c "! $N exec cp1 kubeadm upgrade plan v1.36.3 $ignore"
[ -n "${KEEP:-}" ] || { $N stop w1; $N stop cp1; }
exit $failed
