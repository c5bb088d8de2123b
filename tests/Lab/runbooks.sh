#!/usr/bin/env bash
# runbooks.sh TOOL_DIR [PART...]: the scripts of examples/ on real nodes, from a machine that is none, over real sshd. Parts: cluster (a cluster of a list,
# with a machine that is lost; the certificate report; a renewal with approval; a node that moves to another machine) and desired-state (the documents by
# real dsc, DSC: its folder, default /opt/dsc, and Set-NodeDesiredState.ps1 by PSDesiredStateConfiguration 3 in its folder modules, in pwsh, PWSH: the folder
# of pwsh.dll, default that of the restored tool, with the built module, MODULE: default out). Exit 1 if anything does not hold. FIRST (default 81) is
# the last number of the first node's address. Environment as in compare-init.sh.
set -u
. "$(dirname "$0")/common.sh"
O=$out/runbooks
rm -rf "$O"
mkdir -p "$O"
FIRST=${FIRST:-81}
DSC=${DSC:-/opt/dsc}
PWSH=${PWSH:-$(printf '%s\n' ~/.nuget/packages/powershell/*/tools/net*/any/unix | tail -n 1)}
MODULE=$(cd "${MODULE:-$here/../../out}" && pwd)
DOTNET=$(dirname "$(readlink -f "$(command -v dotnet)")")
EXAMPLES=${EXAMPLES:-$(cd "$here/../../examples" && pwd)}
parts=" ${*:2} "
[ "$parts" = '  ' ] && parts=' cluster desired-state '
lost=10.77.0.199
address() { echo "10.77.0.$((FIRST + ${1#?}))"; }
k() { $N exec "$first" kubectl --kubeconfig /etc/kubernetes/admin.conf "$@"; }
# nodes NODE...: with the tool, the examples and dsc on them, and a network that takes Pods as soon as the node has joined
nodes() {
    local node other
    for node in "$@"; do
        BINDS="$tools:/kubeadm-ps $KUBEADM_LAB/bin/extra:/lab-extra $EXAMPLES:/examples $DSC:/dsc $PWSH:/pwsh $DOTNET:/dotnet $MODULE:/module" $N start "$node" "$(address "$node")" >/dev/null
        cat >"$($N root "$node")/etc/cni/net.d/10-lab.conflist" <<J
{"cniVersion": "1.0.0", "name": "lab", "plugins": [{"type": "bridge", "bridge": "cni0", "isGateway": true, "ipMasq": true,
 "ipam": {"type": "host-local", "ranges": [[{"subnet": "10.244.${node#?}.0/24"}]], "routes": [{"dst": "0.0.0.0/0"}]}}]}
J
        for other in "$@"; do
            [ "$other" = "$node" ] || $N exec "$node" ip route replace "10.244.${other#?}.0/24" via "$(address "$other")"
        done
    done
    reachable "$@"
}
# members: the nodes of the cluster with their addresses; join_tokens: the tokens by which machines can join
members() { k get nodes -o jsonpath='{range .items[*]}{.metadata.name}={.status.addresses[?(@.type=="InternalIP")].address} {end}'; }
join_tokens() { k -n kube-system get secrets -o jsonpath='{.items[?(@.data.usage-bootstrap-authentication)].metadata.name}'; }
ready() { k wait --for=condition=Ready node --all --timeout=120s; }

