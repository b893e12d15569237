using System.Text.Json;
using System.Text.Json.Serialization;
using GridApp.Domain;

namespace GridApp.Features.Replay;

/// <summary>A moment and a span that somebody wants to come back to. While it stands, retention leaves its market days alone.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">What the person called it.</param>
/// <param name="Market">Market code.</param>
/// <param name="Start">First instant of the span.</param>
/// <param name="End">First instant after it.</param>
/// <param name="At">The moment.</param>
/// <param name="Address">The page's query that shows it.</param>
/// <param name="KeptFrom">Data of the simulated market stays from here on,</param>
/// <param name="KeptUntil">until before here.</param>
/// <param name="Author">Who made it.</param>
/// <param name="Mine">Whether the caller did.</param>
/// <param name="CreatedAt">When.</param>
public sealed record ReplayBookmark(
    int Id, string Name, string Market, DateTimeOffset Start, DateTimeOffset End, DateTimeOffset At, string Address, DateTimeOffset KeptFrom, DateTimeOffset KeptUntil, string Author, bool Mine,
    DateTimeOffset CreatedAt);

/// <summary>The list's answer; it is always whole.</summary>
public sealed record ReplayBookmarkList(IReadOnlyList<ReplayBookmark> Items, int Total, string? Next);

/// <summary>A bookmark as it is asked for.</summary>
public sealed record ReplayBookmarkBody(string? Name, string? Market, DateTimeOffset? Start, DateTimeOffset? End, DateTimeOffset? At, string? Address)
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    /// <summary>Reads a request's body.</summary>
    internal static async Task<Outcome<ReplayBookmarkBody>> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<ReplayBookmarkBody>(request.Body, Strict, cancellation) is { } body ? body : new Unreadable("The body is a JSON object.");
        }
        catch (JsonException broken)
        {
            return new Unreadable($"The body is not what is read here: {broken.Message}");
        }
    }
}
