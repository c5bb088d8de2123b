# Sourced by the proofs: usage TOOL_DIR first. Sets tools (the published kubeadm-ps), S and N (the lab's scripts), out (what is kept of the
# run), ps (the tool's path on nodes) and the functions below. Wanted: root, KUBEADM_LAB (a prepared lab), KUBEADM_LAB_SCRIPTS (default:
# shared/lab beside the checkout), OUT (default: out/lab).
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
export KUBEADM_LAB=${KUBEADM_LAB:?set KUBEADM_LAB to a prepared lab}
S=${KUBEADM_LAB_SCRIPTS:-$here/../../../shared/lab}
N=$S/node.sh
tools=$(cd "${1:?the first argument is a folder with a published kubeadm-ps}" && pwd) || exit 2
out=${OUT:-$here/../../out/lab}
mkdir -p "$out"
out=$(cd "$out" && pwd)
ps=/kubeadm-ps/kubeadm-ps
ignore=--ignore-preflight-errors=SystemVerification
key=e6a2eb8581237ab72a4f494f30285ec12a9694d750b9785706a83bfcbbbd2204
token=abcdef.0123456789abcdef
failed=0
. "$S/lib.sh"

# fresh NAME ADDRESS [VERSION]: a node with the tool on it
fresh() { BINDS="$tools:/kubeadm-ps $here/conf:/conf $KUBEADM_LAB/bin/extra:/lab-extra" $N start "$@" >/dev/null; }
# settled: the controllers have made what they make for every cluster (those of some distributions publish a CA of their own), and the kubelet
# of cp1 has told of its static Pods, which may take 90 seconds where it came before its API server
settled() {
    local _ static
    static=$(ls "$($N root cp1)"/etc/kubernetes/manifests/*.yaml | wc -l)
    for _ in $(seq 240); do [ "$(k get pods -n kube-system -l tier=control-plane -o name | wc -l)" -ge "$static" ] && break; sleep 0.5; done
    for _ in $(seq 60); do k get serviceaccounts -n kube-system default >/dev/null 2>&1 && break; sleep 0.5; done
    for _ in $(seq 20); do k get configmap -n kube-system openshift-service-ca.crt >/dev/null 2>&1 && break; sleep 0.5; done
}
# as_version VERSION CONF: a configuration of conf/ for the newest release of an older minor, such as v1.35
as_version() { sed "s/^kubernetesVersion: .*/kubernetesVersion: $("$KUBEADM_LAB/bin/$1/kubeadm" version -o short)/" "$here/conf/$2.yaml"; }
# old_cluster NODE ADDRESS: a fresh control plane of v1.35 on a node, made by its own kubeadm with conf/plain.yaml, with a network
old_cluster() {
    IMAGES=$KUBEADM_LAB/ctrd-template/v1.36 fresh "$1" "$2" v1.35
    as_version v1.35 plain | sed "s/10.77.0.11/$2/" >"$($N root "$1")/root/init.yaml"
    run "$1" init kubeadm init --config /root/init.yaml --upload-certs $ignore
    "$S/cni.sh" "$1" >/dev/null
}
# suite: runs kubeadm's own end-to-end suite (Kubernetes' test/e2e_kubeadm, built outside the repository as KUBEADM_LAB/e2e_kubeadm.test) on the cluster
# of cp1, keeps its output as suite.log and prints its counts
suite() {
    "$KUBEADM_LAB/e2e_kubeadm.test" --kubeconfig="$($N root cp1)/etc/kubernetes/admin.conf" --ginkgo.v --ginkgo.no-color >"$O/suite.log" 2>&1 </dev/null
    grep -E 'Passed .* Failed' "$O/suite.log" | tee "$O/counts"
}
# rolled_out: the addons run as they were written, and the Jobs of health checks, which the cluster removes after a minute, are gone
rolled_out() {
    k -n kube-system rollout status deployment/coredns --timeout=120s >/dev/null
    k -n kube-system rollout status daemonset/kube-proxy --timeout=120s >/dev/null
    k -n kube-system delete jobs --all >/dev/null 2>&1
    for _ in $(seq 60); do
        [ -z "$(k -n kube-system get pods -o jsonpath='{.items[?(@.metadata.deletionTimestamp)].metadata.name}')" ] && break
        sleep 1
    done
}
# running COUNT: that many Pods of the cluster run and are ready
running() {
    for _ in $(seq 240); do
        [ "$(k get pods -A --no-headers 2>/dev/null | awk '$3 ~ /^1\/1/ && $4 == "Running"' | wc -l)" = "$1" ] && return
        sleep 0.5
    done
    k get pods -A
    return 1
}
# members_in_order FOLDER: both tools name etcd's members in the order of its answer, which is that of random numbers; in one order they can be compared
members_in_order() {
    grep -rlZ -e '--initial-cluster=' "$1" | xargs -0r perl -pi -e 's/(--initial-cluster=)([^\s"\x27]+)/$1 . join(",", sort split(",", $2))/ge'
}
# median "NUMBER NUMBER ...": theirs
median() { tr ' ' '\n' <<<"$1" | grep . | sort -n | awk '{ v[NR] = $1 } END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }
# hash_of NODE: the pin of its cluster's CA
hash_of() { echo "sha256:$($N exec "$1" openssl x509 -pubkey -noout -in /etc/kubernetes/pki/ca.crt | openssl pkey -pubin -outform der | sha256sum | cut -d' ' -f1)"; }
# compare A B: the differences of two kept runs, less what is not the tool's: the taints that the node's lifecycle controller adds in its own
# time (kubeadm's own must be there), and the running kubelet's temporary files (a dot and digits)
compare() {
    local left
    grep -q 'key: node-role.kubernetes.io/control-plane' "$2/after-init/nodes.yaml" || { echo "the control-plane taint is missing"; return 1; }
    left=$(python3 "$S/compare.py" "$1" "$2" | grep -vE '^after-init/Node/cp1\.spec\.taints: |var/lib/kubelet/\.[0-9]+: |^[0-9]+ differences$')
    [ -z "$left" ] || { echo "$left"; return 1; }
}
# must WHAT COMMAND...: says whether it holds
must() { local what=$1; shift; if "$@" >"$out/must.log" 2>&1; then echo "ok    $what"; else echo "BAD   $what"; tail -n 5 "$out/must.log"; failed=1; fi; }
# ended NAME: the step that was run ended with exit code 0
ended() { [ "$(cat "$O/$1.rc")" = 0 ] || { tail -n 5 "$O/$1.err"; return 1; }; }
# stop_at NODE SIGNAL MARKER COMMAND...: runs the command on the node (which hears SIGINT, though a script in the background is run
# without) and sends the signal to it when the line appears that begins with MARKER, or that is the Nth where MARKER is #N; sets after=
# milliseconds until the process was gone, empty where it had ended by then; sets seen= the line, empty where it never came
stop_at() {
    local node=$1 told
    shift
    told=$($N exec "$node" bash -c '
        signal=$1 marker=$2 seen= after= number=0
        shift 2
        exec 3< <(exec env --default-signal=INT "$@" 2>/dev/null)
        pid=$!
        while IFS= read -r line <&3; do
            number=$((number + 1))
            [[ -z $seen && ($line == "$marker"* || $marker == "#$number") ]] || continue
            seen=${line:-an empty line}
            from=$(date +%s%3N)
            kill "-$signal" "$pid" 2>/dev/null || continue
            while [ -e "/proc/$pid" ]; do sleep 0.01; done
            after=$(($(date +%s%3N) - from))
        done
        printf "%s\n%s\n" "$after" "$seen"' stop_at "$@" </dev/null)
    after=${told%%$'\n'*}
    seen=${told#*$'\n'}
}
# hit KIND MARKER: whether the signal of stop_at reached the process; a line that came too late for it is no failure, one that never came is
hit() {
    [ -n "$after" ] && return
    if [ -n "$seen" ]; then echo "late  $1 had ended at $2"; else echo "BAD   $1 never says $2"; failed=1; fi
    return 1
}
# etcdctl NODE ARGUMENT...: asks the node's own etcd
etcdctl() {
    $N exec "$1" /lab-extra/etcdctl --endpoints=https://127.0.0.1:2379 --cacert=/etc/kubernetes/pki/etcd/ca.crt \
        --cert=/etc/kubernetes/pki/etcd/healthcheck-client.crt --key=/etc/kubernetes/pki/etcd/healthcheck-client.key "${@:2}"
}
# voting NODE COUNT: that many etcd members, all started, voting and healthy
voting() {
    local members
    members=$(etcdctl "$1" member list) && echo "$members" || return 1
    [ "$(wc -l <<<"$members")" = "$2" ] && [ "$(awk -F', ' '$2 == "started" && $6 == "false"' <<<"$members" | wc -l)" = "$2" ] &&
        etcdctl "$1" endpoint health --cluster
}
# reachable NODE...: the nodes reach each other as root and by their names over real sshd, whose subsystem powershell is kubeadm-ps
reachable() {
    local node root
    [ -x "$KUBEADM_LAB/rootfs/usr/sbin/sshd" ] || { echo "there is no sshd in the lab's root file system" >&2; exit 2; }
    ssh-keygen -q -t ed25519 -N '' -f "$O/key"
    for node in "$@"; do awk '{ print $2, $1 }' "$KUBEADM_LAB/nodes/$node/info"; done >"$O/hosts"
    for node in "$@"; do
        root=$($N root "$node")
        mkdir -p "$root/root/.ssh" "$root/run/sshd"
        cp "$O/key.pub" "$root/root/.ssh/authorized_keys"
        cp "$O/key" "$root/root/.ssh/id_ed25519"
        printf 'Host *\n StrictHostKeyChecking accept-new\n LogLevel ERROR\n ConnectTimeout 5\n' >"$root/root/.ssh/config"
        cat "$O/hosts" >>"$root/etc/hosts"
        $N sh "$node" 'chmod 700 /root /root/.ssh; chmod 600 /root/.ssh/*; ssh-keygen -A >/dev/null; chown -R root:root /root
            /usr/sbin/sshd -o "Subsystem powershell /kubeadm-ps/pwsh -sshs -NoLogo" -o PermitRootLogin=prohibit-password -o UsePAM=no'
    done
}
# script NODE NAME: runs the script of standard input on the node with kubeadm-ps, and keeps and shows what it says
script() {
    cat >"$($N root "$1")/root/$2.ps1"
    run "$1" "$2" $ps -NoProfile -File "/root/$2.ps1"
    cat "$O/$2.out"
}
# says NAME LINE: such a line is in what that script said
says() { must "$1: $2" grep -qE -- "$2" "$O/$1.out"; }
# serial NODE FILE: that of a certificate of /etc/kubernetes/pki; serves NODE PORT FILE: what listens there presents that certificate
serial() { openssl x509 -noout -serial -in "$($N root "$1")/etc/kubernetes/pki/$2.crt"; }
serves() {
    local own
    own=$(serial "$1" "$3") && [ "$($N sh "$1" "openssl s_client -connect 127.0.0.1:$2 </dev/null 2>/dev/null | openssl x509 -noout -serial")" = "$own" ]
}
# empty NODE: it has no file of a node of a cluster, and no container runs there
empty() {
    local left
    left=$($N sh "$1" 'find /etc/kubernetes /var/lib/kubelet /var/lib/etcd -type f 2>/dev/null; ctr -n k8s.io tasks ls -q && echo asked') && echo "$left" && [ "$left" = asked ]
}
# dsc NODE NAME OPERATION [ARGUMENT...]: runs `dsc config` with the document of standard input (the node has dsc as /dsc), and keeps what it says
dsc() {
    local on=$1 name=$2
    shift 2
    cat >"$($N root "$on")/root/$name.dsc.yaml"
    run "$on" "$name" env PATH=/dsc:/kubeadm-ps:/kubeadm-ps/Modules/Kubeadm/dsc:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root NO_COLOR=1 \
        dsc -t plaintext config "$@" -f "/root/$name.dsc.yaml"
}
# tells NAME EXPRESSION: whether it holds of what dsc said: r are the results by the names of the resources, w what it would do
tells() { must "$1: $2" python3 - "$O/$1.out" "$2" <<'P'
import json, sys
said = json.load(open(sys.argv[1]))
results = {result["name"]: result["result"] for result in said["results"]}
whatif = {result["name"]: result["metadata"].get("whatIf", []) for result in said["results"]}
sys.exit(0 if eval(sys.argv[2], {"r": results, "w": whatif, "ok": not said["hadErrors"]}) else print(json.dumps(said)[-1500:]) or 1)
P
}
