#!/usr/bin/env bash
# Proves that the module's bytes depend on the sources alone: builds the last commit in two folders of different depth and compares the
# SHA-256 of every file of the module and of its bill of materials. Exits with 1 where one differs.
#   --ready-to-run   compares the precompiled module, as it is packaged; takes minutes more
set -euo pipefail
repository=$(cd "$(dirname "$0")/.." && pwd)
commit=$(git -C "$repository" rev-parse HEAD)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
command=(build)
[ "${1:-}" = --ready-to-run ] && command=(publish --runtime linux-x64 --self-contained false -p:PublishReadyToRun=true)
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

build() {
    git clone --quiet "$repository" "$1"
    git -C "$1" checkout --quiet "$commit"
    dotnet "${command[@]}" "$1/src/Kubeadm.PowerShell" --configuration Release --verbosity quiet -nodeReuse:false -p:RunAnalyzers=false \
        -p:ModuleOutputPath="$1/out/Kubeadm/" -p:ModuleSbomPath="$1/out/Kubeadm/bom.json" >&2
    (cd "$1/out/Kubeadm" && find . -type f -print0 | sort -z | xargs -0 sha256sum) >"$2"
}

build "$work/one" "$work/one.sha256"
build "$work/a/longer/path/two" "$work/two.sha256"
diff "$work/one.sha256" "$work/two.sha256" || { echo "The files above differ between the two builds." >&2; exit 1; }
cat "$work/one.sha256"
echo "$(wc -l <"$work/one.sha256") files, the same bytes from two folders."
