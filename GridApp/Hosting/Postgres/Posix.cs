using System.Runtime.InteropServices;
using System.Text;

namespace GridApp.Hosting.Postgres;

/// <summary>The system calls that .NET does not offer.</summary>
internal static class Posix
{
    public const int Interrupt = 2;
    public const int Quit = 3;
    public const int Kill = 9;

    /// <summary>Sends a signal; false when the process is gone or belongs to somebody else.</summary>
    public static bool Signal(int process, int signal) => SendSignal(process, signal) == 0;

    /// <summary>Whether a process of that number exists.</summary>
    public static bool IsAlive(int process) => Directory.Exists(FormattableString.Invariant($"/proc/{process}"));

    /// <exception cref="IOException">The system refused.</exception>
    public static void ChangeOwner(string path, uint user, uint group)
    {
        if (SetOwner(Encoding.UTF8.GetBytes(path + "\0"), user, group) != 0)
            throw new IOException($"The owner of {path} cannot be changed: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    /// <summary>
    /// Keeps files and pipes that this process was itself given from every program that it starts from now on: a server that outlives it would hold them open, and
    /// whoever reads them would wait for ever. What .NET opens is kept from others already.
    /// </summary>
    public static void KeepDescriptors()
    {
        const uint First = 3;
        const int OnExec = 4;
        // Where the kernel does not know it, all is as before.
        _ = CloseRange(First, uint.MaxValue, OnExec);
    }

    [DllImport("libc", EntryPoint = "close_range"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int CloseRange(uint first, uint last, int flags);

    [DllImport("libc", EntryPoint = "kill", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int process, int signal);

    [DllImport("libc", EntryPoint = "chown", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetOwner(byte[] path, uint user, uint group);
}
