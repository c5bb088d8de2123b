#!/usr/bin/env bash
# upload-certs.sh TOOL_DIR: on a cluster that kubeadm made, ours uploads the certificates (Publish-KubeCertificate, New-KubeJoinInfo -UploadCerts)
# and real kubeadm joins a control plane by the printed command; then kubeadm uploads and ours joins. Exit 1 if not.
set -u
. "$(dirname "$0")/common.sh"
O=$out/upload-certs
rm -rf "$O"
mkdir -p "$O"
voters() { for _ in $(seq 60); do voting cp1 "$1" && return 0; sleep 1; done; return 1; }

fresh cp1 10.77.0.11
fresh cp2 10.77.0.12
fresh cp3 10.77.0.13
run cp1 init kubeadm init --config /conf/plain.yaml $ignore
"$S/cni.sh" cp1 >/dev/null
must "nothing is uploaded yet" bash -c "! $N exec cp1 kubectl --kubeconfig /etc/kubernetes/admin.conf -n kube-system get secret kubeadm-certs"
must "a dry run uploads nothing" bash -c "$N exec cp1 $ps Publish-KubeCertificate -DryRun | grep -q kubeadm-certs && ! $N exec cp1 kubectl --kubeconfig /etc/kubernetes/admin.conf -n kube-system get secret kubeadm-certs"
run cp1 publish $ps -Command 'Publish-KubeCertificate'
must "ours uploads" ended publish
must "the view masks the key" bash -c "! grep -qE '[0-9a-f]{64}' '$O/publish.out' '$O/publish.err'"
$N exec cp1 env KUBECONFIG=/etc/kubernetes/admin.conf $ps -Command '(New-KubeJoinInfo -UploadCerts).ControlPlaneCommand' >"$O/command" 2>"$O/command.err"
# shellcheck disable=SC2046
run cp2 kubeadm-join $(cat "$O/command") $ignore
must "kubeadm joins with it" ended kubeadm-join
must "two etcd members" voters 2
run cp1 kubeadm-upload kubeadm init phase upload-certs --upload-certs
run cp1 token kubeadm token create --print-join-command --certificate-key "$(grep -oE '[0-9a-f]{64}' "$O/kubeadm-upload.out" | tail -n 1)"
# shellcheck disable=SC2046
run cp3 our-join $ps $(sed 's/^kubeadm //' "$O/token.out") $ignore
must "ours joins with what kubeadm uploads" ended our-join
must "three etcd members" voters 3
$N stop cp1
$N stop cp2
$N stop cp3
exit $failed
