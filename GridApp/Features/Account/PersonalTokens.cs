using System.Collections.Concurrent;
using System.Security.Claims;
using GridApp.Data;
using GridApp.Data.Entities;
using GridApp.Domain;
using GridApp.Hosting.Security;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace GridApp.Features.Account;

/// <summary>A token of somebody's program, as its holder sees it afterwards: never itself.</summary>
/// <param name="Id">Number of the token.</param>
/// <param name="Name">What it is for.</param>
/// <param name="Scope">read or write.</param>
/// <param name="Hint">Its first letters.</param>
/// <param name="CreatedAt">UTC.</param>
/// <param name="ExpiresAt">UTC.</param>
/// <param name="LastUsedAt">UTC, to the minute; null for never.</param>
public sealed record PersonalToken(int Id, string Name, string Scope, string Hint, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, DateTimeOffset? LastUsedAt);

/// <summary>
/// Tokens for programs: each with a name, a scope, an end, and the rights that its holder has at the moment. Kept is the hash; whoever is disabled or demoted takes
/// the tokens along.
/// </summary>
public sealed class PersonalTokens(GridDataSources sources, IServiceScopeFactory scopes, TimeProvider time)
{
    /// <summary>What every token begins with, so that one that leaked is known for what it is.</summary>
    public const string Prefix = "grid_";

    public const string Read = "read";
    public const string Write = "write";

    public const int MaxNameLength = 60;
    public const int MostDays = 366;
    public const int Most = 20;

    /// <summary>How long a token is known without asking the database whether it was revoked.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<string, (ClaimsPrincipal? Principal, DateTimeOffset Until)> known = new(StringComparer.Ordinal);

    /// <summary>Those that still work, newest first.</summary>
    public async Task<IReadOnlyList<PersonalToken>> ListAsync(int userId, CancellationToken ct)
    {
        await using var command = sources.Identity.CreateCommand("""
            select id, name, scope, hint, created_at, expires_at, last_used_at from api_tokens
             where user_id = $1 and revoked_at is null and expires_at > $2 order by id desc
            """);
        command.Parameters.Add(new() { Value = userId });
        command.Parameters.Add(new() { Value = time.GetUtcNow().UtcDateTime });
        await using var reader = await command.ExecuteReaderAsync(ct).ConfigureAwait(false);
        var tokens = new List<PersonalToken>();
        while (await reader.ReadAsync(ct).ConfigureAwait(false))
        {
            tokens.Add(Of(reader));
        }
        return tokens;
    }

    /// <summary>Makes one, for whoever has just shown that they know the password.</summary>
    /// <returns>The token itself, to be shown this once; <see cref="Invalid"/> by field.</returns>
    public async Task<Outcome<string>> MakeAsync(int userId, string password, string? name, string scope, int days, string? address, CancellationToken ct)
    {
        name = name?.Trim();
        if (string.IsNullOrEmpty(name) || name.Length > MaxNameLength || name.Any(char.IsControl))
        {
            return new Invalid("name", $"Say in 1 to {MaxNameLength} characters what the token is for.");
        }
        if (scope is not (Read or Write))
        {
            return new Invalid("scope", $"The scope is {Read} or {Write}.");
        }
        if (days is < 1 or > MostDays)
        {
            return new Invalid("days", $"A token lasts 1 to {MostDays} days.");
        }

        var secret = Prefix + Secret.Make();
        var expires = time.GetUtcNow().AddDays(days);
        // A circuit lives for hours: what it changes is read anew each time.
        await using var scope2 = scopes.CreateAsyncScope();
        var signIn = scope2.ServiceProvider.GetRequiredService<SignIn>();
        var made = await scope2.ServiceProvider.GetRequiredService<AccountChange>().RunAsync(userId, "account.token_made", address, async (user, wire) =>
        {
            switch (await signIn.AgainAsync(user, password, address, ct).ConfigureAwait(false))
            {
                case null:
                    break;
                case SignInOutcome.Locked:
                    return new Conflict("Too many failed attempts. Try again later.");
                default:
                    return new Invalid("password", "This is not your password.");
            }
            var added = await wire.ExecuteAsync("""
                insert into api_tokens (user_id, name, scope, token_hash, hint, expires_at)
                select $1, $2, $3, $4, $5, $6 where (select count(*) from api_tokens where user_id = $1 and revoked_at is null and expires_at > now()) < $7
                """, ct, userId, name, scope, Secret.Hash(secret), secret[..(Prefix.Length + 4)], expires.UtcDateTime, Most).ConfigureAwait(false);
            return added == 1 ? new AccountStep(After: new { name, scope, expiresAt = expires }) : new Conflict($"There are {Most} tokens already. Revoke one that is no longer needed.");
        }, ct).ConfigureAwait(false);
        return made.Failure is { } failure ? failure : secret;
    }

