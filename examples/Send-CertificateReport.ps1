<#
.SYNOPSIS
Reports how long the certificates of many nodes last, and fails when one ends soon. Made to be run every night.

.DESCRIPTION
Asks every node for its certificates and writes two files into a folder: certificates.html, a page for people (Export-KubeReport), and
certificates.json, for machines. With -WebhookUri what needs a person is posted there too, as JSON with a property text, which chat
systems show.

What needs a person is a certificate that ends within -Days or has ended, one that cannot be read or is not valid yet, a node that cannot be
asked, and one that has no certificate at all. Else files that are missing do not count, for a worker has few of them: they are in the JSON,
with IsMissing.

Returns one object: Nodes, Certificates (how many), EndingSoon, Unusable, Empty and Unreachable, NeedsAttention, and the files. The exit code is 0
when nothing needs a person, 2 when something does, and 1 when the report could not be made. Nothing on the nodes is changed.

As a systemd timer, in /etc/systemd/system/kube-certificates.service and .timer (systemctl enable --now kube-certificates.timer):

    [Unit]
    Description=Report of Kubernetes certificates
    Wants=network-online.target
    After=network-online.target

    [Service]
    Type=oneshot
    User=kube-report
    StateDirectory=kube-certificates
    ExecStart=/usr/bin/pwsh -NoProfile -NonInteractive -File /opt/runbooks/Send-CertificateReport.ps1 -HostListPath /etc/kube-certificates/hosts -UserName root -OutputDirectory /var/lib/kube-certificates
    # systemctl --failed and OnFailure= tell of it.

    [Unit]
    Description=Report of Kubernetes certificates, every night

    [Timer]
    OnCalendar=*-*-* 03:30
    RandomizedDelaySec=10min
    Persistent=true

    [Install]
    WantedBy=timers.target