cluster() {
    local node name before
    first=b1
    nodes b0 b1 b2 b3 b4 b5
    root=$($N root b0)/root
    # Certificates of twenty days, so that there is something to report and to renew.
    sed "s/10.77.0.11/$(address b1)/; /^kubernetesVersion/a certificateValidityPeriod: 480h" "$here/conf/plain.yaml" >"$root/init.yaml"
    cat >"$root/cluster.csv" <<C
Name,HostName,Role
cp-east,b1,ControlPlane
cp-west,root@b2,ControlPlane
w-north,b3,Worker
w-south,$(address b4),Worker
C
    { cat "$root/cluster.csv"; echo "w-lost,$lost,Worker"; } >"$root/lost-worker.csv"
    sed "s/root@b2/$lost/" "$root/cluster.csv" >"$root/lost-control-plane.csv"
    cat >"$root/New.ps1" <<'P'
$how = @{ Config = "$HOME/init.yaml"; UserName = 'root'; IgnorePreflightError = 'SystemVerification'; WarningAction = 'SilentlyContinue' }
$results = /examples/New-ClusterFromCsv.ps1 "$HOME/$($args[0]).csv" @how -WhatIf:($args[1] -eq 'WhatIf') -ErrorVariable problems -ErrorAction SilentlyContinue
foreach ($one in $results) { "$($one.Name) $($one.HostName) $($one.Role) $($one.Status) $([int]$one.Duration.TotalSeconds)s $($one.Message)" }
"rows: $(@($results).Count)"
"error: $($problems | ForEach-Object FullyQualifiedErrorId | Where-Object { $_ -like 'Nodes*' })"
P
    new() { run b0 "$1" $ps -NoProfile -File /root/New.ps1 "${@:2}"; cat "$O/$1.out"; }

    new unsure lost-control-plane
    says unsure "^cp-west $lost ControlPlane Failed .*It cannot be asked: .*[a-z]"
    for name in cp-east w-north w-south; do says unsure "^$name .* Pending .*cp-west"; done
    says unsure '^error: NodesNotMade'
    new planned cluster WhatIf
    for name in cp-east cp-west w-north w-south; do says planned "^$name .* Planned"; done
    for node in b1 b2 b3 b4; do must "$node is nothing yet" empty "$node"; done
    new made lost-worker
    says made '^cp-east b1 ControlPlane Created'
    says made '^cp-west root@b2 ControlPlane Joined'
    says made '^w-north b3 Worker Joined'
    says made "^w-south $(address b4) Worker Joined"
    says made "^w-lost $lost Worker Failed .*It cannot be asked: .*[a-z]"
    says made '^rows: 5'
    says made '^error: NodesNotMade'
    must 'four nodes have the names of the list and the addresses of the machines' \
        test "$(members)" = "cp-east=$(address b1) cp-west=$(address b2) w-north=$(address b3) w-south=$(address b4) "
    must 'all of them are ready' ready
    must 'etcd has two members' voting b1 2
    must 'no token is left but that of the configuration' test "$(join_tokens)" = bootstrap-token-abcdef
    for node in b1 b2 b3 b4; do (cd "$($N root $node)" && find etc/kubernetes var/lib/kubelet/config.yaml -type f -exec sha256sum {} +); done | sort >"$O/files"
    new again cluster
    for name in cp-east cp-west w-north w-south; do says again "^$name .* Unchanged"; done
    says again '^rows: 4'
    says again '^error: $'
    must 'again changes no file' diff "$O/files" <(for node in b1 b2 b3 b4; do (cd "$($N root $node)" && find etc/kubernetes var/lib/kubelet/config.yaml -type f -exec sha256sum {} +); done | sort)
    run b0 strict $ps -NoProfile -Command "/examples/New-ClusterFromCsv.ps1 /root/lost-worker.csv -Config /root/init.yaml -UserName root -ErrorAction Stop"
    must 'with -ErrorAction Stop the exit code is 1' test "$(cat "$O/strict.rc")" = 1

    printf 'b1\n# a comment\nroot@b2\n' >"$root/hosts"
    report() { run b0 "$1" $ps -NoProfile -File /examples/Send-CertificateReport.ps1 -UserName root -OutputDirectory "/root/$1" "${@:2}"; must "$1 ends with $want" test "$(cat "$O/$1.rc")" = "$want"; }
    want=0 report all-well -HostListPath /root/hosts -Days 10
    want=2 report ends-soon -HostListPath /root/hosts -Days 30
    must 'the report says of each certificate what is on the disks' python3 - "$root/ends-soon" "$($N root b1)" "$($N root b2)" <<'P'
import datetime, glob, json, subprocess, sys
folder, roots = sys.argv[1], {"b1": sys.argv[2], "b2": sys.argv[3]}
report = json.load(open(folder + "/certificates.json"))
page = open(folder + "/certificates.html").read()
told = {(c["Node"], c["Path"]): c for c in report["Certificates"] if c["NotAfter"]}
wrong = [] if report["Nodes"] and sorted(report["Nodes"]) == ["b1", "b2"] and report["NeedsAttention"] else ["nodes"]
found = 0
for node, root in roots.items():
    for file in glob.glob(root + "/etc/kubernetes/pki/**/*.crt", recursive=True):
        end = subprocess.run(["openssl", "x509", "-noout", "-enddate", "-in", file], capture_output=True, text=True, check=True).stdout.strip().split("=")[1]
        end = datetime.datetime.strptime(end, "%b %d %H:%M:%S %Y GMT").replace(tzinfo=datetime.timezone.utc)
        entry = told.get((node, file[len(root):]))
        found += 1
        if not entry: wrong.append(f"{node} {file[len(root):]} is not told"); continue
        if datetime.datetime.fromisoformat(entry["NotAfter"].replace("Z", "+00:00")) != end: wrong.append(f'{file}: {entry["NotAfter"]} and not {end}')
        if entry["EndsSoon"] != (end < datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=30)): wrong.append(f"{file}: EndsSoon {entry['EndsSoon']}")
        if entry["Name"] not in page or node not in page: wrong.append(f"{entry['Name']} of {node} is not on the page")
