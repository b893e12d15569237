using System.Globalization;
using GridApp.Data;

namespace GridApp.Features.Incidents;

/// <summary>Numbers that every committed write to what an answer tells of raises.</summary>
/// <param name="Incidents">Of incidents, their segments and their words.</param>
/// <param name="Plants">Of plants and their units.</param>
/// <param name="Lines">Of lines.</param>
internal readonly record struct IncidentVersions(long Incidents, long Plants, long Lines);

/// <summary>
/// Answers about incidents as they were sent, kept until anything that they tell of is written, begins or ends. Many people look at the same thing, and ask again
/// whenever something changes: one of them pays for it. Every request asks the database for three numbers, so nobody is told what has passed.
/// </summary>
public sealed class IncidentAnswers(GridDatabase database)
{
    /// <summary>Most bytes of all answers together.</summary>
    internal const int MostBytes = 16 * 1024 * 1024;

    private static readonly string[] Catalogues = ["incidents", "plants", "lines"];

    private readonly Dictionary<string, Kept> kept = new(StringComparer.Ordinal);
    private readonly Lock keeping = new();
    private long bytes;
    private long turn;

    /// <summary>What makes two questions the same; null for one whose answer is not kept: too long, or about what is still to come or was known once.</summary>
    internal static string? KeyOf(IncidentListRequest request, Actor actor, DateTimeOffset now)
    {
        IncidentFilter filter = request.Filter;
        if (request.Form != IncidentListForm.GeoJson || request.Limit > IncidentListRequest.DefaultLimit || filter.Known is not null || filter.At > now)
            return null;

        // What a person may know of reasons and causes is the organization's to say; there is no other difference.
        string reader = actor.SeesAll ? "all" : actor.OrganizationId?.ToString(CultureInfo.InvariantCulture) ?? "public";
        return string.Create(CultureInfo.InvariantCulture, $"{reader} {request.Sort.By} {request.Sort.Descending} {request.Limit} {IncidentQueryString.Of(filter)}");
    }

    /// <summary>The numbers as of a moment after the call began.</summary>
    internal async ValueTask<IncidentVersions> VersionsAsync(CancellationToken ct)
    {
        IReadOnlyDictionary<string, CatalogueState> states = await database.VersionsOfAsync(Catalogues, ct);
        return new IncidentVersions(states[Catalogues[0]].Version, states[Catalogues[1]].Version, states[Catalogues[2]].Version);
    }

    /// <summary>The answer that still holds, or null.</summary>
    internal byte[]? Find(string key, IncidentVersions versions, DateTimeOffset now)
    {
        lock (keeping)
        {
            if (!kept.TryGetValue(key, out Kept? answer) || answer.Versions != versions || now < answer.From || now >= answer.Until)
                return null;
            answer.Used = ++turn;
            return answer.Content;
        }
    }

    /// <summary>Keeps an answer.</summary>
    /// <param name="key">Of <see cref="KeyOf"/>.</param>
    /// <param name="versions">Read before the answer was.</param>
    /// <param name="from">The present that the answer was made for.</param>
    /// <param name="until">The next instant after it when something begins or ends; null when nothing is known to.</param>
    /// <param name="content">The answer.</param>
    internal void Keep(string key, IncidentVersions versions, DateTimeOffset from, DateTimeOffset? until, byte[] content)
    {
        if (content.Length > MostBytes / 4)
            return;
        lock (keeping)
        {
            Drop(key);
            foreach (string stale in kept.Where(entry => entry.Value.Versions != versions || from >= entry.Value.Until).Select(entry => entry.Key).ToList())
                Drop(stale);
            while (bytes + content.Length > MostBytes)
                Drop(kept.MinBy(entry => entry.Value.Used).Key);
            kept.Add(key, new Kept(versions, from, until ?? DateTimeOffset.MaxValue, content) { Used = ++turn });
            bytes += content.Length;
        }
    }

    private void Drop(string key)
    {
        if (kept.Remove(key, out Kept? gone))
            bytes -= gone.Content.Length;
    }

    private sealed record Kept(IncidentVersions Versions, DateTimeOffset From, DateTimeOffset Until, byte[] Content)
    {
        /// <summary>When it was last asked for, in turns.</summary>
        public long Used { get; set; }
    }
}
