using System.Globalization;

namespace GridApp.Hosting.Postgres;

/// <summary>Holds a data directory for one process. The system lets go of it when the process ends, however it ends.</summary>
internal sealed class DirectoryLock : IDisposable
{
    private readonly FileStream file;

    private DirectoryLock(FileStream file) => this.file = file;

    /// <exception cref="StartRefusedException">Another process holds the directory, or it cannot be written.</exception>
    public static DirectoryLock Take(string directory)
    {
        var path = Path.Combine(directory, "lock");
        try
        {
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
            // The locked file itself cannot be read by others.
            File.WriteAllText(NumberFile(directory), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new(file);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new StartRefusedException($"The data directory {directory} cannot be written by this user. Set Grid__DataDirectory to another one.", e);
        }
        catch (IOException e) when (File.Exists(path))
        {
            throw new StartRefusedException(
                $"Another process{Holder(directory)} is using the data directory {directory}. Stop it first, or give this one a directory of its own with Grid__DataDirectory.", e);
        }
    }

    public void Dispose() => file.Dispose();

    private static string Holder(string directory)
    {
        try
        {
            return $" (number {File.ReadAllText(NumberFile(directory))})";
        }
        catch (IOException)
        {
            return "";
        }
    }

    private static string NumberFile(string directory) => Path.Combine(directory, "lock.pid");
}
