using Npgsql;

namespace GridApp.Hosting.Health;

/// <summary>Asks the database whether it answers, at most twice a second however often it is asked itself.</summary>
public sealed class DatabaseProbe(DatabaseServer server, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(500);
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly NpgsqlDataSource source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(server.AppConnectionString)
    {
        ApplicationName = "GridApp health",
        Timeout = 3,
        CommandTimeout = 3,
        MinPoolSize = 0,
        MaxPoolSize = 1,
    });
    private bool answers;
    private DateTimeOffset asked = DateTimeOffset.MinValue;

    /// <summary>What it last said, without asking again.</summary>
    public bool LastAnswer => answers;

    public async Task<bool> AnswersAsync(CancellationToken ct)
    {
        await turn.WaitAsync(ct);
        try
        {
            if (time.GetUtcNow() - asked >= Fresh)
            {
                // A pooled connection may have died with a server that is back by now: a second question opens a new one.
                answers = await AskAsync(ct) || await AskAsync(ct);
                asked = time.GetUtcNow();
            }
            return answers;
        }
        finally
        {
            turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await source.DisposeAsync();
        turn.Dispose();
    }

    private async Task<bool> AskAsync(CancellationToken ct)
    {
        try
        {
            await using var command = source.CreateCommand("SELECT 1");
            await command.ExecuteScalarAsync(ct);
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }
}
