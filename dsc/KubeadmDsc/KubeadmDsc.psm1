# Written by `build.ps1 Resources` from the types of the states in src/Kubeadm.Contracts.
<#
The resources as classes, for those who apply desired state by PSDesiredStateConfiguration, machine configuration or DSC's adapter for
PowerShell. Invoke-KubeDscResource does their work.
#>

function Get-WantedState([object] $Resource) {
    <# .SYNOPSIS Returns the properties of an instance that were given. #>
    $wanted = @{ Exist = $Resource.Ensure -ne 'Absent' }
    foreach ($property in $Resource.PSObject.Properties | Where-Object Name -ne 'Ensure') {
        if ($property.Value -is [bool] ? $property.Value : $null -ne $property.Value -and '' -ne $property.Value) {
            $wanted[$property.Name] = $property.Value
        }
    }
    $wanted
}

function Set-FoundState([object] $Resource, [Kubeadm.KubeResourceState] $State) {
    <# .SYNOPSIS Puts a state that was found into an instance. #>
    $Resource.Ensure = $State.Exist ? 'Present' : 'Absent'
    foreach ($property in $State.PSObject.Properties | Where-Object { $_.Name -ne 'Exist' -and $null -ne $_.Value }) {
        $Resource.($property.Name) = $property.Value
    }
}

# A kubeadm configuration file.
[DscResource()]
class KubeadmConfig {
    # The file.
    [DscProperty(Key)]
    [string] $Path

    # The documents that are to be in it, each as an object or as YAML. Without them, the file must hold a valid configuration in the newest version of kubeadm's API, and an older one is migrated. Returned as JSON, with their secrets covered.
    [DscProperty()]
    [string[]] $Documents

    # Whether kubeadm would take the file.
    [DscProperty(NotConfigurable)]
    [Nullable[bool]] $IsValid

    # The kinds of its documents.
    [DscProperty(NotConfigurable)]
    [string[]] $Kinds

    # What is wrong with it, or could be better.
    [DscProperty(NotConfigurable)]
    [string[]] $Findings

    # Whether it is to be there.
    [DscProperty()]
    [ValidateSet('Present', 'Absent')]
    [string] $Ensure = 'Present'

    [KubeadmConfig] Get() {
        $found = [KubeadmConfig]::new()
        Set-FoundState $found (Invoke-KubeDscResource KubeadmConfig Get (Get-WantedState $this))
        return $found
    }

    [bool] Test() {
        return (Invoke-KubeDscResource KubeadmConfig Test (Get-WantedState $this)).InDesiredState
    }

    [void] Set() {
        Invoke-KubeDscResource KubeadmConfig Set (Get-WantedState $this) -Confirm:$false
    }

    static [KubeadmConfig[]] Export() {
        return [KubeadmConfig]::Export([KubeadmConfig]::new())
    }

    static [KubeadmConfig[]] Export([KubeadmConfig] $filter) {
        return @(foreach ($state in Invoke-KubeDscResource KubeadmConfig Export (Get-WantedState $filter)) {
            $found = [KubeadmConfig]::new()
            Set-FoundState $found $state
            $found
        })
    }
}

# A certificate of this node.
[DscResource()]
class KubeCertificate {
    # Its name: apiserver, etcd-server, admin.conf.
    [DscProperty(Key)]
    [string] $Name

    # The time that must be left of its validity; with less it is renewed. Without it, one that has not ended will do.
    [DscProperty()]
    [string] $RenewBefore

    # Whether the components that use it are started again when it was renewed. Without it, they go on with the former one.
    [DscProperty()]
    [bool] $Restart

    # The folder of certificates. Without it, the one of the configuration.
    [DscProperty()]
    [string] $CertificatesDir

    # The kubeadm configuration file by which it is made where it is not there. Without it, the cluster's configuration is used, and nothing is made.
    [DscProperty()]
    [string] $Config

    # The kubeconfig for asking the cluster for its configuration. Without it, the administrator's.
    [DscProperty()]
    [string] $Kubeconfig

    # The file that it is in.
    [DscProperty(NotConfigurable)]
    [string] $Path

    # The subject.
    [DscProperty(NotConfigurable)]
    [string] $Subject

    # The DNS names that it is valid for, then the IP addresses.
    [DscProperty(NotConfigurable)]
    [string[]] $Names

    # The start of its validity, UTC.
    [DscProperty(NotConfigurable)]
    [Nullable[datetime]] $NotBefore

    # The end of its validity, UTC.
    [DscProperty(NotConfigurable)]
    [Nullable[datetime]] $NotAfter

    # The whole days that are left; negative when it has expired.
    [DscProperty(NotConfigurable)]
    [Nullable[int]] $DaysLeft

