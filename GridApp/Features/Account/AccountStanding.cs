using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Claims;
using GridApp.Data;
using GridApp.Live;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace GridApp.Features.Account;

/// <summary>
/// Whether what a cookie, a token or an open circuit says of its holder is still true: same security stamp, same role, same organization, neither
/// disabled. Asked on every request, answered from memory until the database tells of a change, and for <see cref="Memory"/> at the most: somebody demoted or
/// disabled is out at once, and within a minute where the telling fails.
/// </summary>
public sealed class AccountStanding : IDisposable
{
    /// <summary>For how long an answer is believed; circuits ask as often.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromSeconds(15);

    // A super admin is above what happens to an organization, or disabling the own one would lock out who could enable it again.
    private const string Read = """
        select coalesce(u.security_stamp, ''), u.role, coalesce(u.organization_id::text, '')
          from users u
          left join organizations o on o.id = u.organization_id
         where u.id = $1 and not u.is_disabled and (u.role = 'super_admin' or not coalesce(o.is_disabled, false))
        """;

    private readonly ConcurrentDictionary<int, (Standing? Standing, DateTimeOffset Until)> memory = new();
    private readonly GridDataSources sources;
    private readonly TimeProvider time;
    private readonly string stampClaim;
    private readonly IDisposable watching;

    public AccountStanding(GridDataSources sources, ILiveBus live, TimeProvider time, IOptions<IdentityOptions> identity)
    {
        this.sources = sources;
        this.time = time;
        stampClaim = identity.Value.ClaimsIdentity.SecurityStampClaimType;
        watching = live.Subscribe([LiveTopic.Users, LiveTopic.Organizations], _ =>
        {
            memory.Clear();
            return Task.CompletedTask;
        });
    }

    /// <param name="fresh">Asks the database, whatever is remembered.</param>
    public async ValueTask<bool> HoldsAsync(ClaimsPrincipal principal, CancellationToken ct, bool fresh = false)
    {
        if (!int.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            return false;
        }
        return await OfAsync(id, fresh, ct).ConfigureAwait(false) is { } now
            && now == new Standing(principal.FindFirstValue(stampClaim) ?? "", principal.FindFirstValue(ClaimTypes.Role) ?? "", principal.FindFirstValue(GridClaims.OrganizationId) ?? "");
    }

    /// <summary>Whether the person may be here at all, whatever they hold.</summary>
    public async ValueTask<bool> IsOpenAsync(int userId, CancellationToken ct) => await OfAsync(userId, fresh: true, ct).ConfigureAwait(false) is not null;

    /// <summary>Forgets what is remembered of a person, after a change in this process.</summary>
    public void Forget(int userId) => memory.TryRemove(userId, out _);

    public void Dispose() => watching.Dispose();

    private async ValueTask<Standing?> OfAsync(int id, bool fresh, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (!fresh && memory.TryGetValue(id, out var known) && known.Until > now)
        {
            return known.Standing;
        }
        var read = await ReadAsync(id, ct).ConfigureAwait(false);
        memory[id] = (read, now + Memory);
        return read;
    }

    private async Task<Standing?> ReadAsync(int id, CancellationToken ct)
    {
        await using var command = sources.Identity.CreateCommand(Read);
        command.Parameters.Add(new() { Value = id });
        await using var reader = await command.ExecuteReaderAsync(ct).ConfigureAwait(false);
        return await reader.ReadAsync(ct).ConfigureAwait(false)
            ? new Standing(reader.GetString(0), reader.GetString(1), reader.GetString(2))
            : null;
    }

    private sealed record Standing(string Stamp, string Role, string Organization);
}
