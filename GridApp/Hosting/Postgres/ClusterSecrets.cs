using System.Security.Cryptography;
using System.Text.Json;

namespace GridApp.Hosting.Postgres;

/// <summary>The generated passwords of the embedded cluster's three login roles, kept in <c>secrets.json</c> (readable by this user only).</summary>
internal sealed record ClusterSecrets(string Superuser, string Owner, string Web)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <exception cref="StartRefusedException">The file is missing although the cluster exists, or does not read.</exception>
    public static ClusterSecrets LoadOrCreate(string file, bool clusterExists)
    {
        if (File.Exists(file))
            return Load(file);
        if (clusterExists)
        {
            throw new StartRefusedException(
                $"{file} is missing, so the passwords of the database beside it are unknown. Put the file back from a backup, or move the directory postgres away to start empty.");
        }
        var secrets = new ClusterSecrets(Random(), Random(), Random());
        // Written whole under another name first: a half file after a power cut would lock the owner out.
        var draft = file + ".new";
        File.Delete(draft);
        using (var stream = PrivateFiles.Create(draft))
        {
            JsonSerializer.Serialize(stream, secrets, Format);
            stream.Flush(flushToDisk: true);
        }
        File.Move(draft, file);
        return secrets;
    }

    private static ClusterSecrets Load(string file)
    {
        try
        {
            var secrets = JsonSerializer.Deserialize<ClusterSecrets>(File.ReadAllText(file), Format);
            if (secrets is { Superuser.Length: > 0, Owner.Length: > 0, Web.Length: > 0 })
                return secrets;
        }
        catch (JsonException)
        {
            // Said below, together with a file that reads but lacks a password.
        }
        throw new StartRefusedException($"{file} does not hold the database's passwords any more. Put it back from a backup.");
    }

    private static string Random() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
}
