#!/usr/bin/env bash
# cases.sh TOOL_DIR [PATTERN]: `kubeadm-ps` over the cases from public bug reports (cases of the reference: KUBEADM_REFERENCE, default:
# shared/reference beside the checkout), compared with what real kubeadm made of them. Each runs in namespaces of its own, so that nothing
# happens to this machine; root is wanted, and python3 with yaml and cryptography. Differences on purpose are in cases.accepted, with their
# reasons. Exit 1 if there is another.
set -u
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
tool=$(realpath "${1:?the first argument is a folder with a published kubeadm-ps}")/kubeadm-ps
[ -x "$tool" ] || { echo "there is no kubeadm-ps in $1" >&2; exit 2; }
pattern=${2:-[1-5]*}
cases=${KUBEADM_REFERENCE:-$here/../../../shared/reference}/cases
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
cd "$cases" || exit 2
same=0
accepted=0
failed=0

# Whether each of the differences that a line of compare.py tells of is accepted for the case.
is_accepted() {
  local case=$1 rest=$2 difference
  while [ -n "$rest" ]; do
    difference=${rest%%; *}
    grep -qF "$case"$'\t'"$difference"$'\t' "$here/cases.accepted" || return 1
    [ "$rest" = "$difference" ] && return 0
    rest=${rest#*; }
  done
}

for case in $(for one in $pattern; do compgen -G "$one"; done | sort -u); do
  [ -f "$case/cmd.sh" ] || continue
  bash _tools/run-case.sh "$case" "$out/$case" "$tool" >"$out/log" 2>&1
  line=$(python3 _tools/compare.py "$case" "$out/$case" 2>&1 | tail -1)
  if [ "$line" = "$case same" ]; then
    same=$((same + 1)); echo "$line"
  elif is_accepted "$case" "${line#"$case" }"; then
    accepted=$((accepted + 1)); echo "$case differs on purpose: ${line#"$case" }"
  else
    failed=$((failed + 1)); echo "DIFFERENT: $line"
  fi
done
echo "$same same, $accepted different on purpose, $failed different"
[ "$failed" = 0 ]
