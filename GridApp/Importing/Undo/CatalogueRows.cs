namespace GridApp.Importing.Undo;

/// <summary>Statements about the plants or the nodes of an import. $1: the import.</summary>
/// <param name="table">plants or nodes.</param>
/// <param name="columns">What an import may change of them.</param>
internal sealed class CatalogueRows(string table, string[] columns)
{
    /// <summary>A plant or a node that the import changed, as it was.</summary>
    private readonly string before = $"import_before b where b.import_id = $1 and b.part = '{table}'";

    /// <summary>The numbers of those that it made.</summary>
    public string Made => $"""
        select r.id from {table} r where r.import_id = $1 and not exists (select from {before} and (b.before->>'id')::integer = r.id)
        """;

    /// <summary>
    /// Holds its rows until the transaction's end. What stands on a row goes with it and says nothing, so whoever puts something on one has either done so before it is looked, or finds it gone.
    /// </summary>
    public string Hold => $"select id from {table} where import_id = $1 order by id for update";

    /// <summary>How many it changed.</summary>
    public string Changed => $"select count(*) from {before}";

    /// <summary>How many it made.</summary>
    public string CountMade => $"select count(*) from ({Made}) made";

    /// <summary>One that somebody has changed since, by name, and how many there are.</summary>
    public string ChangedSince => $"""
        select r.name, count(*) over () from {table} r
          join imports i on i.id = $1
         where r.updated_at <> i.written_at and (r.import_id = $1 or r.id in (select (b.before->>'id')::integer from {before}))
         order by r.name, r.id limit 1
        """;

    /// <summary>One that is not there any more, by name, and how many there are.</summary>
    public string GoneSince => $"""
        select b.before->>'name', count(*) over () from {before} and not exists (select from {table} r where r.id = (b.before->>'id')::integer)
         order by 1 limit 1
        """;

    /// <summary>From here on the transaction puts times back instead of setting them; see the triggers of both tables.</summary>
    public const string KeepTimes = "select set_config('grid.restoring', 'on', true) where $1 > 0";

    /// <summary>Gives those that it changed their earlier values back.</summary>
    public string Restore => $"""
        update {table} r set {string.Join(", ", columns.Select(column => $"{column} = o.{column}"))}, import_id = o.import_id, updated_at = o.updated_at
          from (select e.* from import_before b cross join lateral jsonb_populate_record(null::{table}, b.before) e where b.import_id = $1 and b.part = '{table}') o
         where r.id = o.id
        """;

    /// <summary>Removes what has the import's number: after <see cref="Restore"/> that is what it made.</summary>
    public string Remove => $"delete from {table} where import_id = $1";
}
