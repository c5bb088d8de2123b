<#
Functions of acceptance tests that need a cluster: an API server on loopback that answers with the objects of a file, and a node whose
/etc and /var/lib are laid over this machine's, which stay as they are.
#>

function Start-FakeApiServer {
    <#
    .SYNOPSIS
    Serves objects by their paths until Stop-FakeApiServer, and keeps what is written among them; Kubeconfig of the result is a file for it.

    .PARAMETER Address
    Where it is served by TLS too, at port 6443, in a network that nobody else is in.

    .PARAMETER Certificate
    The server's certificate; its key is beside it.
    #>
    param([Parameter(Mandatory)] [hashtable]$Objects, [Parameter(Mandatory)] [string]$Folder, [string]$Address, [string]$Certificate)

    $probe = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
    $probe.Start()
    $port = $probe.LocalEndpoint.Port
    $endpoint = "http://127.0.0.1:$port"
    $probe.Stop()
    $listener = [Net.HttpListener]::new()
    # What comes by TLS names another host.
    $listener.Prefixes.Add(($Address ? "http://*:$port/" : "$endpoint/"))
    $listener.Start()
    $shell = [powershell]::Create().AddScript({
            param($listener, $objects)
            while ($listener.IsListening) {
                try { $context = $listener.GetContext() } catch { return }
                $path = $context.Request.Url.AbsolutePath
                $method = $context.Request.HttpMethod
                if ($method -in 'POST', 'PUT') {
                    $written = [IO.StreamReader]::new($context.Request.InputStream).ReadToEnd() | ConvertFrom-Json -AsHashtable
                    if ($method -eq 'POST') { $path += "/$($written.metadata.name)" }
                    $objects[$path] = $written
                }
                $answer = $objects[$path]
                if ($answer -and $path -like '*/configmaps/cluster-info') {
                    # Signed with each bootstrap token, by which those that join trust it.
                    $encode = { param([byte[]]$bytes) [Convert]::ToBase64String($bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_') }
                    foreach ($key in @($objects.Keys) -match '/secrets/bootstrap-token-') {
                        $id = $key -replace '^.*-'
                        $head = & $encode ([Text.Encoding]::UTF8.GetBytes("{`"alg`":`"HS256`",`"kid`":`"$id`"}"))
                        $text = [Text.Encoding]::UTF8.GetBytes("$head.$(& $encode ([Text.Encoding]::UTF8.GetBytes($answer.data.kubeconfig)))")
                        $mac = [Security.Cryptography.HMACSHA256]::HashData([Convert]::FromBase64String($objects[$key].data.'token-secret'), $text)
                        $answer.data["jws-kubeconfig-$id"] = "$head..$(& $encode $mac)"
                    }
                }
                if ($method -eq 'DELETE') { $objects.Remove($path) }
                $kind = @{ pods = 'Pod'; nodes = 'Node'; deployments = 'Deployment'; secrets = 'Secret' }[$path.Split('/')[-1]]
                if ($null -eq $answer -and $kind) {
                    # A collection: the objects right below the path that have the labels which are asked for.
                    $labels = ($context.Request.QueryString['labelSelector'] ?? '') -split ',' -ne ''
                    $items = $objects.Keys | Where-Object { $_ -match "^$([regex]::Escape($path))/[^/]+$" } | Sort-Object | ForEach-Object { $objects[$_] }
                    foreach ($label in $labels) {
                        $name, $value = $label -split '='
                        $items = $items | Where-Object { $_.metadata.labels.$name -eq $value }
                    }
                    $answer = @{ apiVersion = $(if ($kind -eq 'Deployment') { 'apps/v1' } else { 'v1' }); kind = "${kind}List"; metadata = @{}; items = @($items) }
                }
                if ($null -eq $answer) {
                    $context.Response.StatusCode = 404
                    $answer = @{ apiVersion = 'v1'; kind = 'Status'; status = 'Failure'; reason = 'NotFound'; code = 404; message = "$path not found" }
                }
                $bytes = [Text.Encoding]::UTF8.GetBytes((ConvertTo-Json $answer -Depth 40 -Compress))
                $context.Response.ContentType = 'application/json'
                try {
                    $context.Response.OutputStream.Write($bytes)
                    $context.Response.Close()
                }
                catch [Net.HttpListenerException], [IO.IOException] {
                    # A command that ends does not wait for answers that it no longer needs.
                }
            }
        }).AddArgument($listener).AddArgument($Objects)
    $kubeconfig = Join-Path $Folder kubeconfig
    Set-Content $kubeconfig @"
apiVersion: v1
kind: Config
clusters: [{ name: c, cluster: { server: "$endpoint" } }]
users: [{ name: u, user: { token: for-a-test } }]
contexts: [{ name: x, context: { cluster: c, user: u } }]
current-context: x
"@
    $relay = if ($Address) { Open-TlsRelay -Address $Address -Certificate $Certificate -Port $port }
    [pscustomobject]@{ Kubeconfig = $kubeconfig; Listener = $listener; Shell = $shell; Running = $shell.BeginInvoke(); Relay = $relay }
}

function Open-TlsRelay([string]$Address, [string]$Certificate, [int]$Port) {
    <# .SYNOPSIS Takes TLS at port 6443 and gives what it brings to a port of loopback. #>
    $listener = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Parse($Address), 6443)
    $listener.Start()
    $shell = [powershell]::Create().AddScript({
            param($listener, $certificate, $port)
            while ($true) {
                try { $client = $listener.AcceptTcpClient() } catch { return }
                try {
                    $secure = [Net.Security.SslStream]::new($client.GetStream())
                    $secure.AuthenticateAsServer($certificate)
                    $inner = [Net.Sockets.TcpClient]::new('127.0.0.1', $port).GetStream()
                    $null = $secure.CopyToAsync($inner)
                    $null = $inner.CopyToAsync($secure)
                }
                catch {
                    # One that goes away, or does not trust the certificate, is no reason to serve no other.
                    $client.Dispose()
                }
            }
        }).AddArgument($listener).AddArgument([Security.Cryptography.X509Certificates.X509Certificate2]::CreateFromPemFile($Certificate, ($Certificate -replace '\.crt$', '.key'))).AddArgument($Port)
    $null = $shell.BeginInvoke()
    @{ Listener = $listener; Shell = $shell }
}

function Stop-FakeApiServer($server) {
    if ($server.Relay) {
        $server.Relay.Listener.Stop()
        $server.Relay.Shell.Dispose()
    }
    $server.Listener.Close()
    $server.Shell.Dispose()
}

function Test-FakeNode {
    <# .SYNOPSIS Whether file systems can be laid over this machine's. #>
    $IsLinux -and $(unshare -rm sh -c 'mount -t tmpfs tmpfs /var' 2>$null; $LASTEXITCODE -eq 0)
}

function New-FakeNode {
    <# .SYNOPSIS Makes the node cp1 of a cluster of v1.35.6 in a folder. #>
    param([Parameter(Mandatory)] [string]$Folder)

    $null = New-Item -ItemType Directory -Path $Folder, "$Folder/var", "$Folder/work/etc", "$Folder/work/var/lib" -Force
    $null = Initialize-KubeCluster -Config "$PSScriptRoot/../Kubeadm.Testing/Clusters/one-control-plane.yaml" -DryRunPath "$Folder/init" -IgnorePreflightError all -WarningAction SilentlyContinue
    Move-Item "$Folder/init/root/etc" "$Folder/etc"
    Move-Item "$Folder/init/root/var/lib" "$Folder/var/lib"
}

function Invoke-OnFakeNode {
    <# .SYNOPSIS Runs a script in a pwsh on the node, with the input of the pipeline as its standard input. #>
    param([string]$Folder, [string]$Command)

    $pwsh = Get-PwshCommand
    $mounts = 'for d in etc var/lib; do mount -t overlay overlay -o lowerdir=/$d,upperdir=$0/$d,workdir=$0/work/$d /$d || exit 125; done; mkdir -p /var/lib/etcd && mount -t tmpfs tmpfs /var/lib/etcd || exit 125; exec "$@"'
    $input | unshare -rm sh -c $mounts $Folder @pwsh -NoProfile -NoLogo -OutputFormat Text -Command "`$PSStyle.OutputRendering = 'PlainText'; $Command"
}
