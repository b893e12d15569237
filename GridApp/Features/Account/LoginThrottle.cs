using System.Security.Cryptography;
using System.Text;
using GridApp.Data;
using Npgsql;

namespace GridApp.Features.Account;

/// <summary>
/// Locks a user name for five minutes after five failures within fifteen. Names that nobody has lock in the same way, so that the answer does not
/// tell whether a name exists.
/// </summary>
public sealed class LoginThrottle(GridDataSources sources, TimeProvider time)
{
    public const int AllowedFailures = 5;

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    public static readonly TimeSpan Lock = TimeSpan.FromMinutes(5);

    /// <summary>Until when the name is locked, or null.</summary>
    public async Task<DateTimeOffset?> LockedUntilAsync(string userName, CancellationToken ct)
    {
        await using var command = sources.Identity.CreateCommand("select locked_until from login_attempts where name_hash = $1 and locked_until > $2");
        command.Parameters.Add(new() { Value = Hash(userName) });
        command.Parameters.Add(new() { Value = time.GetUtcNow().UtcDateTime });
        return await command.ExecuteScalarAsync(ct).ConfigureAwait(false) is DateTime until ? new DateTimeOffset(until, TimeSpan.Zero) : null;
    }

    /// <summary>Counts a failure; answers until when that locks the name, or null.</summary>
    public async Task<DateTimeOffset?> FailedAsync(string userName, CancellationToken ct)
    {
        // A lock that has run out, or a failure long ago, begins a new count.
        await using var command = sources.Identity.CreateCommand("""
            insert into login_attempts as a (name_hash, failures, last_failure_at) values ($1, 1, $2)
            on conflict (name_hash) do update set
                failures = case when a.last_failure_at < $3 or a.locked_until <= $2 then 1 else a.failures + 1 end,
                last_failure_at = $2,
                locked_until = case when a.last_failure_at >= $3 and (a.locked_until is null or a.locked_until > $2) and a.failures + 1 >= $4 then $5::timestamptz end
            returning locked_until
            """);
        var now = time.GetUtcNow().UtcDateTime;
        command.Parameters.Add(new() { Value = Hash(userName) });
        command.Parameters.Add(new() { Value = now });
        command.Parameters.Add(new() { Value = now - Window });
        command.Parameters.Add(new() { Value = AllowedFailures });
        command.Parameters.Add(new() { Value = now + Lock });
        return await command.ExecuteScalarAsync(ct).ConfigureAwait(false) is DateTime until ? new DateTimeOffset(until, TimeSpan.Zero) : null;
    }

    /// <summary>Forgets the failures of the name, and of all names whose last failure is a day old.</summary>
    public async Task SucceededAsync(string userName, CancellationToken ct)
    {
        await using var command = sources.Identity.CreateCommand("delete from login_attempts where name_hash = $1 or last_failure_at < $2");
        command.Parameters.Add(new() { Value = Hash(userName) });
        command.Parameters.Add(new NpgsqlParameter { Value = (time.GetUtcNow() - TimeSpan.FromDays(1)).UtcDateTime });
        await command.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
    }

    private static string Hash(string userName) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(userName.Trim().ToUpperInvariant())));
}
