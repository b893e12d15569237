using GridApp.Data;
using GridApp.Data.Entities;
using GridApp.Domain;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace GridApp.Features.Account;

/// <summary>A change of somebody's account and its entry in the trail, in one transaction: both are there, or neither.</summary>
public sealed class AccountChange(UserManager<GridUser> users, GridDbContext db, AccountStanding standing)
{
    /// <summary>Changes it, unless the command gives back a failure.</summary>
    /// <param name="userId">Whose.</param>
    /// <param name="action">Name of the entry.</param>
    /// <param name="address">Of the other side of the connection.</param>
    /// <param name="command">Gets the account, and the connection for statements of its own; what it gives back is what the entry says of before and after.</param>
    /// <returns>The account as it is now.</returns>
    public async Task<Outcome<GridUser>> RunAsync(
        int userId, string action, string? address, Func<GridUser, Wire, Task<Outcome<AccountStep>>> command, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct).ConfigureAwait(false);
        db.ChangeTracker.Clear();
        var user = await users.Users.FirstOrDefaultAsync(one => one.Id == userId, ct).ConfigureAwait(false);
        if (user is null or { IsDisabled: true })
        {
            return new NotFound("This account no longer exists.");
        }
        var wire = new Wire((NpgsqlConnection)db.Database.GetDbConnection(), (NpgsqlTransaction)transaction.GetDbTransaction());
        var step = await command(user, wire).ConfigureAwait(false);
        if (step.Failure is { } failure)
        {
            return failure;
        }
        await AccountTrail.WriteAsync(wire.Connection, wire.Transaction, action, user, address, step.Value.Before, step.Value.After, ct).ConfigureAwait(false);
        await transaction.CommitAsync(ct).ConfigureAwait(false);
        standing.Forget(userId);
        return user;
    }

    /// <summary>What cannot fail in its place.</summary>
    /// <exception cref="InvalidOperationException">It did.</exception>
    internal static void Demand(IdentityResult result)
    {
        if (!result.Succeeded)
        {
            throw new InvalidOperationException("The account could not be changed: " + string.Join(' ', result.Errors.Select(error => error.Description)));
        }
    }

    /// <summary>The transaction's connection.</summary>
    public sealed record Wire(NpgsqlConnection Connection, NpgsqlTransaction Transaction)
    {
        /// <summary>Runs a statement; answers how many rows it touched.</summary>
        public async Task<int> ExecuteAsync(string sql, CancellationToken ct, params object[] values)
        {
            await using var command = new NpgsqlCommand(sql, Connection, Transaction);
            foreach (var value in values)
            {
                command.Parameters.Add(new NpgsqlParameter { Value = value });
            }
            return await command.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
        }
    }
}

/// <summary>What an entry of the trail says.</summary>
/// <param name="Before">What there was, as a JSON object.</param>
/// <param name="After">What there is.</param>
public sealed record AccountStep(object? Before = null, object? After = null);
