using System.Security.Cryptography;

namespace GridApp.Components;

/// <summary>
/// Addresses of the site's own files that name the build they belong to, such as <c>build/1f0c…/features/Map/map.js</c>: a browser keeps what is below them for good and
/// asks again only after an update. Modules and workers that name each other by relative addresses stay below theirs.
/// </summary>
public static class SiteFiles
{
    /// <summary>What such addresses begin with.</summary>
    public const string Root = "/build";

    /// <summary>Names the build: another one as soon as one of the files is another one.</summary>
    public static string Build { get; } = Read();

    /// <param name="path">A file of the site, relative to its root, such as <c>features/Map/map.js</c>.</param>
    /// <returns>Its address, relative to the site's base.</returns>
    public static string Of(string path) => $"{Root[1..]}/{Build}/{path}";

    /// <param name="path">A module of the site, relative to its root.</param>
    /// <returns>What <c>import</c> takes.</returns>
    public static string Module(string path) => "./" + Of(path);

    private static string Read()
    {
        // The build lists each file with the hash of what is in it. Without the list there are no files either.
        string list = Path.Combine(AppContext.BaseDirectory, typeof(SiteFiles).Assembly.GetName().Name + ".staticwebassets.endpoints.json");
        byte[] hash = File.Exists(list) ? SHA256.HashData(File.ReadAllBytes(list)) : typeof(SiteFiles).Module.ModuleVersionId.ToByteArray();
        return Convert.ToHexStringLower(hash.AsSpan(0, 8));
    }
}
