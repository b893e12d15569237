namespace GridApp.Hosting;

/// <summary>
/// Where the process keeps what must outlive it: the embedded database, keys, uploads. Everything in it is the application's own;
/// what somebody else made is never given other permissions.
/// </summary>
public sealed class DataDirectory
{
    /// <param name="path">Absolute, or relative to <paramref name="root"/>.</param>
    /// <param name="root">The directory that a relative path starts from: the working directory when null.</param>
    /// <exception cref="StartRefusedException">The directory can neither be made nor written.</exception>
    public DataDirectory(string path, string? root = null)
    {
        Path = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path, root ?? Directory.GetCurrentDirectory()));
        // As root the database server runs as another user, who has to pass through; nobody may look around.
        Make(Path, Environment.IsPrivilegedProcess ? PrivateFiles.OnlyThisUser | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute : PrivateFiles.OnlyThisUser);
    }

    /// <summary>Absolute, without a closing slash.</summary>
    public string Path { get; }

    /// <summary>A subdirectory that only the user of this process may read, made when missing.</summary>
    /// <exception cref="StartRefusedException">It can neither be made nor written.</exception>
    public string Folder(string name)
    {
        var path = System.IO.Path.Combine(Path, name);
        Make(path, PrivateFiles.OnlyThisUser);
        return path;
    }

    /// <summary>The path of a file in it; the file need not exist.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    private static void Make(string path, UnixFileMode mode)
    {
        try
        {
            PrivateFiles.MakeDirectory(path, mode);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException(
                $"The data directory {path} cannot be made: {e.Message} Set Grid__DataDirectory to a directory that this user may write.", e);
        }
    }
}
