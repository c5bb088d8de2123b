# Completion of kubeadm-ps in bash: source <(kubeadm-ps completion bash)
_kubeadm_ps() {
    local line=${COMP_LINE:0:COMP_POINT} current=${COMP_WORDS[COMP_CWORD]} typed candidate
    local -a words candidates
    read -ra words <<<"$line"
    [[ $line == *[[:space:]] ]] && words+=('')
    typed=${words[-1]}

    # bash takes what follows = or : for a word of its own, and replaces that alone.
    [[ $current == [=:] ]] && current=
    mapfile -t candidates < <(kubeadm-ps __complete "${words[@]:1}" 2>/dev/null)
    COMPREPLY=()
    if [[ ${candidates[0]-} == :files ]]; then
        compopt -o filenames 2>/dev/null
        mapfile -t COMPREPLY < <(compgen -f -- "$current")
        return
    fi

    for candidate in "${candidates[@]}"; do
        candidate=${candidate%%$'\t'*}
        COMPREPLY+=("${candidate#"${typed%"$current"}"}")
    done
    [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *= ]] && compopt -o nospace 2>/dev/null
}
complete -F _kubeadm_ps kubeadm-ps
