using GridApp.Domain;
using GridApp.Hosting;
using Npgsql;

namespace GridApp.Data;

/// <summary>
/// Writes that a restart of the database neither loses nor doubles. Each is one transaction; when the connection breaks it is tried again for some
/// seconds, and when it breaks during the commit the database itself is asked what became of that transaction.
/// </summary>
public sealed partial class SureWrites(GridDatabase database, TimeProvider time, ILogger<SureWrites> logger)
{
    /// <summary>A server that restarts in order is back long before; a person still waits for an answer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(500);

    /// <summary>Runs a command in a transaction and commits it, unless it gives back a failure: then nothing is written.</summary>
    /// <param name="actor">On whose behalf.</param>
    /// <param name="attempt">The command. It may run several times, and then finds nothing of what an earlier run did.</param>
    /// <param name="ct">Stops it before the commit.</param>
    /// <exception cref="NpgsqlException">The database stayed away.</exception>
    public async Task<Outcome<T>> RunAsync<T>(Actor actor, Func<GridSession, Task<Outcome<T>>> attempt, CancellationToken ct)
    {
        long began = time.GetTimestamp();
        TimeSpan pause = ShortestPause;
        (string Transaction, Outcome<T> Result)? inDoubt = null;
        while (true)
        {
            try
            {
                if (inDoubt is { } doubtful)
                {
                    switch (await FateAsync(doubtful.Transaction, ct).ConfigureAwait(false))
                    {
                        case "committed":
                            return doubtful.Result;
                        case "aborted":
                            inDoubt = null;
                            break;
                    }
                }

                if (inDoubt is null)
                {
                    await using GridSession session = await database.OpenAsync(actor, ct).ConfigureAwait(false);
                    Outcome<T> result = await attempt(session).ConfigureAwait(false);
                    if (result.Failure is not null)
                        return result;
                    inDoubt = (await NameOfAsync(session, ct).ConfigureAwait(false), result);

                    // From here on a cancelled wait would only hide what happened.
                    await session.CommitAsync(CancellationToken.None).ConfigureAwait(false);
                    return result;
                }
            }
            catch (Exception trouble) when (IsPassing(trouble) && time.GetElapsedTime(began) < Patience)
            {
                LogAgain(trouble, pause.TotalMilliseconds);
            }

            if (time.GetElapsedTime(began) >= Patience)
                throw new NpgsqlException("The database did not say in time what became of a transaction.", new TimeoutException());
            await Task.Delay(pause, time, ct).ConfigureAwait(false);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    /// <summary>Whether the same transaction may well succeed a moment later.</summary>
    private static bool IsPassing(Exception trouble) => DatabaseTrouble.IsAway(trouble)
        || trouble is PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure };

    private static async Task<string> NameOfAsync(GridSession session, CancellationToken ct)
    {
        await using NpgsqlCommand command = session.Command("select pg_current_xact_id()::text");
        return (string)(await command.ExecuteScalarAsync(ct).ConfigureAwait(false))!;
    }

    private async Task<string?> FateAsync(string transaction, CancellationToken ct)
    {
        await using GridSession session = await database.OpenAsync(Actor.System, ct).ConfigureAwait(false);
        await using NpgsqlCommand command = session.Command("select pg_xact_status($1::text::xid8)");
        command.Parameters.Add(new() { Value = transaction });
        return await command.ExecuteScalarAsync(ct).ConfigureAwait(false) as string;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A write met a database that was away or busy, and is tried again in {Pause} ms")]
    private partial void LogAgain(Exception exception, double pause);
}
