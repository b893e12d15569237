using System.Security.Cryptography;
using GridApp.Data;
using GridApp.Data.Entities;
using GridApp.Domain.Organizations;
using GridApp.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace GridApp.Features.Account;

/// <summary>A password that was made up and is told once, on the console.</summary>
/// <param name="UserName">Whose it is.</param>
/// <param name="Password">To be changed at the first login.</param>
public sealed record OneTimePassword(string UserName, string Password);

/// <summary>Makes the first super admin and, where sample data is wanted, the sample people; does nothing where they exist.</summary>
public sealed class FirstAccounts(UserManager<GridUser> users, GridDbContext db, TimeProvider time)
{
    public const string SuperAdminName = "super_admin";

    /// <summary>Makes the super admin.</summary>
    /// <param name="configuredPassword">Final when given; otherwise one is made up.</param>
    public async Task<IReadOnlyList<OneTimePassword>> EnsureSuperAdminAsync(string? configuredPassword, CancellationToken ct)
    {
        if (await db.Users.AnyAsync(user => user.Role == Roles.SuperAdmin, ct).ConfigureAwait(false))
        {
            return [];
        }
        return await CreateAsync([new GridUser { UserName = SuperAdminName, Role = Roles.SuperAdmin, FirstName = "Super", LastName = "Admin" }], configuredPassword, ct).ConfigureAwait(false);
    }

    /// <summary>Makes the sample people once: two in the first sample organization, one in the second. An installation without those organizations gets nobody.</summary>
    public async Task<IReadOnlyList<OneTimePassword>> EnsureSamplePeopleAsync(string? configuredPassword, CancellationToken ct)
    {
        var ids = await db.Organizations.OrderBy(organization => organization.Id).Select(organization => organization.Id).Take(2).ToListAsync(ct).ConfigureAwait(false);
        if (ids is not [var first, var second] || await db.Users.AnyAsync(user => user.Role != Roles.SuperAdmin, ct).ConfigureAwait(false))
        {
            return [];
        }
        return await CreateAsync(
            [
                new GridUser { UserName = "grid_admin", Role = Roles.Admin, OrganizationId = first, FirstName = "Grid", LastName = "Admin" },
                new GridUser { UserName = "grid_analyst", Role = Roles.Analyst, OrganizationId = first, FirstName = "Grid", LastName = "Analyst" },
                new GridUser { UserName = "other_admin", Role = Roles.Admin, OrganizationId = second, FirstName = "Other", LastName = "Admin" },
            ],
            configuredPassword,
            ct).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<OneTimePassword>> CreateAsync(IReadOnlyList<GridUser> people, string? configuredPassword, CancellationToken ct)
    {
        var told = new List<OneTimePassword>();
        var madeUp = configuredPassword is null ? MakeUp() : null;
        foreach (var person in people)
        {
            ct.ThrowIfCancellationRequested();
            if (await users.FindByNameAsync(person.UserName!).ConfigureAwait(false) is not null)
            {
                continue;
            }
            person.CreatedAt = time.GetUtcNow();
            person.MustChangePassword = madeUp is not null;
            person.SecurityStamp = Guid.NewGuid().ToString("N");
            person.PasswordHash = users.PasswordHasher.HashPassword(person, configuredPassword ?? madeUp!);
            // A configured password is the operator's word and is not judged here beyond what start-up validation did.
            var result = await users.CreateAsync(person).ConfigureAwait(false);
            if (!result.Succeeded)
            {
                throw new StartRefusedException($"The account {person.UserName} could not be made: {string.Join(" ", result.Errors.Select(error => error.Description))}");
            }
            if (madeUp is not null)
            {
                told.Add(new OneTimePassword(person.UserName!, madeUp));
            }
        }
        return told;
    }

    // 20 letters and digits without look-alikes, in groups: about 100 bits.
    private static string MakeUp() =>
        string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString("abcdefghijkmnpqrstuvwxyz23456789", 5)));
}
