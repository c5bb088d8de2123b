using Kubeadm.Host;

return Application.Run(args, Console.Out, Console.Error);
