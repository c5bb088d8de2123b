# Completion of kubeadm-ps in fish: kubeadm-ps completion fish | source
function __kubeadm_ps_candidates
    set -l words (commandline -opc) (commandline -ct)
    kubeadm-ps __complete $words[2..-1] 2>/dev/null
end
function __kubeadm_ps_wants_files
    test (__kubeadm_ps_candidates)[1] = :files
end
complete -c kubeadm-ps -f -n 'not __kubeadm_ps_wants_files' -a '(__kubeadm_ps_candidates)'
complete -c kubeadm-ps -F -n __kubeadm_ps_wants_files