soon = sum(c["EndsSoon"] for c in report["Certificates"])
print(found, "certificates,", len(told), "told,", soon, "end soon", *wrong)
sys.exit(bool(wrong) or found != 20 or soon < 16)
P
    cat "$out/must.log"
    echo "$lost" >>"$root/hosts"
    want=2 report silent -HostListPath /root/hosts -Days 10
    must 'the silent machine is named' grep -q "$lost" "$root/silent/certificates.json"

    k -n kube-system get configmap kubeadm-config -o yaml | sed 's/certificateValidityPeriod: .*/certificateValidityPeriod: 8760h0m0s/' >"$O/kubeadm-config.yaml"
    $N exec b1 kubectl --kubeconfig /etc/kubernetes/admin.conf replace -f - <"$O/kubeadm-config.yaml" >/dev/null
    serials() { for node in b1 b2; do for name in apiserver apiserver-kubelet-client apiserver-etcd-client front-proxy-client etcd/server etcd/peer etcd/healthcheck-client ca etcd/ca front-proxy-ca; do echo "$node $name $(serial $node $name)"; done; done; }
    serials >"$O/serials"
    cat >"$root/Renew.ps1" <<'P'
$how = @{ HostName = 'b1', 'b2'; UserName = 'root'; Days = 30; PlanPath = "$HOME/plan.json"; ApprovalFile = "$HOME/approved.txt"; WarningAction = 'SilentlyContinue' }
$results = /examples/Update-CertificateWithApproval.ps1 @how -ErrorVariable problems -ErrorAction SilentlyContinue
foreach ($one in $results) {
    if ($one.PSObject.Properties['Action']) { "plan $($one.PlanId) $($one.Node) $($one.Name) $($one.Action)"; continue }
    "$($one.Node) $($one.Status) renewed: $($one.Renewed.Count) of $($one.Certificates.Count), a year: $($one.NotAfter -gt [datetime]::UtcNow.AddDays(360)), $([int]$one.Duration.TotalSeconds) s $($one.Message)"
    $runs = Get-KubeHistory -HostName $one.Node | Where-Object RunId -in $one.RunId
    "history of $($one.Node): $(($runs | ForEach-Object { "$($_.Workflow) $($_.Outcome)" }) -join ', ')"
}
"results: $(@($results).Count)"
"error: $($problems | ForEach-Object FullyQualifiedErrorId | Where-Object { $_ -match '^(Plan|Renewal)' })"
P
    renew() { run b0 "$1" $ps -NoProfile -File /root/Renew.ps1; cat "$O/$1.out"; }
    renew not-approved
    says not-approved '^error: PlanNotApproved'
    for node in b1 b2; do for name in apiserver etcd-server etcd-peer admin.conf scheduler.conf; do says not-approved "^plan [0-9a-f]{16} $node $name Renew\$"; done; done
    must 'nothing was renewed' diff "$O/serials" <(serials)
    python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))[0]["PlanId"])' "$root/plan.json" >"$root/approved.txt"
    renew renewed
    for node in b1 b2; do
        says renewed "^$node Renewed renewed: ([0-9]+) of \\1, a year: True, "
        says renewed "^history of $node: .*Renewal Succeeded"
    done
    says renewed '^error: $'
    must 'every certificate is another one, every authority is the same' test "$(comm -12 <(sort "$O/serials") <(serials | sort) | cut -d' ' -f2 | sort | uniq -c | tr -s ' \n' ' ')" = ' 2 ca 2 etcd/ca 2 front-proxy-ca '
    for node in b1 b2; do
        must "the API server of $node serves its new certificate" serves "$node" 6443 apiserver
        must "etcd of $node serves its new certificate" serves "$node" 2379 etcd/server
    done
    must 'etcd has two members still' voting b1 2
    renew nothing
    must 'nothing is to be renewed' sh -c "! grep -E 'Renew|history' '$O/nothing.out'"
    says nothing '^error: $'

    k create deployment keep -n default --image=registry.k8s.io/pause:3.10.2 --replicas=4 >/dev/null
    must 'Pods run on both workers' k rollout status -n default deployment/keep --timeout=120s
    must 'some of them on the one that moves' test -n "$(k get pods -n default --field-selector spec.nodeName=w-south -o name)"
    cat >"$root/Move.ps1" <<'P'
