#!/usr/bin/env bash
# config.sh TOOL_DIR: `config print`, `validate`, `migrate` and `images list`, each command line given to real kubeadm and to `kubeadm-ps` in
# turn over many files, right and wrong ones: the same exit code and standard output (but for random tokens), and an error or a warning where
# kubeadm has one. The files are those of the reference (KUBEADM_REFERENCE, default: shared/reference beside the checkout), every EACH-th (default: 20)
# of its mutated ones, and those below. No node is needed. Exit 1 if anything differs.
set -u
. "$(dirname "$0")/common.sh"
reference=${KUBEADM_REFERENCE:-$here/../../../shared/reference}
kubeadm=$KUBEADM_LAB/bin/v1.36/kubeadm
O=$out/config
F=$O/files
rm -rf "$O"
mkdir -p "$F"
count=0

# same NAME WORD...: the command line, from either; a word NEW stands for a file that is made, which is compared too
same() {
    local name=$1 who tool words
    shift
    count=$((count + 1))
    for who in kubeadm ours; do
        [ $who = kubeadm ] && tool=$kubeadm || tool=$tools/kubeadm-ps
        words=("${@/#NEW/$O/$name.$who.new}")
        "$tool" "${words[@]}" >"$O/$name.$who.out" 2>"$O/$name.$who.err" </dev/null
        echo "exit $?" >>"$O/$name.$who.out"
        [ ! -e "$O/$name.$who.new" ] || { stat -c %a "$O/$name.$who.new"; cat "$O/$name.$who.new"; } >>"$O/$name.$who.out"
        grep -qi '^error' "$O/$name.$who.err" && echo 'an error' >>"$O/$name.$who.out"
        if grep -qx 'exit 0' "$O/$name.$who.out" && grep -qE '^W[0-9]|WARNING' "$O/$name.$who.err"; then echo 'a warning' >>"$O/$name.$who.out"; fi
        sed -E 's/(token|TOKEN): [a-z0-9]{6}\.[a-z0-9]{16}$/\1: RANDOM/' "$O/$name.$who.out" >"$O/$name.$who"
    done
    cmp -s "$O/$name.kubeadm" "$O/$name.ours" && return
    failed=1
    echo "BAD   $name: $*"
    diff "$O/$name.kubeadm" "$O/$name.ours" | head -n 8
    head -qn 2 "$O/$name.kubeadm.err" "$O/$name.ours.err" | cut -c1-200
}
# code NAME WORD...: only the exit code is the same; what is said is help, in words of our own
code() {
    local name=$1 wanted found
    shift
    count=$((count + 1))
    "$kubeadm" "$@" >/dev/null 2>&1
    wanted=$?
    "$tools/kubeadm-ps" "$@" >/dev/null 2>&1
    found=$?
    [ $wanted = $found ] || { failed=1; echo "BAD   $name: exit $found, not $wanted: $*"; }
}
# more NAME WORD...: what kubeadm refuses and ours does
more() {
    local name=$1
    shift
    count=$((count + 1))
    ! "$kubeadm" "$@" >/dev/null 2>&1 && "$tools/kubeadm-ps" "$@" >"$O/$name.ours.out" 2>"$O/$name.ours.err" || { failed=1; echo "BAD   $name: $*"; }
}
# keep NAME: standard input is a configuration of that name
keep() { cat >"$F/$1.yaml"; }
# part NAME KIND: standard input are the fields of one document of the newest version
part() { { printf 'apiVersion: kubeadm.k8s.io/v1beta4\nkind: %s\n' "$2"; cat; } >"$F/$1.yaml"; }
# cluster NAME: standard input are fields of a ClusterConfiguration with a version
cluster() { { echo 'kubernetesVersion: v1.36.3'; cat; } | part "$1" ClusterConfiguration; }