    # Why it could not be read, though it is there.
    [DscProperty(NotConfigurable)]
    [string] $Problem

    # Whether it is to be there.
    [DscProperty()]
    [ValidateSet('Present', 'Absent')]
    [string] $Ensure = 'Present'

    [KubeCertificate] Get() {
        $found = [KubeCertificate]::new()
        Set-FoundState $found (Invoke-KubeDscResource KubeCertificate Get (Get-WantedState $this))
        return $found
    }

    [bool] Test() {
        return (Invoke-KubeDscResource KubeCertificate Test (Get-WantedState $this)).InDesiredState
    }

    [void] Set() {
        Invoke-KubeDscResource KubeCertificate Set (Get-WantedState $this) -Confirm:$false
    }

    static [KubeCertificate[]] Export() {
        return [KubeCertificate]::Export([KubeCertificate]::new())
    }

    static [KubeCertificate[]] Export([KubeCertificate] $filter) {
        return @(foreach ($state in Invoke-KubeDscResource KubeCertificate Export (Get-WantedState $filter)) {
            $found = [KubeCertificate]::new()
            Set-FoundState $found $state
            $found
        })
    }
}

# This machine as a control plane of a cluster.
[DscResource()]
class KubeControlPlane {
    # The node's name. Without it, the machine's.
    [DscProperty(Key)]
    [string] $NodeName

    # The version of Kubernetes. A control plane of an older one is upgraded.
    [DscProperty()]
    [string] $KubernetesVersion

    # A stable name or address of the control plane, with or without a port.
    [DscProperty()]
    [string] $ControlPlaneEndpoint

    # The addresses of Pods.
    [DscProperty()]
    [string] $PodSubnet

    # The addresses of Services.
    [DscProperty()]
    [string] $ServiceSubnet

    # The address that its API server advertises.
    [DscProperty()]
    [string] $ApiServerAdvertiseAddress

    # The key that opens the uploaded certificates, for one that joins. Never returned. A secret.
    [DscProperty()]
    [securestring] $CertificateKey

    # Whether a first control plane uploads its certificates, so that others can join.
    [DscProperty()]
    [bool] $UploadCerts

    # The version that the cluster's own configuration says.
    [DscProperty(NotConfigurable)]
    [string] $ClusterVersion

    # The phases whose results are not all there.
    [DscProperty(NotConfigurable)]
    [string[]] $Unfinished

    # Why its cluster did not answer.
    [DscProperty(NotConfigurable)]
    [string] $Problem

    # The kubeadm configuration file by which it is made.
    [DscProperty()]
    [string] $Config

    # Host and port of an API server of the cluster that it joins.
    [DscProperty()]
    [string] $ApiServerEndpoint

    # The bootstrap token with which it joins. Never returned. A secret.
    [DscProperty()]
    [securestring] $Token

    # Hashes of the CA's public keys, one of which the cluster must have, each sha256:HEX.
    [DscProperty()]
    [string[]] $CaCertHashes

    # A kubeconfig by which the cluster is found, in the place of a token.
    [DscProperty()]
    [string] $DiscoveryFile

    # The container runtime's socket. Without it, the one that is found.
    [DscProperty()]
    [string] $CriSocket

    # The folder of patches.
    [DscProperty()]
    [string] $Patches

    # Preflight checks whose errors are warnings; all means every one.
    [DscProperty()]
    [string[]] $IgnorePreflightErrors

    # Phases to leave out.
    [DscProperty()]
    [string[]] $SkipPhases

    # What the machine is: None, Worker or ControlPlane.
    [DscProperty(NotConfigurable)]
    [string] $Role

    # The address at which its kubelet reaches the cluster.
    [DscProperty(NotConfigurable)]
    [string] $ClusterEndpoint

    # Whether it is to be there.
    [DscProperty()]
    [ValidateSet('Present', 'Absent')]
    [string] $Ensure = 'Present'

    [KubeControlPlane] Get() {
        $found = [KubeControlPlane]::new()
        Set-FoundState $found (Invoke-KubeDscResource KubeControlPlane Get (Get-WantedState $this))
        return $found
    }

    [bool] Test() {
        return (Invoke-KubeDscResource KubeControlPlane Test (Get-WantedState $this)).InDesiredState
    }

    [void] Set() {
        Invoke-KubeDscResource KubeControlPlane Set (Get-WantedState $this) -Confirm:$false
    }

    static [KubeControlPlane[]] Export() {
        return [KubeControlPlane]::Export([KubeControlPlane]::new())
    }

    static [KubeControlPlane[]] Export([KubeControlPlane] $filter) {
        return @(foreach ($state in Invoke-KubeDscResource KubeControlPlane Export (Get-WantedState $filter)) {
            $found = [KubeControlPlane]::new()
            Set-FoundState $found $state
            $found
        })
    }
}

