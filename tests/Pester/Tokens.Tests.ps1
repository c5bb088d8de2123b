BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../../out/Kubeadm/Kubeadm.psd1') -Force
}

Describe 'Tokens that are made up' {
    It 'are good and shown masked' {
        $token = New-KubeToken -GenerateOnly
        $text = $token.AsPlainText().Token
        $text | Should -Match '^[a-z0-9]{6}\.[a-z0-9]{16}$'
        ConvertFrom-SecureString $token.Token -AsPlainText | Should -Be $text
        $token | Out-String -Width 100 | Should -Match ([regex]::Escape("$($token.Id).****"))
        $token | Out-String -Width 100 | Should -Not -Match $text.Split('.')[1]
        "$token" | Should -Be $token.Id
    }

    It 'are as many as asked for' {
        (New-KubeToken -GenerateOnly -Count 5).Id | Sort-Object -Unique | Should -HaveCount 5
    }

    It 'have the fields of kubeadm as JSON' {
        $json = New-KubeToken -GenerateOnly | ConvertTo-Json | ConvertFrom-Json
        $json.PSObject.Properties.Name | Should -Contain 'token'
        foreach ($name in 'description', 'expires', 'usages', 'groups') {
            $json.PSObject.Properties.Name | Should -Contain $name
        }
    }
}

Describe 'What nodes need to join' {
    It 'is created by a cmdlet that says so, and by its old name' {
        (Get-Alias Get-KubeJoinInfo).ResolvedCommandName | Should -Be 'New-KubeJoinInfo'
        (Get-Command New-KubeJoinInfo).Parameters.Keys | Should -Contain 'WhatIf'
    }
}

Describe 'Without a cluster' {
    It 'the kubeconfig is what is missing' {
        { Get-KubeToken -Kubeconfig (Join-Path $TestDrive 'none') } | Should -Throw -ErrorId 'KubeconfigNotFound,*'
        { New-KubeJoinInfo -Kubeconfig (Join-Path $TestDrive 'none') } | Should -Throw -ErrorId 'KubeconfigNotFound,*'
    }

    It 'a bad token is found before anything is asked' {
        { New-KubeToken -Token nonsense -WhatIf } | Should -Throw -ErrorId 'InvalidToken,*'
    }
}
