using GridApp.Data;
using GridApp.Data.Entities;
using GridApp.Domain;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Npgsql;

namespace GridApp.Features.Account;

/// <summary>The code of an authenticator app beside the password. Secrets are sealed at rest, recovery codes hashed, and no code works twice.</summary>
public sealed class SecondFactors(GridDataSources sources, AccountChange change, UserManager<GridUser> users, IDataProtectionProvider protection, TimeProvider time)
{
    private readonly IDataProtector seal = protection.CreateProtector("GridApp.SecondFactor.v1");

    /// <summary>Checks a code of the app, or a recovery code, and uses it up.</summary>
    public async Task<bool> CheckAsync(int userId, string code, CancellationToken ct)
    {
        await using var connection = await sources.Identity.OpenConnectionAsync(ct).ConfigureAwait(false);
        await using var transaction = await connection.BeginTransactionAsync(ct).ConfigureAwait(false);
        var wire = new AccountChange.Wire(connection, transaction);
        if (await KeptAsync(wire, userId, confirmed: true, ct).ConfigureAwait(false) is not { } kept)
        {
            return false;
        }
        var used = Totp.StepOf(kept.Secret, code, time.GetUtcNow(), kept.LastStep) is { } step
            ? await wire.ExecuteAsync("update second_factors set last_step = $2 where user_id = $1", ct, userId, step).ConfigureAwait(false)
            : await wire.ExecuteAsync("update recovery_codes set used_at = now() where user_id = $1 and code_hash = $2 and used_at is null", ct, userId, RecoveryCode.Hash(code)).ConfigureAwait(false);
        await transaction.CommitAsync(ct).ConfigureAwait(false);
        return used == 1;
    }

    /// <summary>A new secret for the app; it counts once a code of it was typed. One that waits for that is kept.</summary>
    internal async Task<byte[]> BeginAsync(int userId, CancellationToken ct)
    {
        await using var connection = await sources.Identity.OpenConnectionAsync(ct).ConfigureAwait(false);
        await using var transaction = await connection.BeginTransactionAsync(ct).ConfigureAwait(false);
        var wire = new AccountChange.Wire(connection, transaction);
        await wire.ExecuteAsync("insert into second_factors (user_id, secret) values ($1, $2) on conflict (user_id) do nothing", ct, userId, seal.Protect(Totp.MakeSecret())).ConfigureAwait(false);
        var kept = await KeptAsync(wire, userId, confirmed: false, ct).ConfigureAwait(false);
        await transaction.CommitAsync(ct).ConfigureAwait(false);
        return kept?.Secret ?? throw new InvalidOperationException("The second factor is on already.");
    }

    /// <summary>Turns it on, now that the app has shown a right code. Gives the recovery codes, which are shown this once.</summary>
    public async Task<Outcome<string[]>> ConfirmAsync(int userId, string code, string? address, CancellationToken ct)
    {
        var codes = RecoveryCode.MakeSet();
        var done = await change.RunAsync(userId, "account.second_factor_on", address, async (user, wire) =>
        {
            if (await KeptAsync(wire, userId, confirmed: false, ct).ConfigureAwait(false) is not { } kept || Totp.StepOf(kept.Secret, code, time.GetUtcNow(), kept.LastStep) is not { } step)
            {
                return new Invalid("code", "This is not the code that the app shows now.");
            }
            await wire.ExecuteAsync("update second_factors set confirmed_at = now(), last_step = $2 where user_id = $1", ct, userId, step).ConfigureAwait(false);
            await KeepCodesAsync(wire, userId, codes, ct).ConfigureAwait(false);
            user.TwoFactorEnabled = true;
            AccountChange.Demand(await users.UpdateAsync(user).ConfigureAwait(false));
            return new AccountStep();
        }, ct).ConfigureAwait(false);
        return done.Failure is { } failure ? failure : codes;
    }

    /// <summary>New recovery codes; the old ones end.</summary>
    public async Task<Outcome<string[]>> RenewCodesAsync(int userId, string? address, CancellationToken ct)
    {
        var codes = RecoveryCode.MakeSet();
        var done = await change.RunAsync(userId, "account.recovery_codes", address, async (user, wire) =>
        {
            if (!user.TwoFactorEnabled)
            {
                return new Conflict("The second factor is off.");
            }
            await KeepCodesAsync(wire, userId, codes, ct).ConfigureAwait(false);
            return new AccountStep();
        }, ct).ConfigureAwait(false);
        return done.Failure is { } failure ? failure : codes;
    }

    /// <summary>Turns it off.</summary>
    public Task<Outcome<GridUser>> TurnOffAsync(int userId, string? address, CancellationToken ct) =>
        change.RunAsync(userId, "account.second_factor_off", address, async (user, wire) =>
        {
            await ForgetAsync(wire, userId, ct).ConfigureAwait(false);
            user.TwoFactorEnabled = false;
            AccountChange.Demand(await users.UpdateAsync(user).ConfigureAwait(false));
            return new AccountStep();
        }, ct);

    /// <summary>How many recovery codes are left.</summary>
    public async Task<int> CodesLeftAsync(int userId, CancellationToken ct)
    {
        await using var command = sources.Identity.CreateCommand("select count(*)::integer from recovery_codes where user_id = $1 and used_at is null");
        command.Parameters.Add(new() { Value = userId });
        return (int)(await command.ExecuteScalarAsync(ct).ConfigureAwait(false))!;
    }

    /// <summary>Removes the secret and the codes.</summary>
    internal static async Task ForgetAsync(AccountChange.Wire wire, int userId, CancellationToken ct)
    {
        await wire.ExecuteAsync("delete from second_factors where user_id = $1", ct, userId).ConfigureAwait(false);
        await wire.ExecuteAsync("delete from recovery_codes where user_id = $1", ct, userId).ConfigureAwait(false);
    }

    private static async Task KeepCodesAsync(AccountChange.Wire wire, int userId, string[] codes, CancellationToken ct)
    {
        await wire.ExecuteAsync("delete from recovery_codes where user_id = $1", ct, userId).ConfigureAwait(false);
        await wire.ExecuteAsync("insert into recovery_codes (user_id, code_hash) select $1, unnest($2::bytea[])", ct, userId, codes.Select(RecoveryCode.Hash).ToArray()).ConfigureAwait(false);
    }

    private async Task<(byte[] Secret, long LastStep)?> KeptAsync(AccountChange.Wire wire, int userId, bool confirmed, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            "select secret, last_step from second_factors where user_id = $1 and (confirmed_at is not null) = $2 for update", wire.Connection, wire.Transaction);
        command.Parameters.Add(new() { Value = userId });
        command.Parameters.Add(new() { Value = confirmed });
        await using var reader = await command.ExecuteReaderAsync(ct).ConfigureAwait(false);
        return await reader.ReadAsync(ct).ConfigureAwait(false) ? (seal.Unprotect(await reader.GetFieldValueAsync<byte[]>(0, ct).ConfigureAwait(false)), reader.GetInt64(1)) : null;
    }
}
