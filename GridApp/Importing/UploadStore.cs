using GridApp.Importing.Files;

namespace GridApp.Importing;

/// <summary>Keeps what was sent until it has been read. The names are its own: what a person calls a file never becomes a path.</summary>
/// <param name="folder">A directory that only the app reads.</param>
public sealed class UploadStore(string folder)
{
    /// <summary>Writes the content to disk as it arrives.</summary>
    /// <returns>Name and size, or null when there is more than <paramref name="maxBytes"/>; then nothing is kept.</returns>
    public async Task<(string StoredAs, long Bytes)?> KeepAsync(Stream content, long maxBytes, CancellationToken cancellationToken)
    {
        var storedAs = Guid.NewGuid().ToString("N");
        try
        {
            await using (var file = new FileStream(PathOf(storedAs), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16, FileOptions.Asynchronous))
            {
                try
                {
                    await using var limited = new LimitedStream(content, maxBytes, packedBytes: 0);
                    await limited.CopyToAsync(file, 1 << 16, cancellationToken);
                    return (storedAs, limited.BytesRead);
                }
                catch (UnreadableFileException)
                {
                    // Larger than allowed; said by the caller.
                }
            }

            Forget(storedAs);
            return null;
        }
        catch
        {
            Forget(storedAs);
            throw;
        }
    }

    /// <summary>Whether the file is kept here, and not by another process of the same installation.</summary>
    public bool Has(string storedAs) => Guid.TryParseExact(storedAs, "N", out _) && File.Exists(PathOf(storedAs));

    /// <summary>The full path of a kept file.</summary>
    public string PathOf(string storedAs) =>
        Guid.TryParseExact(storedAs, "N", out var name)
            ? Path.Combine(folder, name.ToString("N"))
            : throw new ArgumentException("This is not a name that the store gave.", nameof(storedAs));

    /// <summary>Deletes a kept file; none is no fault.</summary>
    public void Forget(string storedAs) => File.Delete(PathOf(storedAs));
}
