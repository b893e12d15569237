using GridApp.Data;
using Npgsql;
using NpgsqlTypes;

namespace GridApp.Importing.Incidents;

/// <summary>Brings plans into temporary tables of the session's transaction.</summary>
internal static class IncidentStaging
{
    private const string Create = """
        create temp table staged_outages (
            ord integer, incident_id integer, source_key text, plant text, type text, affected_mw double precision,
            start_at timestamptz, end_at timestamptz, expected_end timestamptz, cancelled boolean, over_capacity boolean,
            reason text, cause_code text, description text, segments integer, is_new boolean) on commit drop;
        create temp table staged_segments (
            ord integer, start_at timestamptz, end_at timestamptz, expected_end timestamptz, affected_mw double precision,
            known_from timestamptz, known_to timestamptz) on commit drop;
        create temp table staged_closes (id bigint, known_to timestamptz) on commit drop
        """;

    private const string CopyOutages = """
        copy staged_outages (ord, incident_id, source_key, plant, type, affected_mw, start_at, end_at, expected_end, cancelled, over_capacity,
            reason, cause_code, description, segments, is_new) from stdin (format binary)
        """;

    private const string CopySegments =
        "copy staged_segments (ord, start_at, end_at, expected_end, affected_mw, known_from, known_to) from stdin (format binary)";

    private const string CopyCloses = "copy staged_closes (id, known_to) from stdin (format binary)";

    public static async Task FillAsync(GridSession session, IReadOnlyList<OutagePlan> plans, CancellationToken cancellationToken)
    {
        await using (var create = session.Command(Create))
            await create.ExecuteNonQueryAsync(cancellationToken);
        // Copying is one loop over small values: off the caller's thread, and without a task per value.
        await Task.Run(() => Copy(session, plans, cancellationToken), cancellationToken);
        await using var analyze = session.Command("analyze staged_outages; analyze staged_segments; analyze staged_closes");
        await analyze.ExecuteNonQueryAsync(cancellationToken);
    }

    private static void Copy(GridSession session, IReadOnlyList<OutagePlan> plans, CancellationToken cancellationToken)
    {
        using (var copy = session.Connection.BeginBinaryImport(CopyOutages))
        {
            for (var i = 0; i < plans.Count; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Write(copy, i, plans[i]);
            }

            copy.Complete();
        }

        using (var copy = session.Connection.BeginBinaryImport(CopySegments))
        {
            for (var i = 0; i < plans.Count; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                foreach (var segment in plans[i].Added)
                    Write(copy, i, segment);
            }

            copy.Complete();
        }

        using (var copy = session.Connection.BeginBinaryImport(CopyCloses))
        {
            foreach (var (id, knownTo) in plans.SelectMany(plan => plan.Closed))
            {
                copy.StartRow();
                copy.Write(id, NpgsqlDbType.Bigint);
                Time(copy, knownTo);
            }

            copy.Complete();
        }
    }

    private static void Write(NpgsqlBinaryImporter copy, int ord, OutagePlan plan)
    {
        copy.StartRow();
        copy.Write(ord, NpgsqlDbType.Integer);
        if (plan.Known is { } known)
            copy.Write(known.Id, NpgsqlDbType.Integer);
        else
            copy.WriteNull();
        copy.Write(plan.Outage.Key, NpgsqlDbType.Text);
        copy.Write(plan.Outage.Plant, NpgsqlDbType.Text);
        copy.Write(plan.Type, NpgsqlDbType.Text);
        copy.Write(plan.AffectedMw, NpgsqlDbType.Double);
        Time(copy, plan.Start);
        Time(copy, plan.End);
        Time(copy, plan.ExpectedEnd);
        copy.Write(plan.Cancelled, NpgsqlDbType.Boolean);
        copy.Write(plan.OverCapacity, NpgsqlDbType.Boolean);
        Text(copy, plan.Reason);
        Text(copy, plan.CauseCode);
        Text(copy, plan.Description);
        copy.Write(plan.Open.Count, NpgsqlDbType.Integer);
        copy.Write(plan.Known is null, NpgsqlDbType.Boolean);
    }

    private static void Write(NpgsqlBinaryImporter copy, int ord, Segment segment)
    {
        copy.StartRow();
        copy.Write(ord, NpgsqlDbType.Integer);
        Time(copy, segment.Start);
        Time(copy, segment.End);
        Time(copy, segment.ExpectedEnd);
        copy.Write(segment.Mw, NpgsqlDbType.Double);
        Time(copy, segment.KnownFrom);
        Time(copy, segment.KnownTo);
    }

    private static void Time(NpgsqlBinaryImporter copy, DateTimeOffset? time)
    {
        if (time is { } at)
            copy.Write(at.UtcDateTime, NpgsqlDbType.TimestampTz);
        else
            copy.WriteNull();
    }

    private static void Text(NpgsqlBinaryImporter copy, string? text)
    {
        if (text is null)
            copy.WriteNull();
        else
            copy.Write(text, NpgsqlDbType.Text);
    }
}
