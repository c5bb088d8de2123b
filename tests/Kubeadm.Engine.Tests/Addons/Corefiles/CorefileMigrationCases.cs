namespace Kubeadm.Engine.Tests.Addons.Corefiles;

/// <summary>Corefiles and what kubeadm v1.36.3's own library made of them: title, from, to, Corefile, migrated Corefile.</summary>
internal static class CorefileMigrationCases
{
    public static IEnumerable<object[]> All()
    {
        yield return
        [
            "what was removed or ignored goes, the rest keeps its order",
            "1.3.1",
            "1.14.2",
            """
            .:53 {
                log
                health {
                    lameduck 10s
                }
                kubernetes cluster.local 10.96.0.0/12 {
                    endpoint https://a:6443 https://b:6443
                    pods verified
                    upstream 192.0.2.53
                    resyncperiod 1m
                    ttl 5
                }
                forward . 192.0.2.53
                cache 60
                loop
            }
            """ + "\n",
            """
            .:53 {
                log
                health {
                    lameduck 10s
                }
                kubernetes cluster.local 10.96.0.0/12 {
                    endpoint https://a:6443
                    pods verified
                    ttl 5
                }
                forward . 192.0.2.53 {
                    max_concurrent 1000
                }
                cache 60
                loop
                ready
            }
            """ + "\n",
        ];

        yield return
        [
            "proxy becomes forward, without most of its options",
            "1.2.6",
            "1.14.2",
            """
            .:53 {
                kubernetes cluster.local
                proxy . /etc/resolv.conf {
                    policy round_robin
                    fail_timeout 5s
                    max_fails 3
                    health_check /health
                    except example.org
                    spray
                    protocol dns
                }
                loop
            }
            """ + "\n",
            """
            .:53 {
                kubernetes cluster.local
                forward . /etc/resolv.conf {
                    policy round_robin
                    except example.org
                    max_concurrent 1000
                }
                loop
                ready
            }
            """ + "\n",
        ];

        yield return
        [
            "a policy of the fewest connections and a forced protocol",
            "1.2.6",
            "1.5.0",
            """
            a.example {
                proxy . 192.0.2.1 {
                    policy least_conn
                    protocol force_tcp dns
                }
            }
            """ + "\n",
            """
            a.example {
                forward . 192.0.2.1 {
                    force_tcp
                    force_tcp
                }
            }
            """ + "\n",
        ];

        yield return
        [
            "DNS over HTTPS of one maker goes early, other protocols stay",
            "1.1.3",
            "1.3.1",
            """
            .:53 {
                proxy . 192.0.2.1 {
                    protocol https_google
                    protocol dns force_tcp
                }
                loop
            }
            """ + "\n",
            """
            .:53 {
                proxy . 192.0.2.1 {
                    protocol dns force_tcp
                }
                loop
            }
            """ + "\n",
        ];

        yield return
        [
            "a stub domain gets a server block of its own",
            "1.2.6",
            "1.14.2",
            """
            .:53 {
                errors
                proxy . /etc/resolv.conf
                proxy office.example 192.0.2.53 192.0.2.54 {
                    except www.office.example
                }
                cache 30
                loop
            }
            """ + "\n",
            """
            .:53 {
                errors
                forward . /etc/resolv.conf {
                    max_concurrent 1000
                }
                cache 30
                loop
            }

            office.example {
                forward . 192.0.2.53 192.0.2.54 {
                    except www.office.example
                    max_concurrent 1000
                }
                loop
                errors
                cache 30
            }
            """ + "\n",
        ];

        yield return
        [
            "of neighbouring stub domains one is moved with each of the two releases",
            "1.3.1",
            "1.14.2",
            """
            .:53 {
                forward one.example 192.0.2.1
                forward two.example 192.0.2.2
                forward three.example 192.0.2.3
                forward . 192.0.2.4
            }
            """ + "\n",
            """
            .:53 {
                forward . 192.0.2.4 {
                    max_concurrent 1000
                }
            }

            one.example {
                forward . 192.0.2.1 {
                    max_concurrent 1000
                }
                loop
                errors
                cache 30
            }

            three.example {
                forward . 192.0.2.3 {
                    max_concurrent 1000
                }
                loop
                errors
                cache 30
            }

            two.example {
                forward . 192.0.2.2 {
                    max_concurrent 1000
                }
                loop
                errors
                cache 30
            }
            """ + "\n",
        ];

        yield return
        [
            "zone transfers become a plugin, for the first zone",
            "1.7.1",
            "1.8.0",
            """
            .:53 {
                kubernetes cluster.local in-addr.arpa {
                    transfer to 192.0.2.1 192.0.2.2
                    pods insecure
                }
                cache
            }
            """ + "\n",
            """
            .:53 {
                kubernetes cluster.local in-addr.arpa {
                    pods insecure
                }
                cache
                transfer cluster.local {
                    to 192.0.2.1 192.0.2.2
                }
            }
            """ + "\n",
        ];

        yield return
        [
            "loop is added where something is forwarded, ready where kubernetes is",
            "1.1.4",
            "1.6.4",
            """
            .:53 {
                kubernetes cluster.local
                forward . 192.0.2.1
            }
            a.example {
                whoami
            }
            """ + "\n",
            """
            .:53 {
                kubernetes cluster.local
                forward . 192.0.2.1
                loop
                ready
            }

            a.example {
                whoami
            }
            """ + "\n",
        ];

        yield return
        [
            "new options of the default are added to what is there",
            "1.6.4",
            "1.14.2",
            """
            .:53 {
                health
                forward . 192.0.2.1 {
                    policy sequential
                }
            }
            b.example {
                health {
                    lameduck 1s
                }
                forward . 192.0.2.2 {
                    max_concurrent 5
                }
            }
            """ + "\n",
            """
            .:53 {
                health {
                    lameduck 5s
                }
                forward . 192.0.2.1 {
                    policy sequential
                    max_concurrent 1000
                }
            }

            b.example {
                health {
                    lameduck 1s
                }
                forward . 192.0.2.2 {
                    max_concurrent 5
                }
            }
            """ + "\n",
        ];

        yield return
        [
            "quotes are kept where they are needed",
            "1.12.1",
            "1.14.2",
            """
            example.org, (not) { # comment
                template IN A {
                    match "^(.*) \"x\" $" # why
                    answer "{{ .Name }} 60 IN A 192.0.2.1"
                }
                log . "{remote}" {
                    class denial
                }
                acl { }
            }
            """ + "\n",
            """
            example.org, (not) {
                template IN A {
                    match "^(.*) \"x\" $"
                    answer "{{ .Name }} 60 IN A 192.0.2.1"
                }
                log . {remote} {
                    class denial
                }
                acl
            }
            """ + "\n",
        ];

        yield return
        [
            "lines may end as on Windows",
            "1.6.7",
            "1.14.2",
            ".:53 {\r\n  errors # x\r\n  forward . 192.0.2.1\r\n}\r\n",
            """
            .:53 {
                errors
                forward . 192.0.2.1 {
                    max_concurrent 1000
                }
            }
            """ + "\n",
        ];

        yield return
        [
            "snippets, imports and unknown plugins are kept",
            "1.6.7",
            "1.14.2",
            """
            (common) {
                errors
                prometheus
            }
            grpc://.:443 {
                import common
                whoami
                hosts /etc/hosts example.org {
                    192.0.2.80 git.example.org
                    fallthrough
                }
            }
            """ + "\n",
            """
            (common) {
                errors
                prometheus
            }

            grpc://.:443 {
                import common
                whoami
                hosts /etc/hosts example.org {
                    192.0.2.80 git.example.org
                    fallthrough
                }
            }
            """ + "\n",
        ];

        yield return
        [
            "the same release leaves even the form",
            "1.14.2",
            "1.14.2",
            """
            # mine
            .:53 {
              log
            }
            """ + "\n",
            """
            # mine
            .:53 {
              log
            }
            """ + "\n",
        ];
    }
}
