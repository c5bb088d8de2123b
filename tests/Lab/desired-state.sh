#!/usr/bin/env bash
# desired-state.sh TOOL_DIR: a control plane, a worker and a further control plane that are wanted, made, kept, changed and taken away by the real dsc
# (DSC: its folder, default /opt/dsc) with the manifests beside kubeadm-ps, and an upgrade that a wanted version brings about. Twice the same finds nothing to do.
# Exit 1 if anything does not hold. Environment as in compare-init.sh.
set -u
. "$(dirname "$0")/common.sh"
O=$out/desired-state
rm -rf "$O"
mkdir -p "$O"
DSC=${DSC:-/opt/dsc}
[ -x "$DSC/dsc" ] || { echo "there is no dsc in $DSC" >&2; exit 2; }
k() { $N exec "$first" kubectl --kubeconfig /etc/kubernetes/admin.conf --request-timeout=10s "$@"; }

# node NAME ADDRESS [VERSION]: a node with the tool and dsc on it
node() { BINDS="$tools:/kubeadm-ps $here/conf:/conf $KUBEADM_LAB/bin/extra:/lab-extra $DSC:/dsc" $N start "$@" >/dev/null; }
control_plane() { # control_plane NODE ADDRESS VERSION: the document
    cat <<D
\$schema: https://aka.ms/dsc/schemas/v3/bundled/config/document.json
parameters:
  token: {type: secureString, defaultValue: $token}
resources:
- name: file
  type: Kubeadm/KubeadmConfig
  properties:
    path: /etc/kubeadm.yaml
    documents:
    - {apiVersion: kubeadm.k8s.io/v1beta4, kind: InitConfiguration, localAPIEndpoint: {advertiseAddress: $2}}
    - {apiVersion: kubeadm.k8s.io/v1beta4, kind: ClusterConfiguration, kubernetesVersion: $3, controlPlaneEndpoint: "$2:6443", networking: {podSubnet: 10.244.0.0/16}}
    - {apiVersion: kubelet.config.k8s.io/v1beta1, kind: KubeletConfiguration, failCgroupV1: false, cgroupDriver: cgroupfs}
- name: control plane
  type: Kubeadm/KubeControlPlane
  dependsOn: ["[resourceId('Kubeadm/KubeadmConfig', 'file')]"]
  properties: {config: /etc/kubeadm.yaml, ignorePreflightErrors: [SystemVerification], kubernetesVersion: $3, uploadCerts: true}
- name: token
  type: Kubeadm/KubeToken
  dependsOn: ["[resourceId('Kubeadm/KubeControlPlane', 'control plane')]"]
  properties: {token: "[parameters('token')]", ttl: 2h, renewBefore: 1h, description: rack 12, kubeconfig: /etc/kubernetes/admin.conf}
- name: certificate
  type: Kubeadm/KubeCertificate
  dependsOn: ["[resourceId('Kubeadm/KubeControlPlane', 'control plane')]"]
  properties: {name: apiserver, renewBefore: ${4:-30d}, restart: true}
D
}

first=d1
node d1 10.77.0.61
control_plane d1 10.77.0.61 v1.36.3 | dsc d1 before test
tells before 'ok and all(not r[n]["inDesiredState"] for n in ["file", "control plane"])' 2>/dev/null
control_plane d1 10.77.0.61 v1.36.3 | dsc d1 made set
tells made 'ok and r["control plane"]["afterState"]["role"] == "ControlPlane" and r["token"]["afterState"]["tokenId"] == "abcdef" and r["token"]["afterState"]["description"] == "rack 12"'
must 'no secret is told' sh -c "! grep -q 0123456789abcdef '$O'/made.out '$O'/made.err"
"$S/cni.sh" d1 >/dev/null
control_plane d1 10.77.0.61 v1.36.3 | dsc d1 again test
tells again 'ok and all(r[n]["inDesiredState"] for n in r)'
find "$($N root d1)/etc/kubernetes" -type f -exec sha256sum {} + | sort >"$O/files"
control_plane d1 10.77.0.61 v1.36.3 | dsc d1 twice set
tells twice 'ok and not r["control plane"]["changedProperties"]'
must 'twice changes no file' diff "$O/files" <(find "$($N root d1)/etc/kubernetes" -type f -exec sha256sum {} + | sort)
control_plane d1 10.77.0.61 v1.36.3 8759h59m50s | dsc d1 certificate-what-if set -w
tells certificate-what-if 'w["certificate"] and "Restart kube-apiserver" in w["certificate"] and not w["control plane"]'
sleep 60
control_plane d1 10.77.0.61 v1.36.3 8759h59m30s | dsc d1 renewed set
tells renewed 'ok and r["certificate"]["beforeState"]["notAfter"] < r["certificate"]["afterState"]["notAfter"]'
must 'the API server answers' k get --raw /readyz

