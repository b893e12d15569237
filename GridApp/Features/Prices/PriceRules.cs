using System.Globalization;
using GridApp.Data;
using GridApp.Domain;
using GridApp.Domain.Markets;
using Npgsql;
using NpgsqlTypes;

namespace GridApp.Features.Prices;

/// <summary>The rules for spikes that an organization's administrators set and all of its people see.</summary>
public sealed class PriceRules(GridDatabase database, NodeCatalogue catalogue)
{
    /// <summary>Most rules of one organization: each is looked at with every interval.</summary>
    public const int MostOfOne = 100;

    private const string Columns = """
        r.id, r.organization_id, r.name, r.market, r.kind, r.component, r.node_id, (select n.code from nodes n where n.id = r.node_id), r.test, r.threshold, r.days, r.quiet_minutes, r.enabled, r.author,
        r.created_at, r.updated_at
        """;

    private const string Rows = $"select {Columns} from price_rules r order by lower(r.name), r.id";

    /// <summary>Behind what there is: a rule speaks of what comes.</summary>
    private const string FromNowOn = """
        coalesce((select max(f.at) + interval '1 microsecond' from price_frames f where f.market = $2 and f.kind = $3 and f.known_to is null), now() - interval '1 day')
        """;

    private const string Add = $"""
        insert into price_rules as r (name, market, kind, component, node_id, test, threshold, days, quiet_minutes, enabled, organization_id, author, looks_from)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, {FromNowOn}) returning {Columns}
        """;

    /// <summary>A rule that was off, or looked at something else, begins anew.</summary>
    private const string Change = $"""
        update price_rules r
           set name = $1, market = $2, kind = $3, component = $4, node_id = $5, test = $6, threshold = $7, days = $8, quiet_minutes = $9, enabled = $10, updated_at = now(),
               looks_from = case when r.enabled and (r.market, r.kind) = ($2, $3) then r.looks_from else {FromNowOn} end
         where r.id = $11 returning {Columns}
        """;

    private static readonly NotFound Missing = new("There is no such rule; /api/v1/prices/rules lists them.");

    /// <summary>All that the caller may see.</summary>
    public async Task<IReadOnlyList<PriceRule>> AllAsync(Actor actor, CancellationToken cancellation)
    {
        await using var batch = database.Read(actor).Add(Rows);
        await using var reader = await batch.ReadAsync(cancellation);
        var items = new List<PriceRule>();
        while (await reader.ReadAsync(cancellation))
            items.Add(Read(reader));
        return items;
    }

    /// <summary>Makes one for the caller's organization.</summary>
    public async Task<Outcome<PriceRule>> AddAsync(PriceRuleBody asked, Actor actor, CancellationToken cancellation)
    {
        if (asked.Check(await catalogue.CurrentAsync(cancellation)) is { } invalid)
            return invalid;
        await using var session = await database.OpenAsync(actor, cancellation);
        await using (var count = session.Command("select count(*) from price_rules where organization_id is not distinct from $1"))
        {
            count.Parameters.Add(Whole(actor.OrganizationId));
            if (await count.ExecuteScalarAsync(cancellation) is long and >= MostOfOne)
                return new Conflict(string.Create(CultureInfo.InvariantCulture, $"There are {MostOfOne} rules already: delete one first."));
        }

        await using var command = session.Command(Add);
        command.Parameters.AddRange((NpgsqlParameter[])[.. Values(asked), Whole(actor.OrganizationId), new() { Value = actor.Name ?? "" }]);
        var made = (await OneAsync(command, cancellation))!;
        await session.AuditAsync("price-rule.create", "price-rule", Number(made.Id), made.OrganizationId, null, made, cancellation);
        await session.CommitAsync(cancellation);
        return made;
    }

    /// <summary>Changes one as a whole.</summary>
    public async Task<Outcome<PriceRule>> ChangeAsync(int id, PriceRuleBody asked, Actor actor, CancellationToken cancellation)
    {
        await using var session = await database.OpenAsync(actor, cancellation);
        await using var before = session.Command($"select {Columns} from price_rules r where r.id = $1 for update");
        before.Parameters.Add(new() { Value = id });
        if (await OneAsync(before, cancellation) is not { } was)
            return Missing;
        if (asked.Check(await catalogue.CurrentAsync(cancellation)) is { } invalid)
            return invalid;
        await using var command = session.Command(Change);
        command.Parameters.AddRange((NpgsqlParameter[])[.. Values(asked), new() { Value = id }]);
        if (await OneAsync(command, cancellation) is not { } changed)
            return Missing;
        await session.AuditAsync("price-rule.update", "price-rule", Number(id), changed.OrganizationId, was, changed, cancellation);
        await session.CommitAsync(cancellation);
        return changed;
    }

    /// <summary>Deletes one, and its alerts with it.</summary>
    /// <returns>What stood in the way, or null.</returns>
    public async Task<Failure?> RemoveAsync(int id, Actor actor, CancellationToken cancellation)
    {
        await using var session = await database.OpenAsync(actor, cancellation);
        await using var command = session.Command($"delete from price_rules r where r.id = $1 returning {Columns}");
        command.Parameters.Add(new() { Value = id });
        if (await OneAsync(command, cancellation) is not { } gone)
            return Missing;
        await session.AuditAsync("price-rule.delete", "price-rule", Number(id), gone.OrganizationId, gone, null, cancellation);
        await session.CommitAsync(cancellation);
        return null;
    }

    private static NpgsqlParameter[] Values(PriceRuleBody asked) =>
    [
        new() { Value = asked.Name!.Trim() }, new() { Value = MarketCatalogue.Find(asked.Market)!.Code }, new() { Value = asked.Kind! }, new() { Value = asked.Component! }, Whole(asked.NodeId),
        new() { Value = asked.Test! }, new() { Value = asked.Threshold!.Value }, Whole(asked.Days), new() { Value = asked.QuietMinutes!.Value }, new() { Value = asked.Enabled },
    ];

    private static async Task<PriceRule?> OneAsync(NpgsqlCommand command, CancellationToken cancellation)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? Read(reader) : null;
    }

    private static PriceRule Read(NpgsqlDataReader row) => new(
        row.GetInt32(0), row.Whole(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5), row.Whole(6), row.IsDBNull(7) ? null : row.GetString(7), row.GetString(8), row.GetDouble(9),
        row.IsDBNull(10) ? null : row.GetInt16(10), row.GetInt32(11), row.GetBoolean(12), row.GetString(13), row.GetFieldValue<DateTimeOffset>(14), row.GetFieldValue<DateTimeOffset>(15));

    private static NpgsqlParameter Whole(int? value) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer };

    private static string Number(int id) => id.ToString(CultureInfo.InvariantCulture);
}