    /// <summary>Ends one of the person's own.</summary>
    public async Task<Outcome<bool>> RevokeAsync(int userId, int id, string? address, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var done = await scope.ServiceProvider.GetRequiredService<AccountChange>().RunAsync(userId, "account.token_revoked", address, async (_, wire) =>
            await wire.ExecuteAsync("update api_tokens set revoked_at = now() where id = $1 and user_id = $2 and revoked_at is null", ct, id, userId).ConfigureAwait(false) == 1
                ? new AccountStep(After: new { id })
                : new NotFound("There is no such token."), ct).ConfigureAwait(false);
        ForgetAll();
        return done.Failure is { } failure ? failure : true;
    }

    /// <summary>After a revocation in this process; others follow within seconds.</summary>
    internal void ForgetAll() => known.Clear();

    /// <summary>Whoever holds the token, with the rights of now; null when it has ended or never was one.</summary>
    internal async ValueTask<ClaimsPrincipal?> HolderAsync(string token, string scheme, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var hash = Secret.Hash(token);
        var key = Convert.ToHexString(hash);
        if (known.TryGetValue(key, out var remembered) && remembered.Until > now)
        {
            return remembered.Principal;
        }
        var (principal, until) = await ReadAsync(hash, scheme, now, ct).ConfigureAwait(false);
        if (principal is null)
        {
            // Made-up tokens are not worth the memory.
            known.TryRemove(key, out _);
            return null;
        }
        known[key] = (principal, until < now + Memory ? until : now + Memory);
        return principal;
    }

    private async Task<(ClaimsPrincipal? Principal, DateTimeOffset Until)> ReadAsync(byte[] hash, string scheme, DateTimeOffset now, CancellationToken ct)
    {
        int userId;
        string scopeOfToken;
        DateTimeOffset expires;
        await using (var command = sources.Identity.CreateCommand("""
            update api_tokens set last_used_at = case when last_used_at is null or last_used_at < $2 - interval '1 minute' then $2 else last_used_at end
             where token_hash = $1 and revoked_at is null and expires_at > $2
            returning user_id, scope, expires_at
            """))
        {
            command.Parameters.Add(new() { Value = hash });
            command.Parameters.Add(new() { Value = now.UtcDateTime });
            await using var reader = await command.ExecuteReaderAsync(ct).ConfigureAwait(false);
            if (!await reader.ReadAsync(ct).ConfigureAwait(false))
            {
                return (null, now);
            }
            (userId, scopeOfToken, expires) = (reader.GetInt32(0), reader.GetString(1), Utc(reader.GetDateTime(2)));
        }

        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<GridUser>>();
        if (await users.Users.FirstOrDefaultAsync(one => one.Id == userId && !one.IsDisabled, ct).ConfigureAwait(false) is not { } user)
        {
            return (null, now);
        }
        var claims = await scope.ServiceProvider.GetRequiredService<IUserClaimsPrincipalFactory<GridUser>>().CreateAsync(user).ConfigureAwait(false);
        var identity = new ClaimsIdentity(claims.Claims, scheme, ClaimTypes.Name, ClaimTypes.Role);
        identity.AddClaim(new Claim(GridClaims.Scope, scopeOfToken));
        return (new ClaimsPrincipal(identity), expires);
    }

    private static PersonalToken Of(NpgsqlDataReader row) => new(
        row.GetInt32(0), row.GetString(1), row.GetString(2), row.GetString(3), Utc(row.GetDateTime(4)), Utc(row.GetDateTime(5)), row.IsDBNull(6) ? null : Utc(row.GetDateTime(6)));

    private static DateTimeOffset Utc(DateTime at) => new(at, TimeSpan.Zero);
}
