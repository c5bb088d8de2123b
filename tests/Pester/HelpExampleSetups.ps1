<#
What examples presuppose that not every machine of HelpExamples.ps1 has: by '*' for all, by the name of a page, or of an example. Machine is
cp1 unless it is blank. Before runs in the example's session, with the objects of the cluster and the folder of the machines.
#>
$signed = {
    # An authority elsewhere: requests were made, and signed by keys that are no longer here.
    Get-ChildItem /etc/kubernetes/pki -Recurse -File | Where-Object Name -NotMatch '^((etcd/|front-proxy-)?ca|sa)\.' | Remove-Item
    Remove-Item /etc/kubernetes/*.conf
    $folder = New-Item -ItemType Directory ./signed
    Set-Content ./usages.txt "keyUsage=critical,digitalSignature,keyEncipherment`nextendedKeyUsage=serverAuth,clientAuth`nbasicConstraints=critical,CA:FALSE"
    New-KubeCertificateRequest -Config ./kubeadm.yaml | ForEach-Object {
        $authority = '/etc/kubernetes/pki/' + ($_.AuthorityName -replace '^etcd-', 'etcd/')
        openssl x509 -req -in $_.Path -CA "$authority.crt" -CAkey "$authority.key" -days 365 -copy_extensions copy -extfile ./usages.txt -out "$folder/$($_.Name).pem" 2>$null
    }
}
$elsewhere = { Get-ChildItem /etc/kubernetes/pki -Recurse -File | Where-Object Name -NotMatch '^(front-proxy-)?ca\.|^sa\.' | Remove-Item; Remove-Item /etc/kubernetes/*.conf }
$runs = {
    # Runs of every kind, one of which failed, here and on another machine.
    $null = Invoke-KubeadmPhase -Workflow Init -Phase certs, control-plane -Config ./kubeadm.yaml 3>$null
    $null = Invoke-KubeadmPhase -Workflow UpgradeApply -Phase upload-config/kubeadm -Version v1.36.3 -IgnorePreflightError all 3>$null
    $null = Update-KubeCertificate all 3>$null
    $null = New-Item -ItemType Directory ./broken
    Set-Content ./broken/etcd+json.yaml '[{ "op": "remove", "path": "/nothing" }]'
    try { $null = Invoke-KubeadmPhase -Workflow Init -Phase etcd -Config ./kubeadm.yaml -Patches ./broken 3>$null } catch [Kubeadm.KubeadmException] { $null = $_ }
    $other = New-Item -ItemType Directory -Force "$($args[1])/machines/cp2/var/lib/kubeadm-ps/history"
    Copy-Item /var/lib/kubeadm-ps/history/* $other
}
$cluster = {
    $cluster = Initialize-KubeCluster -Config ./kubeadm.yaml -DryRunPath ./made 3>$null
    Set-Variable join $cluster.Join
}

@{
    '*' = @{ Before = {
            $ConfirmPreference = 'None'
            $PSNativeCommandUseErrorActionPreference = $true
            # A kubelet, a container runtime and a network of its own are what this machine has not.
            $PSDefaultParameterValues = @{
                'Initialize-KubeCluster:DryRun' = $true; 'Join-KubeNode:DryRun' = $true; 'Invoke-KubeUpgrade:DryRun' = $true
                'Initialize-KubeCluster:IgnorePreflightError' = 'all'; 'Join-KubeNode:IgnorePreflightError' = 'all'; 'Invoke-KubeUpgrade:IgnorePreflightError' = 'all'
                'Get-KubeUpgradePlan:IgnorePreflightError' = 'all'; 'Compare-KubeUpgrade:IgnorePreflightError' = 'all'
                'Start-Job:InitializationScript' = { { $global:PSDefaultParameterValues = @{ 'Initialize-KubeCluster:DryRun' = $true; 'Initialize-KubeCluster:IgnorePreflightError' = 'all' } } }
            }
            if (Test-Path function:Get-Secret) { return }

            $vault = @{ 'rack-12' = [Net.NetworkCredential]::new('', 'rack12.0123456789abcdef').SecurePassword }
            function Get-Secret([string]$Name) { $vault[$Name] ?? (throw "There is no secret $Name.") }
            Set-Item function:Set-Secret { param([string]$Name, [securestring]$SecureStringSecret) $vault[$Name] = $SecureStringSecret }

            function Add-StandIn([string]$Name, [string]$Begin) {
                $metadata = [Management.Automation.CommandMetadata]::new((Get-Command $Name -CommandType Cmdlet))
                Set-Item "function:global:$Name" ([Management.Automation.ProxyCommand]::Create($metadata) -replace 'begin\s*\{', "`$0 $Begin")
            }
            Add-StandIn Update-KubeCertificate '$null = $PSBoundParameters.Remove("Restart")'
            Add-StandIn Invoke-KubeDscResource '$PSBoundParameters.Property = $Property ? $Property.Clone() : @{}; $PSBoundParameters.Property.Remove("Restart")'

            function ConvertTo-PulledImage([string]$Name) {
                $image = [Kubeadm.KubeImage]::new($Name)
                $image.Present, $image.Size, $image.Digest = $true, 12345678, "sha256:$('a' * 64)"
                $image
            }
            # Pulls all but etcd, whose registry is away.
            function Request-KubeImage {
                [CmdletBinding(SupportsShouldProcess)]
                param([Parameter(Position = 0)] [object[]]$Config, [Parameter(ValueFromPipeline, ValueFromPipelineByPropertyName)] [string[]]$Image, [string]$KubernetesVersion)

                process {
                    if (-not $PSCmdlet.ShouldProcess("$Image")) { return & (Get-Command Request-KubeImage -CommandType Cmdlet) @PSBoundParameters }
                    $wanted = $Image ? $Image : (Kubeadm\Get-KubeImage @PSBoundParameters).Image
                    foreach ($one in $wanted) {
                        if ($one -like '*/etcd:*' -and $PSBoundParameters.ErrorAction -eq 'SilentlyContinue') { Write-Error "cannot pull image ${one}: not found" -TargetObject $one -RecommendedAction 'Look at the registry.' }
                        else { ConvertTo-PulledImage $one }
                    }
                }
            }
            function Get-KubeImage {
                [CmdletBinding()]
                param([Parameter(Position = 0)] [object[]]$Config, [string[]]$Image, [string]$KubernetesVersion, [switch]$IncludeStatus)

                $null = $PSBoundParameters.Remove('IncludeStatus')
                $images = Kubeadm\Get-KubeImage @PSBoundParameters
                if (-not $IncludeStatus) { return $images }
                $images | ForEach-Object { if ($_.Image -like '*/etcd:*') { $_ } else { ConvertTo-PulledImage $_.Image } }
            }
        }
    }
    'about_Kubeadm_Certificates: An authority elsewhere' = @{ Before = $elsewhere }
    'about_Kubeadm_Certificates: An authority elsewhere (2)' = @{ Before = $signed }
    'about_Kubeadm_History' = @{ Before = $runs }
    'about_Kubeadm_Objects' = @{ Before = $cluster, { Set-Variable how @{ ApiServerEndpoint = '192.0.2.10:6443'; Token = 'abcdef.0123456789abcdef' } } }
    'about_Kubeadm_Upgrade: Before: certificates and etcd' = @{ Before = { Set-Content /var/lib/etcd/before-upgrade.db 'a snapshot' } }
    'about_Kubeadm_Upgrade: What goes wrong: it could not be rolled back (2)' = @{ Before = {
            $folder = New-Item -ItemType Directory /etc/kubernetes/tmp/kubeadm-backup-manifests-2026-11-29-02-45-35
            Copy-Item /etc/kubernetes/manifests/* $folder
        }
    }
    'Get-KubeadmConfig' = @{ Before = {
            $node = $args[0]['/api/v1/nodes/cp1'] | ConvertTo-Json -Depth 40 | ConvertFrom-Json -AsHashtable
            $node.metadata.name = 'cp2'
            $args[0]['/api/v1/nodes/cp2'] = $node
        }
    }
    'Get-KubeComponentConfig: What was changed by hand' = @{ Before = { $args[0]['/api/v1/namespaces/kube-system/configmaps/kubelet-config'].data.kubelet += "maxPods: 7`n" } }
    "Get-KubeComponentConfig: Whether a file's versions are read by this release" = @{ Before = { Add-Content ./kubeadm.yaml "---`napiVersion: kubelet.config.k8s.io/v1alpha1`nkind: KubeletConfiguration" } }
    'Get-KubeHistory' = @{ Before = $runs }
    'Import-KubeCertificate' = @{ Before = $signed }
    'Import-KubeCertificate: What is wrong, one line each' = @{ Before = { Copy-Item /etc/kubernetes/pki/ca.crt ./signed/apiserver.pem } }
    'Initialize-KubeCluster' = @{ Machine = 'blank' }
    'Invoke-KubeDscResource: See what making this machine a worker would do' = @{ Machine = 'blank'; Before = {
            Set-Variable token abcdef.0123456789abcdef
            Set-Variable hash (Get-Content ./join.json -Raw | ConvertFrom-Json).CaCertHashes
        }
    }
    'Join-KubeNode: Join a control plane by a file' = @{ Machine = 'blank'; Before = {
            $args[0]['/api/v1/namespaces/kube-system/configmaps/kubeadm-config'].data.ClusterConfiguration += "controlPlaneEndpoint: 192.0.2.10:6443`n"
            $there = "$($args[1])/../template/cp1/etc/kubernetes"
            $null = Publish-KubeCertificate (Get-Content ./join.json -Raw | ConvertFrom-Json).CertificateKey -CertDir "$there/pki" -Kubeconfig "$there/admin.conf" -Config ./kubeadm.yaml
        }
    }
    'Join-KubeNode: What a join would do' = @{ Machine = 'blank' }
    'Join-KubeNode: With a token from a vault' = @{ Machine = 'blank' }
    'New-KubeCertificateRequest' = @{ Before = $elsewhere }
    'New-KubeCertificateRequest: Sign them with openssl, and bring them back' = @{ Before = {
            foreach ($name in 'ca', 'front-proxy-ca', 'etcd/ca') { foreach ($kind in 'crt', 'key') { Copy-Item "/etc/kubernetes/pki/$name.$kind" "./$($name -replace '/', '-').$kind" } }
        }
    }
    'Reset-KubeNode' = @{ Before = {
            # The etcd of a cluster that answers would be waited for.
            Remove-Item /etc/kubernetes/admin.conf
            $null = New-Item -ItemType File -Force /var/lib/etcd/member/snap/db
        }
    }
    'Test-KubeadmConfig' = @{ Before = { Set-Content ./kubeadm.yaml "apiVersion: kubeadm.k8s.io/v1beta4`nkind: ClusterConfiguration`nnetworking: { podSubnet: 10.96.0.0/16 }" } }
    'Test-KubeadmConfig: Find the files that are not valid' = @{ Before = { Set-Content ./wrong.yaml "apiVersion: kubeadm.k8s.io/v1beta4`nkind: ClusterConfiguration`nnetworking: { podSubnet: nonsense }" } }
    'Test-KubePatch: Which files do not apply' = @{ Before = { Set-Content ./patches/etcd+json.yaml '[{ "op": "remove", "path": "/nothing" }]' } }
}