$how = @{ OldHostName = $args[0]; NewHostName = 'root@b5'; ControlPlaneHostName = 'b1'; IgnorePreflightError = 'SystemVerification'; Confirm = $false; WarningAction = 'SilentlyContinue' }
/examples/Move-NodeToMachine.ps1 w-south @how -WhatIf:($args[1] -eq 'WhatIf') -ErrorAction Stop | ForEach-Object { "$($_.Step) $($_.Target) $($_.Status) $([int]$_.Duration.TotalSeconds)s $($_.Message)" }
P
    move() { run b0 "$1" $ps -NoProfile -File /root/Move.ps1 "$(address b4)" "${@:2}"; cat "$O/$1.out"; must "$1 ended well" ended "$1"; }
    move move-planned WhatIf
    says move-planned '^Check root@b5 Done'
    for name in JoinInfo Drain Reset Remove Join Verify; do says move-planned "^$name .* Planned"; done
    must 'the new machine is nothing yet' empty b5
    must 'the old one takes Pods' test "$(k get node w-south -o jsonpath='{.metadata.name} {.spec.unschedulable}')" = 'w-south '
    move moved
    for name in Check JoinInfo Drain Reset Remove Join Verify; do says moved "^$name .* Done"; done
    must 'these seven steps are all' test "$(grep -vc '^WARNING' "$O/moved.out")" = 7
    must 'the name is that of the new machine' test "$(members)" = "cp-east=$(address b1) cp-west=$(address b2) w-north=$(address b3) w-south=$(address b5) "
    must 'all nodes are ready' ready
    must 'it takes Pods' test "$(k get node w-south -o jsonpath='{.metadata.name} {.spec.unschedulable}')" = 'w-south '
    must 'no Pod is missing' k rollout status -n default deployment/keep --timeout=120s
    must 'the old machine is empty' empty b4
    must 'no token is left of it' test "$(join_tokens)" = bootstrap-token-abcdef
    move moved-again
    for name in Drain Reset Remove Join; do says moved-again "^$name .* Unchanged"; done
    says moved-again '^Verify .* Done'
    for node in b0 b1 b2 b3 b4 b5; do $N stop "$node"; done
}

# document NAME: that of examples/, with what this machine's old cgroups want
document() { sed '/type: Kubeadm\/Kube\(Node\|ControlPlane\)$/,/properties:/s/properties:/&\n    ignorePreflightErrors: [SystemVerification]/' "$EXAMPLES/desired-state/$1.dsc.yaml"; }
# parameters NODE: standard input as the values of its documents
parameters() { (umask 077 && { echo 'parameters:' && sed 's/^/  /'; } >"$($N root "$1")/root/parameters.yaml"); }
by_dsc() { document "$3" | dsc "$1" "$2" --parameters-file /root/parameters.yaml "${@:4}"; }
# by_script NODE NAME ARGUMENT...: Set-NodeDesiredState.ps1 there
by_script() {
    run "$1" "$2" env PSModulePath=/dsc/modules:/module DOTNET_CLI_HOME=/tmp /dotnet/dotnet /pwsh/pwsh.dll -NoProfile -Command \
        "\$ErrorActionPreference = 'Stop'; /examples/desired-state/Set-NodeDesiredState.ps1 -IgnorePreflightError SystemVerification ${*:3} | ForEach-Object { \"\$(\$_.Resource) \$(\$_.Name) as wanted: \$(\$_.InDesiredState) changed: \$(\$_.Changed)\" }"
    cat "$O/$2.out"
    must "$2 ended well" ended "$2"
}