# This machine as a worker of a cluster.
[DscResource()]
class KubeNode {
    # The node's name. Without it, the machine's.
    [DscProperty(Key)]
    [string] $NodeName

    # The kubeadm configuration file by which it is made.
    [DscProperty()]
    [string] $Config

    # Host and port of an API server of the cluster that it joins.
    [DscProperty()]
    [string] $ApiServerEndpoint

    # The bootstrap token with which it joins. Never returned. A secret.
    [DscProperty()]
    [securestring] $Token

    # Hashes of the CA's public keys, one of which the cluster must have, each sha256:HEX.
    [DscProperty()]
    [string[]] $CaCertHashes

    # A kubeconfig by which the cluster is found, in the place of a token.
    [DscProperty()]
    [string] $DiscoveryFile

    # The container runtime's socket. Without it, the one that is found.
    [DscProperty()]
    [string] $CriSocket

    # The folder of patches.
    [DscProperty()]
    [string] $Patches

    # Preflight checks whose errors are warnings; all means every one.
    [DscProperty()]
    [string[]] $IgnorePreflightErrors

    # Phases to leave out.
    [DscProperty()]
    [string[]] $SkipPhases

    # What the machine is: None, Worker or ControlPlane.
    [DscProperty(NotConfigurable)]
    [string] $Role

    # The address at which its kubelet reaches the cluster.
    [DscProperty(NotConfigurable)]
    [string] $ClusterEndpoint

    # Whether it is to be there.
    [DscProperty()]
    [ValidateSet('Present', 'Absent')]
    [string] $Ensure = 'Present'

    [KubeNode] Get() {
        $found = [KubeNode]::new()
        Set-FoundState $found (Invoke-KubeDscResource KubeNode Get (Get-WantedState $this))
        return $found
    }

    [bool] Test() {
        return (Invoke-KubeDscResource KubeNode Test (Get-WantedState $this)).InDesiredState
    }

    [void] Set() {
        Invoke-KubeDscResource KubeNode Set (Get-WantedState $this) -Confirm:$false
    }

    static [KubeNode[]] Export() {
        return [KubeNode]::Export([KubeNode]::new())
    }

    static [KubeNode[]] Export([KubeNode] $filter) {
        return @(foreach ($state in Invoke-KubeDscResource KubeNode Export (Get-WantedState $filter)) {
            $found = [KubeNode]::new()
            Set-FoundState $found $state
            $found
        })
    }
}

# A bootstrap token of a cluster.
[DscResource()]
class KubeToken {
    # The public part of the token, six characters.
    [DscProperty(Key)]
    [string] $TokenId

    # The whole token, id.secret. Needed to make one; never returned. A secret.
    [DscProperty()]
    [securestring] $Token

    # How long it lives from when it is made, for example 24h or 30d; 0s means for ever. Without it, 24 hours.
    [DscProperty()]
    [string] $Ttl

    # The time that must be left of its life; with less it is made anew. Without it, a token that has not ended will do.
    [DscProperty()]
    [string] $RenewBefore

    # What it may be used for: authentication, signing.
    [DscProperty()]
    [string[]] $Usages

    # The groups that its user is in.
    [DscProperty()]
    [string[]] $Groups

    # What the token is for, for people.
    [DscProperty()]
    [string] $Description

    # The kubeconfig for talking to the cluster. Without it, the one that kubeadm finds.
    [DscProperty()]
    [string] $Kubeconfig

    # When it ends, UTC; nothing means never.
    [DscProperty(NotConfigurable)]
    [Nullable[datetime]] $Expires

    # Whether it is to be there.
    [DscProperty()]
    [ValidateSet('Present', 'Absent')]
    [string] $Ensure = 'Present'

    [KubeToken] Get() {
        $found = [KubeToken]::new()
        Set-FoundState $found (Invoke-KubeDscResource KubeToken Get (Get-WantedState $this))
        return $found
    }

    [bool] Test() {
        return (Invoke-KubeDscResource KubeToken Test (Get-WantedState $this)).InDesiredState
    }

    [void] Set() {
        Invoke-KubeDscResource KubeToken Set (Get-WantedState $this) -Confirm:$false
    }

    static [KubeToken[]] Export() {
        return [KubeToken]::Export([KubeToken]::new())
    }

    static [KubeToken[]] Export([KubeToken] $filter) {
        return @(foreach ($state in Invoke-KubeDscResource KubeToken Export (Get-WantedState $filter)) {
            $found = [KubeToken]::new()
            Set-FoundState $found $state
            $found
        })
    }
}
