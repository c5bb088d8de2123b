BeforeDiscovery {
    # A real containerd and a real registry, where they may be started.
    $programs = 'containerd', '/usr/sbin/runc', 'docker-registry'
    $noServers = -not $IsLinux -or (id -u) -ne 0 -or @(Get-Command $programs -ErrorAction Ignore).Count -lt $programs.Count
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../../out/Kubeadm/Kubeadm.psd1') -Force
}

Describe 'Images without a container runtime' {
    It 'are one error, whatever their number' {
        { Get-KubeImage -KubernetesVersion v1.36.3 | Request-KubeImage -CriSocket unix:///nowhere.sock } |
            Should -Throw -ErrorId 'ContainerRuntimeUnreachable,*' -ExpectedMessage '*unix:///nowhere.sock*'
    }

    It 'are named by -WhatIf, which says that it cannot know which are there' {
        $pulled = 'a.example.com/x:v1' | Request-KubeImage -CriSocket unix:///nowhere.sock -WhatIf -WarningVariable warnings -WarningAction SilentlyContinue
        $pulled | Should -BeNullOrEmpty
        $warnings | Should -Match 'which images are on this machine'
    }
}

Describe 'Images from a registry' -Skip:$noServers {
    BeforeAll {
        function Get-Sha256([byte[]] $Bytes) { 'sha256:' + [Convert]::ToHexString([Security.Cryptography.SHA256]::HashData($Bytes)).ToLowerInvariant() }

        function Send-Blob([string] $Name, [byte[]] $Bytes) {
            $digest = Get-Sha256 $Bytes
            $upload = Invoke-WebRequest -Method Post "http://$registry/v2/$Name/blobs/uploads/"
            $null = Invoke-WebRequest -Method Put "$($upload.Headers.Location[0])&digest=$digest" -Body $Bytes -ContentType application/octet-stream
            @{ digest = $digest; size = $Bytes.Length }
        }

        # An image of one layer with nothing in it: a tar archive that only ends.
        function Send-Image([string] $Name) {
            $layer = Send-Blob $Name ([byte[]]::new(1024))
            $config = @{ architecture = $architecture; os = 'linux'; author = $Name; rootfs = @{ type = 'layers'; diff_ids = @($layer.digest) } }
            $configuration = Send-Blob $Name ([Text.Encoding]::UTF8.GetBytes(($config | ConvertTo-Json -Depth 5)))
            $manifest = @{
                schemaVersion = 2
                mediaType     = 'application/vnd.oci.image.manifest.v1+json'
                config        = $configuration + @{ mediaType = 'application/vnd.oci.image.config.v1+json' }
                layers        = @($layer + @{ mediaType = 'application/vnd.oci.image.layer.v1.tar' })
            }
            $body = [Text.Encoding]::UTF8.GetBytes(($manifest | ConvertTo-Json -Depth 5))
            $null = Invoke-WebRequest -Method Put "http://$registry/v2/$Name/manifests/v1" -Body $body -ContentType $manifest.mediaType
            [pscustomobject]@{ Image = "$registry/${Name}:v1"; Digest = Get-Sha256 $body }
        }

        function Wait-Until([scriptblock] $Condition) {
            $patience = [Diagnostics.Stopwatch]::StartNew()
            while (-not $(try { & $Condition } catch { $false })) {
                if ($patience.Elapsed.TotalSeconds -gt 30) { throw "never true: $Condition" }
                Start-Sleep -Milliseconds 50
            }
        }

        $architecture = if ([Runtime.InteropServices.RuntimeInformation]::OSArchitecture -eq 'Arm64') { 'arm64' } else { 'amd64' }
        $listener = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
        $listener.Start()
        $registry = "127.0.0.1:$($listener.LocalEndpoint.Port)"
        $listener.Stop()
        $folder = (New-Item -ItemType Directory (Join-Path $TestDrive images)).FullName
        $socket = "unix://$folder/c.sock"
        Set-Content $folder/containerd.toml "version = 2`nroot = '$folder/root'`nstate = '$folder/state'`n[grpc]`n  address = '$folder/c.sock'`n[plugins.'io.containerd.grpc.v1.cri'.containerd]`n  snapshotter = 'native'"
        Set-Content $folder/registry.yml "version: 0.1`nstorage:`n  filesystem:`n    rootdirectory: $folder/blobs`nhttp:`n  addr: $registry"
        $servers = @(
            Start-Process containerd '--config', "$folder/containerd.toml" -PassThru -RedirectStandardError $folder/containerd.err -RedirectStandardOutput $folder/containerd.out
            Start-Process docker-registry 'serve', "$folder/registry.yml" -PassThru -RedirectStandardError $folder/registry.err -RedirectStandardOutput $folder/registry.out
        )
        Wait-Until { Get-KubeImage -Image x:v1 -IncludeStatus -CriSocket $socket }
        Wait-Until { Invoke-WebRequest "http://$registry/v2/" }
        $sent = 'one', 'two', 'three' | ForEach-Object { Send-Image "acceptance/$_" }
    }

    AfterAll {
        $servers | Stop-Process -Force -ErrorAction Ignore
        $servers | Wait-Process -ErrorAction Ignore
    }

    It 'come once, with the digests under which they were sent' {
        $first = $sent | Request-KubeImage -CriSocket $socket
        $second = $sent.Image | Request-KubeImage -CriSocket $socket -ThrottleLimit 1

        $first.Action | Should -Be 'Create', 'Create', 'Create'
        $second.Action | Should -Be 'Unchanged', 'Unchanged', 'Unchanged'
        $first.Digest | Should -Be $sent.Digest
        ($second | Select-Object Image, Digest | ConvertTo-Csv | ConvertFrom-Csv).Digest | Should -Be $sent.Digest
    }

    It 'that are missing are reported by name and reason beside those that came' {
        $wanted = "$registry/acceptance/none:v1", $sent[0].Image, "$registry/acceptance/one:v2"

        $pulled = $wanted | Request-KubeImage -CriSocket $socket -ErrorAction SilentlyContinue -ErrorVariable failed

        $pulled.Image | Should -Be $sent[0].Image
        $failed.TargetObject | Should -Be $wanted[0], $wanted[2]
        $failed | ForEach-Object { "$_" | Should -BeLike "cannot pull image $($_.TargetObject): *not found" }
        { $wanted | Request-KubeImage -CriSocket $socket -ErrorAction Stop } | Should -Throw -ErrorId 'ImagePullFailed,*'
    }
}