for made in "$reference"/init/*/config.yaml; do cp "$made" "$F/init-$(basename "$(dirname "$made")").yaml"; done
for made in "$reference"/print/*.yaml; do cp "$made" "$F/print-$(basename "$made")"; done
python3 - "$reference/validate.jsonl" "$F" "${EACH:-20}" <<'X'
import json, sys
for number, line in enumerate(open(sys.argv[1])):
    if number % int(sys.argv[3]) == 0:
        open(f"{sys.argv[2]}/mutated-{number:03}.yaml", "w").write(json.loads(line)["yaml"])
X

: | keep empty
echo '# nothing' | keep comment
printf -- '---\n---\n' | keep separators
echo 'just text' | keep text
printf 'a: b: c\n' | keep not-yaml
printf '\xff\xfe\x00' | keep binary
printf 'apiVersion: kubeadm.k8s.io/v1beta4\r\nkind: ClusterConfiguration\r\nkubernetesVersion: v1.36.3\r\n' | keep crlf
printf '\xef\xbb\xbfapiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\nkubernetesVersion: v1.36.3\n' | keep byte-order-mark
printf 'apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\nkubernetesVersion:\tv1.36.3\n' | keep tab
for version in v1alpha1 v1alpha3 v1beta1 v1beta2 v1beta3 v1beta5 v1; do
    for kind in ClusterConfiguration InitConfiguration JoinConfiguration; do
        printf 'apiVersion: kubeadm.k8s.io/%s\nkind: %s\n' $version $kind | keep "$version-$kind"
    done
done
for kind in ClusterConfiguration InitConfiguration JoinConfiguration ResetConfiguration UpgradeConfiguration ClusterStatus Nonsense clusterconfiguration; do
    : | part "bare-$kind" $kind
done
for group in kubelet.config.k8s.io/v1beta1:KubeletConfiguration kubelet.config.k8s.io/v1alpha1:KubeletConfiguration kubelet.config.k8s.io/v1:CredentialProviderConfig \
    kubeproxy.config.k8s.io/v1alpha1:KubeProxyConfiguration kubeproxy.config.k8s.io/v1:KubeProxyConfiguration kubescheduler.config.k8s.io/v1:KubeSchedulerConfiguration v1:ConfigMap; do
    printf 'apiVersion: %s\nkind: %s\n' "${group%:*}" "${group#*:}" >"$F/alone-${group//[:\/]/-}.yaml"
    { printf 'apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\nkubernetesVersion: v1.36.3\n---\n'; cat "$F/alone-${group//[:\/]/-}.yaml"; } | keep "with-${group//[:\/]/-}"
done
echo '{"apiVersion":"kubeadm.k8s.io/v1beta4","kind":"ClusterConfiguration","kubernetesVersion":"v1.36.3","networking":{"podSubnet":"10.1.0.0/16"}}' | keep json
printf '{"apiVersion":"kubeadm.k8s.io/v1beta4",\n "kind":"ClusterConfiguration","kubernetesVersion":"v1.36.3"}\n---\n{"apiVersion":"kubeadm.k8s.io/v1beta4","kind":"InitConfiguration"}\n' | keep json-two
echo '[{"apiVersion":"kubeadm.k8s.io/v1beta4","kind":"ClusterConfiguration"}]' | keep json-list
echo 'kind: ClusterConfiguration' | keep no-version
echo 'apiVersion: kubeadm.k8s.io/v1beta4' | keep no-kind
printf 'apiVersion: 1\nkind: true\n' | keep odd-types
cluster unknown-field <<<'nonsense: 1'
cluster unknown-nested <<<'networking: {nonsense: 1}'
cluster duplicate-field <<<$'clusterName: a\nclusterName: b'
cluster other-case <<<'ClusterName: a'
cluster wrong-type <<<'networking: []'
cluster wrong-scalar <<<'clusterName: 12'
cluster null-fields <<<$'networking: null\napiServer:\netcd: ~'
cluster anchors <<<$'apiServer: &a\n  extraArgs: [{name: v, value: "2"}]\nscheduler: *a'
cluster merge <<<$'apiServer: &a {extraArgs: [{name: v, value: "2"}]}\nscheduler: {<<: *a}'
cluster block-text <<<$'clusterName: |-\n  long\n  name'
cluster octal <<<'apiServer: {extraArgs: [{name: a, value: 0644}]}'
cluster quoted <<<'apiServer: {extraArgs: [{name: a, value: "0644"}, {name: a, value: "yes"}, {name: b, value: ""}, {name: c, value: "#x: {y}"}]}'
cluster bad-arg <<<'apiServer: {extraArgs: [{name: "", value: x}]}'
cluster args-map <<<'apiServer: {extraArgs: {v: "2"}}'
cluster repository <<<'imageRepository: mirror.example.com:5000/k8s'
cluster repository-slash <<<'imageRepository: mirror.example.com/'
cluster etcd-tag <<<'etcd: {local: {imageTag: 3.5.0-0}}'
cluster etcd-repository <<<'etcd: {local: {imageRepository: other.example.com/etcd}}'
cluster etcd-both <<<'etcd: {local: {}, external: {endpoints: ["https://10.0.0.1:2379"]}}'
cluster etcd-external <<<'etcd: {external: {endpoints: ["https://10.0.0.1:2379"], caFile: /a, certFile: /b, keyFile: /c}}'
cluster etcd-external-bad <<<'etcd: {external: {endpoints: ["ftp://10.0.0.1"], certFile: b}}'
cluster dns-tag <<<'dns: {imageTag: v9.9.9}'
cluster dns-repository <<<'dns: {imageRepository: other.example.com/dns, imageTag: v1}'
cluster dns-disabled <<<'dns: {disabled: true}'
cluster proxy-disabled <<<'proxy: {disabled: true}'
cluster no-addons <<<$'proxy: {disabled: true}\ndns: {disabled: true}'
cluster gates <<<'featureGates: {PublicKeysECDSA: true, RootlessControlPlane: true}'
cluster gate-unknown <<<'featureGates: {Nonsense: true}'
cluster gate-gone <<<'featureGates: {IPv6DualStack: true}'
cluster gate-socket <<<'featureGates: {NodeLocalCRISocket: false}'
cluster algorithm <<<'encryptionAlgorithm: ECDSA-P384'
cluster algorithm-bad <<<'encryptionAlgorithm: RSA-1024'
cluster validity <<<$'certificateValidityPeriod: 1h\ncaCertificateValidityPeriod: 90m'
cluster validity-bad <<<$'certificateValidityPeriod: 10y'
cluster validity-turned <<<$'certificateValidityPeriod: 100h\ncaCertificateValidityPeriod: 1h'
cluster subnets <<<'networking: {serviceSubnet: "10.96.0.0/12,fd00::/108", podSubnet: "10.1.0.0/16,fd01::/48", dnsDomain: x.local}'
cluster subnet-small <<<'networking: {serviceSubnet: 10.96.0.0/30}'
cluster subnet-host-bits <<<'networking: {serviceSubnet: 10.96.0.5/12}'
cluster subnet-overlap <<<'networking: {serviceSubnet: 10.96.0.0/12, podSubnet: 10.96.0.0/16}'
cluster subnet-bad <<<'networking: {podSubnet: nowhere}'
cluster domain-bad <<<'networking: {dnsDomain: "Bad_Domain!"}'
cluster endpoint <<<'controlPlaneEndpoint: "[fd00::1]:8443"'
cluster endpoint-port <<<'controlPlaneEndpoint: lb.example.com:70000'
cluster endpoint-url <<<'controlPlaneEndpoint: https://lb.example.com'
cluster sans <<<'apiServer: {certSANs: ["*.example.com", 10.0.0.1, "bad_name!"]}'
cluster folder-relative <<<'certificatesDir: pki'
cluster volumes <<<'apiServer: {extraVolumes: [{name: a, hostPath: /a, mountPath: /b, pathType: DirectoryOrCreate, readOnly: true}]}'
cluster envs <<<'apiServer: {extraEnvs: [{name: A, value: "1"}, {name: B, valueFrom: {fieldRef: {fieldPath: status.hostIP}}}]}'
for version in v1.36.0 1.36.1 v1.35.6 v1.34.9 v1.37.0 v1.38.0 v1.36.0-alpha.1 v1.36.3+build.7 v1.36 1.36 stable-1.36 latest ci/latest nonsense v2.0.0 v1.36.99; do
    echo "kubernetesVersion: '$version'" | part "version-${version//\//-}" ClusterConfiguration
done
part init-socket InitConfiguration <<<'nodeRegistration: {criSocket: /run/crio/crio.sock}'
part init-name InitConfiguration <<<'nodeRegistration: {name: Bad_Name, criSocket: "unix:///x"}'
part init-taints InitConfiguration <<<'nodeRegistration: {taints: [], criSocket: "unix:///x"}'
part init-token-bad InitConfiguration <<<'bootstrapTokens: [{token: abc}]'
part init-token-usage InitConfiguration <<<'bootstrapTokens: [{token: abcdef.0123456789abcdef, usages: [nonsense], groups: [bad]}]'
part init-tokens InitConfiguration <<<'bootstrapTokens: [{token: abcdef.0123456789abcdef, ttl: 0s}, {token: bbcdef.0123456789abcdef, expires: "2030-01-01T00:00:00Z"}]'
part init-token-both InitConfiguration <<<'bootstrapTokens: [{token: abcdef.0123456789abcdef, ttl: 1h, expires: "2030-01-01T00:00:00Z"}]'
part init-endpoint InitConfiguration <<<'localAPIEndpoint: {advertiseAddress: 10.0.0.1, bindPort: 7443}'
part init-endpoint-bad InitConfiguration <<<'localAPIEndpoint: {advertiseAddress: host, bindPort: -1}'
part init-key-bad InitConfiguration <<<'certificateKey: abc'
part init-policy InitConfiguration <<<'nodeRegistration: {imagePullPolicy: Sometimes}'
part init-policy-never InitConfiguration <<<'nodeRegistration: {imagePullPolicy: Never, imagePullSerial: false, ignorePreflightErrors: [Swap, ALL]}'
part init-timeouts InitConfiguration <<<'timeouts: {controlPlaneComponentHealthCheck: 10s, upgradeManifests: 1h2m3.5s, kubeletHealthCheck: 0s}'
part init-timeout-bad InitConfiguration <<<'timeouts: {discovery: 5}'
part init-skip InitConfiguration <<<'skipPhases: [addon/kube-proxy, nonsense]'
part init-dry-run InitConfiguration <<<'dryRun: true'
part join-token JoinConfiguration <<<'discovery: {bootstrapToken: {token: abcdef.0123456789abcdef, apiServerEndpoint: "10.0.0.1:6443", unsafeSkipCAVerification: true}}'
part join-hash JoinConfiguration <<<'discovery: {bootstrapToken: {token: abcdef.0123456789abcdef, apiServerEndpoint: "10.0.0.1:6443", caCertHashes: ["md5:12"]}}'
part join-file JoinConfiguration <<<'discovery: {file: {kubeConfigPath: /etc/join.conf}, tlsBootstrapToken: abcdef.0123456789abcdef}'
part join-url JoinConfiguration <<<'discovery: {file: {kubeConfigPath: "http://x/y"}}'
part join-both JoinConfiguration <<<'discovery: {file: {kubeConfigPath: /a}, bootstrapToken: {token: abcdef.0123456789abcdef, apiServerEndpoint: "10.0.0.1:6443"}}'
part join-control-plane JoinConfiguration <<<$'controlPlane: {localAPIEndpoint: {advertiseAddress: 10.0.0.2}}\ndiscovery: {bootstrapToken: {token: abcdef.0123456789abcdef, apiServerEndpoint: "10.0.0.1:6443", unsafeSkipCAVerification: true}}'
part reset ResetConfiguration <<<$'force: true\ncleanupTmpDir: true\ncertificatesDir: /x\nunmountFlags: [MNT_FORCE]'
part reset-bad ResetConfiguration <<<'unmountFlags: [MNT_NONSENSE]'
part upgrade UpgradeConfiguration <<<$'apply: {kubernetesVersion: v1.36.3, etcdUpgrade: false}\nplan: {printConfig: true}\nnode: {skipPhases: [x]}\ndiff: {contextLines: 5}'
part upgrade-bad UpgradeConfiguration <<<'apply: {nonsense: 1}'
cat "$F/bare-InitConfiguration.yaml" <(echo ---) "$F/bare-ClusterConfiguration.yaml" | keep two
cat "$F/bare-InitConfiguration.yaml" <(echo ---) "$F/join-token.yaml" | keep init-and-join
cat "$F/bare-InitConfiguration.yaml" <(echo ---) "$F/v1beta3-ClusterConfiguration.yaml" | keep two-versions
cat "$F/bare-InitConfiguration.yaml" <(echo ---) "$F/bare-InitConfiguration.yaml" | keep twice
cat "$F/reset.yaml" <(echo ---) "$F/upgrade.yaml" | keep reset-and-upgrade
cat "$F/bare-ClusterConfiguration.yaml" <(echo ---) "$F/reset.yaml" | keep cluster-and-reset
cat "$F/repository.yaml" <(echo ---) "$F/join-token.yaml" <(echo ---) "$F/reset.yaml" <(echo ---) "$F/upgrade.yaml" | keep all-kinds
cat "$F/repository.yaml" <(echo ---) "$F/bare-Nonsense.yaml" | keep with-unknown-kind
keep old-full <<'X'
apiVersion: kubeadm.k8s.io/v1beta3
kind: ClusterConfiguration
kubernetesVersion: v1.36.3
apiServer:
  timeoutForControlPlane: 3m0s
  extraArgs: {v: "2", audit-log-path: /x, a: ""}
etcd: {local: {extraArgs: {b: c}}}
---
apiVersion: kubeadm.k8s.io/v1beta3
kind: InitConfiguration
nodeRegistration:
  kubeletExtraArgs: {z: "1", a: "2"}
X
keep old-join <<'X'
apiVersion: kubeadm.k8s.io/v1beta3
kind: JoinConfiguration
discovery:
  bootstrapToken: {token: abcdef.0123456789abcdef, apiServerEndpoint: "10.0.0.1:6443", unsafeSkipCAVerification: true}
  timeout: 2m0s
X
keep components <<'X'
apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
kubernetesVersion: v1.36.3
networking: {podSubnet: 10.1.0.0/16, dnsDomain: x.local}
---
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
clusterDomain: y.local
maxPods: 12
evictionHard: {memory.available: 5%}
---
apiVersion: kubeproxy.config.k8s.io/v1alpha1
kind: KubeProxyConfiguration
mode: nftables
clusterCIDR: 10.9.0.0/16
X
sed 's/maxPods: 12/maxPods: many/' "$F/components.yaml" | keep components-bad
sed 's/maxPods: 12/nonsense: 12/' "$F/components.yaml" | keep components-unknown

# FILES='init-* two' for some of the files only
for file in "$F"/*.yaml; do
    name=$(basename "$file" .yaml)
    [ -z "${FILES:-}" ] || { for pattern in $FILES; do [[ $name == $pattern ]] && break; done; [[ $name == $pattern ]] || continue; }
    same "validate-$name" config validate --config "$file"
    # kubeadm of today no longer converts these.
    how=same
    [[ $name == init-err-old-api || $name == v1beta[12]-[CI]* ]] && how=more
    $how "migrate-$name" config migrate --old-config "$file"
    same "images-$name" config images list --config "$file"
done
[ -z "${FILES:-}" ] || { echo "$count command lines"; exit $failed; }

for kind in init join reset upgrade; do same "print-$kind" config print $kind-defaults; done
code print-nothing config print
same print-unknown config print nonsense-defaults
same print-kubeconfig config --kubeconfig /nowhere print init-defaults
same print-both config print init-defaults --component-configs KubeletConfiguration,KubeProxyConfiguration
same print-turned config print init-defaults --component-configs KubeProxyConfiguration --component-configs KubeletConfiguration
same print-twice config print init-defaults --component-configs KubeletConfiguration,KubeletConfiguration
same print-kubelet config print init-defaults --component-configs KubeletConfiguration
same print-proxy config print init-defaults --component-configs=KubeProxyConfiguration
same print-empty config print init-defaults --component-configs ''
same print-bad config print init-defaults --component-configs Nonsense
same print-join-components config print join-defaults --component-configs KubeletConfiguration
same print-word config print init-defaults more

same validate-no-flag config validate
same validate-no-file config validate --config /nowhere
same validate-folder config validate --config "$F"
same validate-word config validate --config "$F/two.yaml" more
same validate-deprecated config validate --config "$F/v1beta3-ClusterConfiguration.yaml" --allow-deprecated-api
same validate-experimental config validate --config "$F/v1beta5-ClusterConfiguration.yaml" --allow-experimental-api
same migrate-no-flag config migrate
same migrate-no-file config migrate --old-config /nowhere
same migrate-to-file config migrate --old-config "$F/old-full.yaml" --new-config NEW
same migrate-bad-to-file config migrate --old-config "$F/text.yaml" --new-config NEW
same migrate-nowhere config migrate --old-config "$F/two.yaml" --new-config /nowhere/new
same migrate-experimental config migrate --old-config "$F/two.yaml" --allow-experimental-api

for version in v1.34.0 v1.34.9 v1.35.0 v1.35.6 v1.35.99 v1.36.0 v1.36.3 v1.36.99 v1.36.0-rc.1 v1.36.3+x.1 v1.37.0 v1.37.2 v1.38.0 1.36.3 v1.36 stable-1.36 stable nonsense ''; do
    same "list-${version:-none}" config images list --kubernetes-version "$version"
done
for format in text json yaml xml ''; do same "list-format-$format" config images list --kubernetes-version v1.36.3 -o "$format"; done
same list config images list
same list-repository config images list --image-repository mirror.example.com/k8s --kubernetes-version v1.35.2
same list-repository-empty config images list --image-repository '' --kubernetes-version v1.36.3
same list-gates config images list --feature-gates PublicKeysECDSA=true,NodeLocalCRISocket=false --kubernetes-version v1.36.3
same list-gate-unknown config images list --feature-gates Nonsense=true
same list-gate-bad config images list --feature-gates PublicKeysECDSA=maybe
same list-both config images list --config "$F/two.yaml" --kubernetes-version v1.35.0 --image-repository x.example.com
same list-both-gates config images list --config "$F/repository.yaml" --feature-gates PublicKeysECDSA=true
same list-both-bad config images list --config "$F/repository.yaml" --feature-gates Nonsense=true
same list-no-file config images list --config /nowhere
same list-managed config images list --kubernetes-version v1.36.3 -o json --show-managed-fields --allow-missing-template-keys=false
code images-nothing config images
code config-nothing config
same config-unknown config view
echo "$count command lines"
exit $failed
