using System.Globalization;
using GridApp.Data;
using Npgsql;
using NpgsqlTypes;

namespace GridApp.Importing.Prices;

/// <summary>Brings the nodes of a market in: those that are not known are made, what the file says of the others is put in; sets, not rows.</summary>
internal sealed class NodeMerge(GridSession session, DatasetFile file, PriceSheet sheet)
{
    private const int MostMovesListed = 20;

    /// <summary>Any fixed number: the class of the locks under which a market's nodes are written.</summary>
    private const int LockClass = 471_202_615;

    private const string Lock = "select pg_advisory_xact_lock($1, hashtext($2))";

    private const string Known = """
        select f.place - 1, n.id, n.organization_id,
               (f.name is not null and n.name <> f.name) or (f.type is not null and n.type <> f.type) or (f.zone is not null and n.zone is distinct from f.zone),
               f.longitude is not null and (n.longitude is distinct from f.longitude or n.latitude is distinct from f.latitude),
               case when n.longitude is not null and f.longitude is not null then st_distancesphere(n.geom, st_setsrid(st_makepoint(f.longitude, f.latitude), 4326)) end
          from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::float8[], $7::float8[]) with ordinality f(code, name, type, zone, longitude, latitude, place)
          join nodes n on n.market = $1 and n.code = f.code
        """;

    /// <summary>$8: source, $9: import, $10: organization.</summary>
    private const string Add = """
        insert into nodes (market, code, name, type, zone, longitude, latitude, source, organization_id, import_id)
        select $1, f.code, coalesce(f.name, f.code), coalesce(f.type, 'node'), f.zone, f.longitude, f.latitude, $8, $10, $9
          from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::float8[], $7::float8[]) with ordinality f(code, name, type, zone, longitude, latitude, place)
         order by f.place
        returning code, id
        """;

    /// <summary>$1: market, $2: codes, $3: import.</summary>
    private const string KeepForUndo = """
        insert into import_before (import_id, part, earlier_import, before)
        select $3, 'nodes', n.import_id, to_jsonb(n) - 'geom' - 'version' from nodes n where n.market = $1 and n.code = any($2)
        """;

    /// <summary>$8: source, $9: import.</summary>
    private const string Change = """
        update nodes n
           set name = coalesce(f.name, n.name), type = coalesce(f.type, n.type), zone = coalesce(f.zone, n.zone),
               longitude = coalesce(f.longitude, n.longitude), latitude = coalesce(f.latitude, n.latitude), source = $8, import_id = $9
          from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::float8[], $7::float8[]) f(code, name, type, zone, longitude, latitude)
         where n.market = $1 and n.code = f.code
        """;

