using System.Globalization;
using Npgsql;

namespace GridApp.Data;

/// <summary>
/// Statements that read on somebody's behalf, sent together and answered together: the tenant and all of them are one implicit transaction and one round trip.
/// For the hot paths; whoever writes, or needs one picture over several statements, opens a <see cref="GridSession"/>.
/// </summary>
public sealed class ReadBatch : IAsyncDisposable
{
    private const string SetTenant =
        "select set_config('grid.role', $1, true), set_config('grid.user_id', $2, true), set_config('grid.organization_id', $3, true)";

    private readonly NpgsqlBatch batch;

    internal ReadBatch(NpgsqlDataSource source, Actor actor)
    {
        batch = source.CreateBatch();
        Add(SetTenant, actor.Role, Text(actor.UserId), Text(actor.OrganizationId));
    }

    /// <summary>One statement more.</summary>
    /// <param name="sql">With parameters <c>$1</c>, <c>$2</c>, ...</param>
    /// <param name="values">Their values.</param>
    public ReadBatch Add(string sql, params ReadOnlySpan<object> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        batch.BatchCommands.Add(command);
        return this;
    }

    /// <summary>Sends them. The reader stands at the rows of the first statement; <c>NextResultAsync</c> goes on to the next.</summary>
    public async Task<NpgsqlDataReader> ReadAsync(CancellationToken cancellation)
    {
        var reader = await batch.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        await reader.NextResultAsync(cancellation).ConfigureAwait(false);
        return reader;
    }

    public ValueTask DisposeAsync() => batch.DisposeAsync();

    private static string Text(int? id) => id?.ToString(CultureInfo.InvariantCulture) ?? "";
}
