using System.Globalization;
using System.Security.Claims;
using GridApp.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace GridApp.Features.Account;

/// <summary>
/// Whether what a cookie, a token or an open circuit says of its holder is still true: same security stamp, same role, same organization, not
/// disabled. Asked on every request, answered from memory for <see cref="Memory"/>, so that somebody demoted or disabled is out within a minute.
/// </summary>
public sealed class AccountStanding(GridDataSources sources, IMemoryCache cache, IOptions<IdentityOptions> identity)
{
    /// <summary>For how long an answer is believed; circuits ask as often.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromSeconds(15);

    public async ValueTask<bool> HoldsAsync(ClaimsPrincipal principal, CancellationToken ct)
    {
        if (!int.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            return false;
        }
        if (!cache.TryGetValue((typeof(AccountStanding), id), out Standing? now))
        {
            now = await ReadAsync(id, ct).ConfigureAwait(false);
            cache.Set((typeof(AccountStanding), id), now, Memory);
        }
        return now is not null && now == new Standing(
            principal.FindFirstValue(identity.Value.ClaimsIdentity.SecurityStampClaimType) ?? "",
            principal.FindFirstValue(ClaimTypes.Role) ?? "",
            principal.FindFirstValue(GridClaims.OrganizationId) ?? "");
    }

    /// <summary>Forgets what is remembered of a person, after a change in this process.</summary>
    public void Forget(int userId) => cache.Remove((typeof(AccountStanding), userId));

    private async Task<Standing?> ReadAsync(int id, CancellationToken ct)
    {
        await using var command = sources.Identity.CreateCommand("select coalesce(security_stamp, ''), role, coalesce(organization_id::text, '') from users where id = $1 and not is_disabled");
        command.Parameters.Add(new() { Value = id });
        await using var reader = await command.ExecuteReaderAsync(ct).ConfigureAwait(false);
        return await reader.ReadAsync(ct).ConfigureAwait(false)
            ? new Standing(reader.GetString(0), reader.GetString(1), reader.GetString(2))
            : null;
    }

    private sealed record Standing(string Stamp, string Role, string Organization);
}
