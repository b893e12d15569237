using GridApp.Data;
using Npgsql;

namespace GridApp.Features.Incidents;

/// <summary>Orders those who write incidents of one plant or line: two reports at once cannot both take the last MW.</summary>
internal static class SubjectLock
{
    /// <summary>Kinds of subject in the lock's key.</summary>
    private const int Plant = 1;

    private const int Line = 2;

    /// <summary>Waits until nobody else writes incidents of the subject, and keeps them waiting until the session ends.</summary>
    public static async Task TakeAsync(GridSession session, int? plantId, int? lineId, CancellationToken ct)
    {
        await using NpgsqlCommand command = session.Command("select pg_advisory_xact_lock($1, $2)");
        command.Parameters.Add(new NpgsqlParameter { Value = plantId is null ? Line : Plant });
        command.Parameters.Add(new NpgsqlParameter { Value = plantId ?? lineId!.Value });
        await command.ExecuteNonQueryAsync(ct);
    }
}
