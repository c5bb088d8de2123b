using System.Text;
using Kubeadm.Engine.Kubeconfig;

namespace Kubeadm.Engine.Tests.Kubeconfig;

public sealed class KubeconfigFileTests
{
    [Fact]
    public void A_users_credentials_of_each_kind_are_kept_and_known()
    {
        const string Text =
            """
            apiVersion: v1
            clusters:
            - cluster:
                insecure-skip-tls-verify: true
                server: https://192.0.2.2:6443
                tls-server-name: kubernetes
              name: c
            contexts: null
            current-context: ""
            kind: Config
            users:
            - name: basic
              user:
                password: p
                username: u
            - name: file
              user:
                tokenFile: /srv/token
            - name: nobody
              user: {}
            - name: password-only
              user:
                password: p
            - name: plugin
              user:
                auth-provider:
                  config: null
                  name: oidc
            - name: program
              user:
                exec:
                  apiVersion: client.authentication.k8s.io/v1
                  args: []
                  command: get-token
                  env:
                  - name: REGION
                    value: north
                  interactiveMode: Never
                  provideClusterInfo: true

            """;

        var file = KubeconfigFile.Parse(Encoding.UTF8.GetBytes(Text), "test");

        Assert.Equal(Text, Encoding.UTF8.GetString(file.ToBytes()));
        Assert.Equal(["basic", "file", "plugin", "program"], file.Users.Where(user => user.Value.HasCredentials).Select(user => user.Key));
    }
}
