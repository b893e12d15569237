using System.Globalization;
using GridApp.Data;
using GridApp.Domain;
using GridApp.Domain.Markets;
using GridApp.Domain.Time;
using Npgsql;
using NpgsqlTypes;

namespace GridApp.Features.Replay;

/// <summary>What people keep of the past: everybody for themselves and their organization.</summary>
public sealed class ReplayBookmarks(GridDatabase database)
{
    /// <summary>Most bookmarks of one person.</summary>
    public const int MostOfOne = 100;

    private const int LongestName = 120;
    private const int LongestAddress = 2000;

    private const string Columns = "id, name, market, start_at, end_at, moment_at, address, kept_from, kept_until, author, user_id = $1, created_at";

    private const string Rows = $"select {Columns} from replay_bookmarks order by created_at desc, id desc limit 1000";

    private const string Add = $"""
        insert into replay_bookmarks (user_id, organization_id, author, name, market, start_at, end_at, moment_at, address, kept_from, kept_until)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) returning {Columns}
        """;

    private const string Remove = $"delete from replay_bookmarks where id = $2 returning organization_id, {Columns}";

    /// <summary>Those of the person and of the organization, newest first.</summary>
    public async Task<IReadOnlyList<ReplayBookmark>> AllAsync(Actor actor, CancellationToken cancellation)
    {
        await using var session = await database.OpenAsync(actor, cancellation);
        await using var command = session.Command(Rows);
        command.Parameters.Add(User(actor));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var items = new List<ReplayBookmark>();
        while (await reader.ReadAsync(cancellation))
            items.Add(Read(reader, 0));
        return items;
    }

    /// <summary>Makes one.</summary>
    public async Task<Outcome<ReplayBookmark>> KeepAsync(ReplayBookmarkBody asked, Actor actor, CancellationToken cancellation)
    {
        if (actor.UserId is not { } user)
            return new Forbidden("A bookmark is a person's.");
        if (Check(asked) is { } fault)
            return fault;
        var market = MarketCatalogue.Find(asked.Market)!;
        var zone = TimeZoneInfo.FindSystemTimeZoneById(market.TimeZone);
        var (start, end) = (asked.Start!.Value.ToUniversalTime(), asked.End!.Value.ToUniversalTime());

        await using var session = await database.OpenAsync(actor, cancellation);
        await using (var count = session.Command("select count(*) from replay_bookmarks where user_id = $1"))
        {
            count.Parameters.Add(new() { Value = user });
            if (await count.ExecuteScalarAsync(cancellation) is long and >= MostOfOne)
                return new Conflict(string.Create(CultureInfo.InvariantCulture, $"You have {MostOfOne} bookmarks already: let one go first."));
        }

        ReplayBookmark kept;
        await using (var command = session.Command(Add))
        {
            command.Parameters.AddRange((NpgsqlParameter[])
            [
                User(actor), new() { Value = (object?)actor.OrganizationId ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer }, new() { Value = actor.Name ?? "" },
                new() { Value = asked.Name!.Trim() }, new() { Value = market.Code }, Moment(start), Moment(end), Moment(asked.At ?? start), new() { Value = asked.Address ?? "" },
                Moment(MarketDay.Of(start, zone).Start), Moment(MarketDay.Of(end.AddTicks(-1), zone).End),
            ]);
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            await reader.ReadAsync(cancellation);
            kept = Read(reader, 0);
        }

        await session.AuditAsync("replay.keep", "bookmark", kept.Id.ToString(CultureInfo.InvariantCulture), actor.OrganizationId, null, kept, cancellation);
        await session.CommitAsync(cancellation);
        return kept;
    }

    /// <summary>Lets one go: the person's own, and for administrators the organization's.</summary>
    /// <returns>What stood in the way, or null.</returns>
    public async Task<Failure?> LetGoAsync(int id, Actor actor, CancellationToken cancellation)
    {
        await using var session = await database.OpenAsync(actor, cancellation);
        ReplayBookmark gone;
        int? organization;
        await using (var command = session.Command(Remove))
        {
            command.Parameters.Add(User(actor));
            command.Parameters.Add(new() { Value = id });
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            if (!await reader.ReadAsync(cancellation))
                return new NotFound("There is no such bookmark, or it is not yours to let go.");
            organization = await reader.IsDBNullAsync(0, cancellation) ? null : reader.GetInt32(0);
            gone = Read(reader, 1);
        }

        await session.AuditAsync("replay.let-go", "bookmark", id.ToString(CultureInfo.InvariantCulture), organization, gone, null, cancellation);
        await session.CommitAsync(cancellation);
        return null;
    }

    private static Invalid? Check(ReplayBookmarkBody asked)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (asked.Name?.Trim() is not { Length: > 0 and <= LongestName } name || name.Any(char.IsControl))
            errors["name"] = [string.Create(CultureInfo.InvariantCulture, $"A name of 1 to {LongestName} characters.")];
        if (MarketCatalogue.Find(asked.Market) is null)
            errors["market"] = ["Name a market; /api/v1/markets lists them."];
        if (asked.Start is not { Year: > 1 and < 9998 })
            errors["start"] = ["The first instant of the span, ISO 8601 with its zone."];
        if (asked.End is not { Year: > 1 and < 9998 })
            errors["end"] = ["The first instant after the span, ISO 8601 with its zone."];
        else if (asked.Start is { } start && (asked.End <= start || asked.End - start > ReplayQuestion.Longest))
            errors["end"] = ["The end lies after the start, at most 31 days and an hour."];
        if (asked.At is { } at && !(at >= asked.Start && at < asked.End))
            errors["at"] = ["The moment lies inside of the span."];
        if (asked.Address is { } address && (address.Length > LongestAddress || address.Any(c => c is < '!' or > '~' or '#')))
            errors["address"] = [string.Create(CultureInfo.InvariantCulture, $"The page's query without its question mark, at most {LongestAddress} characters.")];
        return errors.Count > 0 ? new Invalid(errors) : null;
    }

    private static ReplayBookmark Read(NpgsqlDataReader row, int from) => new(
        row.GetInt32(from), row.GetString(from + 1), row.GetString(from + 2), row.GetFieldValue<DateTimeOffset>(from + 3), row.GetFieldValue<DateTimeOffset>(from + 4),
        row.GetFieldValue<DateTimeOffset>(from + 5), row.GetString(from + 6), row.GetFieldValue<DateTimeOffset>(from + 7), row.GetFieldValue<DateTimeOffset>(from + 8), row.GetString(from + 9),
        row.GetBoolean(from + 10), row.GetFieldValue<DateTimeOffset>(from + 11));

    /// <summary>$1 of every statement; a super admin who is nobody else has none.</summary>
    private static NpgsqlParameter User(Actor actor) => new() { Value = actor.UserId ?? 0, NpgsqlDbType = NpgsqlDbType.Integer };

    private static NpgsqlParameter Moment(DateTimeOffset at) => new() { Value = at.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz };
}