desired_state() {
    local hash upload
    [ -x "$DSC/dsc" ] || { echo "there is no dsc in $DSC" >&2; exit 2; }
    [ -e "$PWSH/pwsh.dll" ] || { echo "there is no pwsh.dll in $PWSH" >&2; exit 2; }
    rm -f "$O"/key*
    first=c1
    nodes c1 c2 c3 c4
    parameters c1 <<D
controlPlaneEndpoint: $(address c1):6443
advertiseAddress: $(address c1)
joinToken: $token
D
    by_dsc c1 c1-before control-plane test
    tells c1-before 'not r["configuration"]["inDesiredState"] and not r["control plane"]["inDesiredState"]'
    by_dsc c1 c1-what-if control-plane set --what-if
    tells c1-what-if 'ok and w["configuration"] and w["control plane"]'
    must 'that was only asked' test ! -e "$($N root c1)/etc/kubernetes/kubelet.conf" -a ! -e "$($N root c1)/etc/kubernetes-kubeadm.yaml"
    by_dsc c1 c1-made control-plane set
    tells c1-made 'ok and r["control plane"]["afterState"]["role"] == "ControlPlane" and r["token of workers"]["afterState"]["_exist"]'
    by_dsc c1 c1-again control-plane test
    tells c1-again 'ok and len(r) == 5 and all(r[n]["inDesiredState"] for n in r)'
    hash=$(hash_of c1)
    upload=$($N exec c1 $ps -NoProfile -Command '(Publish-KubeCertificate -AsPlainText).CertificateKey' 2>"$O/upload.err")
    parameters c2 <<D
apiServerEndpoint: $(address c1):6443
caCertHash: $hash
joinToken: $token
certificateKey: $upload
D
    by_dsc c2 c2-made further-control-plane set
    tells c2-made 'ok and r["control plane"]["afterState"]["role"] == "ControlPlane"'
    by_dsc c2 c2-again further-control-plane test
    tells c2-again 'ok and len(r) == 2 and all(r[n]["inDesiredState"] for n in r)'
    must 'etcd has two members' voting c1 2
    worker_parameters() { printf 'apiServerEndpoint: %s:6443\ncaCertHash: %s\njoinToken: %s\n%s' "$(address c1)" "$hash" "$token" "$1" | parameters c3; }
    worker_parameters ''
    by_dsc c3 c3-made worker set
    tells c3-made 'ok and r["worker"]["afterState"]["role"] == "Worker"'
    by_dsc c3 c3-again worker test
    tells c3-again 'r["worker"]["inDesiredState"]'
    must 'three nodes are ready' ready
    must 'those three' test "$(members)" = "c1=$(address c1) c2=$(address c2) c3=$(address c3) "
    must 'no secret is told' sh -c "! grep -q -e 0123456789abcdef -e ${upload:-nothing} '$O'/c?-*.out '$O'/c?-*.err"
    k drain c3 --ignore-daemonsets --delete-emptydir-data >/dev/null 2>&1
    k delete node c3 >/dev/null
    worker_parameters 'exist: false'
    by_dsc c3 c3-gone worker set
    tells c3-gone 'ok and r["worker"]["afterState"]["role"] == "None"'
    must 'nothing of it is left' empty c3

    worker=(-Role Worker -ApiServerEndpoint "$(address c1):6443" -Token "(ConvertTo-SecureString $token -AsPlainText)" -CaCertHash "$hash")
    by_script c3 script-worker-what-if "${worker[@]}" -WhatIf
    says script-worker-what-if '^KubeNode c3 as wanted: False changed: False'
    must 'that was only asked' empty c3
    by_script c3 script-worker "${worker[@]}"
    says script-worker '^KubeNode c3 as wanted: False changed: True'
    must 'it is a node again' k wait --for=condition=Ready node/c3 --timeout=120s
    by_script c3 script-worker-again "${worker[@]}"
    says script-worker-again '^KubeNode c3 as wanted: True changed: False'
    sed "s/10.77.0.11/$(address c4)/" "$here/conf/plain.yaml" >"$($N root c4)/root/kubeadm.yaml"
    control=(-Role ControlPlane -Config /root/kubeadm.yaml -KubernetesVersion v1.36.3)
    first=c4
    by_script c4 script-control-plane "${control[@]}"
    says script-control-plane '^KubeadmConfig /root/kubeadm.yaml as wanted: True changed: False'
    says script-control-plane '^KubeControlPlane c4 as wanted: False changed: True'
    says script-control-plane '^KubeCertificate apiserver as wanted: True changed: False'
    must 'it is a cluster of its own' test "$(members)" = "c4=$(address c4) "
    by_script c4 script-control-plane-again "${control[@]}"
    must 'all is as wanted' test "$(grep -c 'as wanted: True changed: False' "$O/script-control-plane-again.out")" = 4
    for node in c1 c2 c3 c4; do $N stop "$node"; done
}

[[ $parts == *' cluster '* ]] && cluster
[[ $parts == *' desired-state '* ]] && desired_state
exit $failed
