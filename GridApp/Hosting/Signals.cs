using System.Runtime.InteropServices;

namespace GridApp.Hosting;

/// <summary>Turns Ctrl-C and a polite kill into a cancellation.</summary>
internal sealed class Signals : IDisposable
{
    private readonly List<PosixSignalRegistration> registrations;

    private Signals(List<PosixSignalRegistration> registrations) => this.registrations = registrations;

    public static Signals Cancel(CancellationTokenSource source) => new(
    [
        .. ((PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP]).Select(signal => PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            source.Cancel();
        }))
    ]);

    public void Dispose() => registrations.ForEach(registration => registration.Dispose());
}