worker() { # worker [EXIST]: the document
    cat <<D
\$schema: https://aka.ms/dsc/schemas/v3/bundled/config/document.json
parameters:
  token: {type: secureString, defaultValue: $token}
resources:
- name: node
  type: Kubeadm/KubeNode
  properties: {apiServerEndpoint: "10.77.0.61:6443", token: "[parameters('token')]", caCertHashes: ["$(hash_of d1)"], ignorePreflightErrors: [SystemVerification], _exist: ${1:-true}}
D
}
node d2 10.77.0.62
worker | dsc d2 join-what-if set -w
tells join-what-if 'any("kubelet-start" in line for line in w["node"]) and not r["node"]["beforeState"]["_exist"]'
worker | dsc d2 joined set
tells joined 'ok and r["node"]["afterState"]["role"] == "Worker" and r["node"]["afterState"]["clusterEndpoint"] == "https://10.77.0.61:6443"'
must 'it is a node of the cluster' k get node d2
worker | dsc d2 joined-again test
tells joined-again 'r["node"]["inDesiredState"]'
worker false | dsc d2 gone set
tells gone 'ok and r["node"]["afterState"]["role"] == "None"'
must 'its kubeconfig is gone' test ! -e "$($N root d2)/etc/kubernetes/kubelet.conf"

