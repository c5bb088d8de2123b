#compdef kubeadm-ps
# Completion of kubeadm-ps in zsh: source <(kubeadm-ps completion zsh), or a file _kubeadm-ps in a folder of fpath
_kubeadm_ps() {
    local -a lines described
    local line
    lines=("${(@f)$(kubeadm-ps __complete "${(@)words[2,CURRENT]}" 2>/dev/null)}")
    if [[ $lines[1] == :files ]]; then
        _files
        return
    fi

    for line in $lines; do
        described+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}")
    done
    _describe -t values 'kubeadm-ps' described
}
compdef _kubeadm_ps kubeadm-ps
