using System.Text.Json;
using GridApp.Data;
using Npgsql;
using NpgsqlTypes;

namespace GridApp.Features.Notifications;

/// <summary>What a person has been told.</summary>
/// <param name="Items">The newest first.</param>
/// <param name="Unread">How many the person has not seen, of all.</param>
public sealed record NotificationList(IReadOnlyList<NotificationItem> Items, int Unread);

/// <summary>One piece of news.</summary>
/// <param name="Kind">Dotted: <c>incident.reported</c>.</param>
/// <param name="IncidentId">The incident it is about.</param>
/// <param name="At">UTC.</param>
/// <param name="By">User name of who did it; null when that is nobody.</param>
/// <param name="Unread">Not yet seen by the person who asks.</param>
/// <param name="Notice">What the sentence about an incident names.</param>
/// <param name="Price">What the sentence about a spike of prices names.</param>
public sealed record NotificationItem(long Id, string Kind, int? IncidentId, DateTimeOffset At, string? By, bool Unread, IncidentNotice? Notice, PriceNotice? Price = null);

/// <summary>News for administrators: of their organization, for super admins of all. People are not told what they did themselves.</summary>
public sealed class ReadNotifications(GridDatabase database)
{
    /// <summary>Unread ones beyond this are not counted one by one: nobody reads the difference.</summary>
    public const int MostUnread = 100;

    private const string Newest = """
        with mine as (select coalesce((select r.read_up_to from notification_reads r where r.user_id = $1), 0) as read_up_to)
        select n.id, n.kind, n.incident_id, n.created_at, u.user_name, n.id > m.read_up_to, n.data::text,
               (select count(*)::integer from (select from notifications x where x.id > m.read_up_to and x.user_id is distinct from $1 limit $3) few)
          from notifications n
         cross join mine m
          left join users u on u.id = n.user_id
         where n.user_id is distinct from $1
         order by n.id desc
         limit $2
        """;

    private const string Mark = """
        insert into notification_reads (user_id, read_up_to) values ($1, $2)
        on conflict (user_id) do update set read_up_to = greatest(notification_reads.read_up_to, excluded.read_up_to)
        """;

    /// <summary>The newest ones; nothing for those who only read.</summary>
    public async Task<NotificationList> NewestAsync(int limit, Actor actor, CancellationToken ct)
    {
        if (!actor.Writes || actor.UserId is not { } person)
            return new NotificationList([], 0);
        await using GridSession session = await database.OpenAsync(actor, ct);
        await using NpgsqlCommand command = session.Command(Newest);
        command.Parameters.Add(new() { Value = person, NpgsqlDbType = NpgsqlDbType.Integer });
        command.Parameters.Add(new() { Value = limit });
        command.Parameters.Add(new() { Value = MostUnread });
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(ct);
        var items = new List<NotificationItem>();
        int unread = 0;
        while (await reader.ReadAsync(ct))
        {
            unread = reader.GetInt32(7);
            items.Add(Item(reader));
        }

        return new NotificationList(items, unread);
    }

    /// <summary>Remembers that the person has seen everything up to one of them.</summary>
    public async Task MarkReadAsync(long upTo, Actor actor, CancellationToken ct)
    {
        if (actor.UserId is not { } person)
            return;
        await using GridSession session = await database.OpenAsync(actor, ct);
        await using NpgsqlCommand command = session.Command(Mark);
        command.Parameters.Add(new() { Value = person });
        command.Parameters.Add(new() { Value = upTo });
        await command.ExecuteNonQueryAsync(ct);
        await session.CommitAsync(ct);
    }

    private static NotificationItem Item(NpgsqlDataReader row) => new(
        row.GetInt64(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetInt32(2), row.GetFieldValue<DateTimeOffset>(3),
        row.IsDBNull(4) ? null : row.GetString(4), row.GetBoolean(5),
        row.GetString(1) == PriceNotice.Alert ? null : JsonSerializer.Deserialize<IncidentNotice>(row.GetString(6), JsonSerializerOptions.Web),
        row.GetString(1) == PriceNotice.Alert ? JsonSerializer.Deserialize<PriceNotice>(row.GetString(6), JsonSerializerOptions.Web) : null);
}
