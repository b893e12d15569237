namespace GridApp.Hosting;

/// <summary>Files and directories that no other user of the machine may read.</summary>
internal static class PrivateFiles
{
    public const UnixFileMode OnlyThisUser = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Makes a directory with exactly these permissions, unless it is there: then it stays as it is.</summary>
    /// <returns>Whether it was made.</returns>
    public static bool MakeDirectory(string path, UnixFileMode mode = OnlyThisUser)
    {
        if (Directory.Exists(path))
            return false;
        Directory.CreateDirectory(path);
        // CreateDirectory's own argument for this would be cut by the umask.
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, mode);
        return true;
    }

    /// <summary>Makes a new file for writing.</summary>
    /// <exception cref="IOException">It exists already.</exception>
    public static FileStream Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }
}