# The same machine as a further control plane: one of two members of etcd. Taken away, it leaves a cluster that goes on.
further() { # further [EXIST]: the document
    cat <<D
\$schema: https://aka.ms/dsc/schemas/v3/bundled/config/document.json
parameters:
  token: {type: secureString, defaultValue: $token}
  key: {type: secureString, defaultValue: $uploaded}
resources:
- name: control plane
  type: Kubeadm/KubeControlPlane
  properties:
    apiServerEndpoint: 10.77.0.61:6443
    caCertHashes: ["$(hash_of d1)"]
    token: "[parameters('token')]"
    certificateKey: "[parameters('key')]"
    kubernetesVersion: v1.36.3
    ignorePreflightErrors: [SystemVerification]
    _exist: ${1:-true}
D
}
k delete node d2 >/dev/null
uploaded=$($N exec d1 $ps -NoProfile -Command '(Publish-KubeCertificate -AsPlainText).CertificateKey' 2>"$O/upload.err")
must 'the certificates are uploaded' test ${#uploaded} = 64
further | dsc d2 further-what-if set -w
tells further-what-if 'any("etcd" in line for line in w["control plane"]) and not r["control plane"]["beforeState"]["_exist"]'
must 'that was only asked' test ! -e "$($N root d2)/etc/kubernetes/kubelet.conf"
further | dsc d2 further set
tells further 'ok and r["control plane"]["afterState"]["role"] == "ControlPlane" and r["control plane"]["afterState"]["unfinished"] == []'
must 'no secret of it is told' sh -c "! grep -q -e 0123456789abcdef -e $uploaded '$O'/further*.out '$O'/further*.err"
must 'etcd has two members' voting d1 2
find "$($N root d2)/etc/kubernetes" -type f -exec sha256sum {} + | sort >"$O/files-2"
processes=$($N exec d2 pidof etcd kube-apiserver)
must 'etcd and the API server run there' test "$(wc -w <<<"$processes")" = 2
for time in once twice; do
    further | dsc d2 "further-$time-test" test
    tells "further-$time-test" 'r["control plane"]["inDesiredState"]'
    further | dsc d2 "further-$time-set" set
    tells "further-$time-set" 'ok and not r["control plane"]["changedProperties"]'
done
must 'that changes no file' diff "$O/files-2" <(find "$($N root d2)/etc/kubernetes" -type f -exec sha256sum {} + | sort)
must 'and starts nothing again' test "$processes" = "$($N exec d2 pidof etcd kube-apiserver)"
further false | dsc d2 away-what-if set -w
tells away-what-if 'any("etcd" in line for line in w["control plane"])'
must 'that takes nothing away' voting d1 2
further false | dsc d2 away set
tells away 'ok and r["control plane"]["afterState"]["role"] == "None"'
must 'etcd has one member' voting d1 1
must 'its files are gone, and nothing of it runs' empty d2
must 'the first control plane takes what is written' k create configmap after -n default
further false | dsc d2 away-again set
tells away-again 'ok and not r["control plane"]["changedProperties"]'

# A control plane that lacks a file of its own is finished.
$N sh d1 'rm /etc/kubernetes/scheduler.conf /etc/kubernetes/manifests/kube-scheduler.yaml'
k -n kube-system delete daemonset kube-proxy >/dev/null
control_plane d1 10.77.0.61 v1.36.3 | dsc d1 lacking test
tells lacking 'r["control plane"]["differingProperties"] == ["unfinished"] and "addon/kube-proxy" not in r["control plane"]["actualState"]["unfinished"]'
control_plane d1 10.77.0.61 v1.36.3 | dsc d1 finished set
tells finished 'ok and r["control plane"]["afterState"]["unfinished"] == []'

# One whose making was killed is finished, add-ons too, wherever that was. Of tokens nothing can be asked then.
first=d4
for marker in '[kubeconfig] Writing "scheduler.conf"' '[mark-control-plane]' '[addons] Applied essential addon: CoreDNS'; do
    node d4 10.77.0.64
    sed "s/10.77.0.11/10.77.0.64/" "$here/conf/plain.yaml" >"$($N root d4)/root/init.yaml"
    stop_at d4 KILL "$marker" $ps init --config /root/init.yaml $ignore
    hit init "$marker"
    control_plane d4 10.77.0.64 v1.36.3 | sed '/^- name: token/,$d' | dsc d4 killed test
    tells killed 'not r["control plane"]["inDesiredState"]'
    control_plane d4 10.77.0.64 v1.36.3 | dsc d4 after-kill set
    tells after-kill 'ok and r["control plane"]["afterState"]["unfinished"] == []'
    must "kube-proxy and CoreDNS are there after the kill at $marker" k -n kube-system get daemonset/kube-proxy deployment/coredns
    must 'the history tells of both runs' sh -c "$N exec d4 $ps -NoProfile -Command '(Get-KubeHistory -Workflow Init).Outcome -join \",\"' | grep -q '^Succeeded,Interrupted'"
done

# An older one is upgraded.
first=d3
IMAGES=$KUBEADM_LAB/ctrd-template/v1.36 node d3 10.77.0.63 v1.35
control_plane d3 10.77.0.63 "$("$KUBEADM_LAB/bin/v1.35/kubeadm" version -o short)" | dsc d3 old set
tells old 'ok'
"$S/cni.sh" d3 >/dev/null
running 7 >/dev/null
wanted() { control_plane d3 10.77.0.63 v1.36.3 | sed '/name: file/,/KubeletConfiguration/d;/dependsOn.*file/d'; }
wanted | dsc d3 upgrade-what-if set -w
tells upgrade-what-if 'any("control-plane" in line for line in w["control plane"])'
wanted | dsc d3 upgraded set
tells upgraded 'ok and r["control plane"]["afterState"]["kubernetesVersion"] == "v1.36.3" and r["control plane"]["afterState"]["clusterVersion"] == "v1.36.3"'
wanted | sed 's/v1.36.3/v1.35.6/' | dsc d3 back set
must 'a control plane does not go back' grep -q 'StateNotReachable' "$O/back.err"

for name in d1 d2 d3 d4; do $N stop "$name"; done
exit $failed