As a scheduled task of Windows:

    $run = '-NoProfile -NonInteractive -File C:\Runbooks\Send-CertificateReport.ps1 -HostListPath C:\Runbooks\hosts.txt -UserName root -OutputDirectory C:\Reports'
    Register-ScheduledTask -TaskName KubeCertificates -User kube-report `
        -Action (New-ScheduledTaskAction -Execute pwsh.exe -Argument $run) -Trigger (New-ScheduledTaskTrigger -Daily -At 03:30)

.PARAMETER HostName
The nodes, as HOST or USER@HOST. Without it and -HostListPath, this machine.

.PARAMETER HostListPath
A file with a node in each line; lines that begin with # are comments. pwsh -File takes no lists: units name their nodes so.

.PARAMETER OutputDirectory
The folder for the two files. It is made where it is not there; files of the night before are replaced.

.PARAMETER Days
How many days must be left.

.PARAMETER WebhookUri
Where to post what needs a person. Nothing is posted when nothing does.

.PARAMETER Config
A kubeadm configuration file, read in the place of the cluster's configuration.

.PARAMETER CertDir
The folder of certificates on the nodes, where it is another than the configuration says.

.PARAMETER UserName
The account on the nodes. Keys and kubeconfigs can be read by root alone.

.PARAMETER KeyFilePath
The file of the private key for ssh.

.PARAMETER Options
Options of ssh, as of ssh_config: @{ StrictHostKeyChecking = 'accept-new' }.

.EXAMPLE
./Send-CertificateReport.ps1 -HostName cp1, cp2, cp3, w1 -UserName root -OutputDirectory ./report -Days 45

Writes ./report/certificates.html and .json of four nodes.

.EXAMPLE
Import-Csv ./cluster.csv | ./Send-CertificateReport.ps1 -UserName root -OutputDirectory ./report -WebhookUri https://chat.example.com/hooks/ops

Of the nodes of a CSV file, by its column HostName, with a message to a chat.

.EXAMPLE
./Send-CertificateReport.ps1 -OutputDirectory /var/lib/kube-certificates

Of this node alone.
#>
#requires -Version 7.4
#requires -Modules Kubeadm
[CmdletBinding(SupportsShouldProcess)]
[OutputType([pscustomobject])]
param(
    [Parameter(ValueFromPipeline, ValueFromPipelineByPropertyName)]
    [ValidateNotNullOrEmpty()]
    [string[]]$HostName,

    [ValidateScript({ Test-Path -LiteralPath $_ -PathType Leaf }, ErrorMessage = '{0} is no file.')]
    [string]$HostListPath,

    [Parameter(Mandatory)]
    [ValidateNotNullOrEmpty()]
    [string]$OutputDirectory,

    [ValidateRange(0, 3650)]
    [int]$Days = 30,

    [uri]$WebhookUri,

    [ValidateScript({ Test-Path -LiteralPath $_ -PathType Leaf }, ErrorMessage = '{0} is no file.')]
    [string]$Config,

    [ValidateNotNullOrEmpty()]
    [string]$CertDir,

    [ValidateNotNullOrEmpty()]
    [string]$UserName,

    [ValidateNotNullOrEmpty()]
    [string]$KeyFilePath,

    [hashtable]$Options
)

begin {
    Set-StrictMode -Version Latest
    $ErrorActionPreference = 'Stop'
    $machines = [Collections.Generic.List[string]]::new()
    $how = @{}
    foreach ($name in 'UserName', 'KeyFilePath', 'Options', 'Config', 'CertDir') { if ($PSBoundParameters.ContainsKey($name)) { $how[$name] = $PSBoundParameters[$name] } }
}

process {
    if ($HostName) { $machines.AddRange($HostName) }
}

end {
    if ($HostListPath) {
        $listed = @(Get-Content -LiteralPath $HostListPath | ForEach-Object Trim | Where-Object { $_ -and $_ -notlike '#*' })
        if (-not $listed) { throw "$HostListPath names no node." }
        $machines.AddRange([string[]]$listed)
    }
    if ($machines.Count) { $how.HostName = @($machines | Select-Object -Unique) }

    $problems = $null
    $certificates = @(Get-KubeCertificate @how -WarningAction SilentlyContinue -ErrorAction SilentlyContinue -ErrorVariable problems)
    if (-not $machines.Count -and -not $certificates) { throw "The certificates of this machine cannot be listed: $($problems | Select-Object -First 1)" }

    $here = [Environment]::MachineName
    $rows = @($certificates | ForEach-Object {
            [pscustomobject]@{
                Node        = $machines.Count ? $_.PSComputerName : $here
                Name        = $_.Name
                Path        = $_.Path
                NotAfter    = $_.NotAfter
                DaysLeft    = $_.DaysLeft
                IsAuthority = $_.IsAuthority
                IsMissing   = $_.IsMissing
                Problem     = $_.Problem ? "it cannot be read: $($_.Problem)" : $_.NotBefore -gt [datetime]::UtcNow ? "it is not valid before $($_.NotBefore.ToString('u'))" : $null
                EndsSoon    = $null -ne $_.NotAfter -and $_.NotAfter -le [datetime]::UtcNow.AddDays($Days)
            }
        } | Sort-Object { $_.NotAfter ?? [datetime]::MaxValue }, Node, Name)
    $answered = @($rows.Node | Select-Object -Unique)
    $silent = @(foreach ($machine in $machines | Select-Object -Unique) { if (($machine -split '@')[-1] -notin $answered) { $machine } })
    $soon = @($rows | Where-Object EndsSoon)
    $unusable = @($rows | Where-Object Problem)
    $empty = @($rows | Group-Object Node | Where-Object { -not ($_.Group | Where-Object { $_.NotAfter -or $_.Problem }) } | ForEach-Object Name)

    $result = [pscustomobject]@{
        Created        = [datetime]::UtcNow
        Days           = $Days
        Nodes          = $answered
        Certificates   = @($rows | Where-Object NotAfter).Count
        EndingSoon     = $soon
        Unusable       = $unusable
        Empty          = $empty
        Unreachable    = $silent
        NeedsAttention = [bool]($soon -or $unusable -or $empty -or $silent)
        HtmlPath       = Join-Path $OutputDirectory certificates.html
        JsonPath       = Join-Path $OutputDirectory certificates.json
    }

    if ($PSCmdlet.ShouldProcess($OutputDirectory, 'Write certificates.html and certificates.json')) {
        $null = New-Item -ItemType Directory -Path $OutputDirectory -Force
        $title = "Certificates: $($soon.Count) end within $Days days$($silent ? ", $($silent.Count) nodes did not answer" : '')"
        if ($certificates) { $certificates | Export-KubeReport $result.HtmlPath -Title $title -Force }
        $result | Select-Object Created, Days, Nodes, Unreachable, NeedsAttention, @{ Name = 'Certificates'; Expression = { $rows } } |
            ConvertTo-Json -Depth 4 | Set-Content -LiteralPath $result.JsonPath
    }
    if ($WebhookUri -and $result.NeedsAttention -and $PSCmdlet.ShouldProcess($WebhookUri, 'Post what needs a person')) {
        $lines = @(
            $soon | ForEach-Object { "$($_.Name) of $($_.Node) $($_.DaysLeft -lt 0 ? 'has ended' : "ends in $($_.DaysLeft) days") ($($_.NotAfter.ToString('u')))" }
            $unusable | ForEach-Object { "$($_.Name) of $($_.Node): $($_.Problem)" }
            $empty | ForEach-Object { "$_ has no certificate" }
            $silent | ForEach-Object { "$_ does not answer" }
        )
        $null = Invoke-RestMethod -Uri $WebhookUri -Method Post -ContentType 'application/json; charset=utf-8' -Body (@{ text = $lines -join "`n" } | ConvertTo-Json)
    }
    $result
    exit ($result.NeedsAttention ? 2 : 0)
}
