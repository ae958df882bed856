using Hymba.Cli;
using Hymba.Cli.Output;

using var interrupt = new Interrupt();
using var signals = new InterruptSignals(interrupt);
return await HymbaTool.RunAsync(args, SystemConsole.Open(interrupt)).ConfigureAwait(false);