    /// <summary>Lets nobody else write a market's nodes until the transaction's end. Who needs several markets takes them in the order of their codes, and before the prices.</summary>
    public static async Task LockAsync(GridSession session, string market, CancellationToken cancellationToken)
    {
        await using var command = session.Command(Lock);
        command.CommandTimeout = 0;
        command.Parameters.Add(new() { Value = LockClass });
        command.Parameters.Add(new() { Value = market });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Numbers of the nodes by place, and the places of those that are new or have changed.</summary>
    /// <param name="source">Where the file comes from, for people.</param>
    public async Task<(int[] Ids, HashSet<int> Changed)> RunAsync(MarketSheet market, string source, CancellationToken cancellationToken)
    {
        var nodes = market.Nodes;
        var ids = new int[nodes.Count];
        var changed = new HashSet<int>();
        await LockAsync(session, market.Market.Code, cancellationToken);
        var known = await KnownAsync(market, cancellationToken);
        var differing = new List<int>();
        var moves = new List<(int Place, double Metres)>();
        foreach (var node in known)
        {
            ids[node.Place] = node.Id;
            if (!node.Differs && !node.Moved)
                continue;
            if (!session.Actor.SeesAll && node.Organization != session.Actor.OrganizationId)
            {
                // A row about a price only mentions the node: what its owner says of it stays.
                if (nodes.FactsOf(node.Place) is { IsRow: true } facts)
                    sheet.Reject(facts.Number, null, nodes.Word(node.Place), "This node is not your organization's to change.");
                else
                    sheet.Tally.Warn("What the file says of nodes that are not your organization's (names, types, places) is left out; their prices are not.");
                continue;
            }
            differing.Add(node.Place);
            changed.Add(node.Place);
            if (node.Moved && node.Metres is { } metres)
                moves.Add((node.Place, metres));
        }
        Warn(nodes, moves);
        if (differing.Count > 0)
            await ChangeAsync(market, differing, source, cancellationToken);

        var there = known.Select(node => node.Place).ToHashSet();
        var made = Enumerable.Range(0, nodes.Count).Where(place => !there.Contains(place)).ToList();
        if (made.Count == 0)
            return (ids, changed);
        var byCode = await AddAsync(market, made, source, cancellationToken);
        foreach (var place in made)
            ids[place] = byCode[nodes.Word(place)];
        changed.UnionWith(made);
        if (made.Count(place => nodes.FactsOf(place) is not { IsRow: true } and not { Longitude: not null }) is > 0 and var unknown)
            sheet.Tally.Warn("Nodes that were not known are made, without a location; a file of nodes brings it.", unknown);
        return (ids, changed);
    }

    private void Warn(SheetNodes nodes, List<(int Place, double Metres)> moves)
    {
        foreach (var (place, metres) in moves.OrderByDescending(move => move.Metres).Take(MostMovesListed))
        {
            sheet.Tally.Warn(string.Create(
                CultureInfo.InvariantCulture, $"{nodes.Word(place)} stands {Distance(metres)} from where it was; it is moved, and the earlier place is kept."));
        }
        if (moves.Count > MostMovesListed)
            sheet.Tally.Warn("Nodes beside those listed stand somewhere else than before, less far; they are moved, and the earlier places are kept.", moves.Count - MostMovesListed);
    }

    private static string Distance(double metres) => metres >= 1000 ? string.Create(CultureInfo.InvariantCulture, $"{metres / 1000:0.0} km") : string.Create(CultureInfo.InvariantCulture, $"{metres:0.#} m");

    private async Task<List<KnownNode>> KnownAsync(MarketSheet market, CancellationToken cancellationToken)
    {
        await using var command = session.Command(Known);
        command.Parameters.AddRange(Fields(market, Enumerable.Range(0, market.Nodes.Count).ToList()));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var known = new List<KnownNode>();
        while (await reader.ReadAsync(cancellationToken))
            known.Add(KnownNode.Read(reader));
        return known;
    }

    private async Task<Dictionary<string, int>> AddAsync(MarketSheet market, List<int> places, string source, CancellationToken cancellationToken)
    {
        await using var command = session.Command(Add);
        command.Parameters.AddRange((NpgsqlParameter[])
        [
            .. Fields(market, places), new() { Value = source }, new() { Value = file.ImportId },
            // What a super admin or the system imports is nobody's.
            new() { Value = (object?)(session.Actor.SeesAll ? null : session.Actor.OrganizationId) ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer },
        ]);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var ids = new Dictionary<string, int>(places.Count, StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellationToken))
            ids.Add(reader.GetString(0), reader.GetInt32(1));
        return ids;
    }

    private async Task ChangeAsync(MarketSheet market, List<int> places, string source, CancellationToken cancellationToken)
    {
        await using (var keep = session.Command(KeepForUndo))
        {
            keep.Parameters.AddRange((NpgsqlParameter[])[new() { Value = market.Market.Code }, new() { Value = places.Select(market.Nodes.Word).ToArray() }, new() { Value = file.ImportId }]);
            await keep.ExecuteNonQueryAsync(cancellationToken);
        }

        await using var command = session.Command(Change);
        command.Parameters.AddRange((NpgsqlParameter[])[.. Fields(market, places), new() { Value = source }, new() { Value = file.ImportId }]);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static NpgsqlParameter[] Fields(MarketSheet market, List<int> places)
    {
        var facts = places.Select(market.Nodes.FactsOf).ToList();
        return
        [
            new() { Value = market.Market.Code }, new() { Value = places.Select(market.Nodes.Word).ToArray() },
            Texts(facts.Select(fact => fact?.Name)), Texts(facts.Select(fact => fact?.Type)), Texts(facts.Select(fact => fact?.Zone)),
            Numbers(facts.Select(fact => fact?.Longitude)), Numbers(facts.Select(fact => fact?.Latitude)),
        ];
    }

    private static NpgsqlParameter Texts(IEnumerable<string?> texts) => new() { Value = texts.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };

    private static NpgsqlParameter Numbers(IEnumerable<double?> numbers) => new() { Value = numbers.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Double };

    private sealed record KnownNode(int Place, int Id, int? Organization, bool Differs, bool Moved, double? Metres)
    {
        public static KnownNode Read(NpgsqlDataReader reader) => new(
            (int)reader.GetInt64(0), reader.GetInt32(1), reader.IsDBNull(2) ? null : reader.GetInt32(2), reader.GetBoolean(3), reader.GetBoolean(4), reader.IsDBNull(5) ? null : reader.GetDouble(5));
    }
}
