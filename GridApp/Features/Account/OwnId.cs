using System.Globalization;
using System.Security.Claims;

namespace GridApp.Features.Account;

/// <summary>The number of whoever is logged in.</summary>
internal static class OwnId
{
    /// <exception cref="InvalidOperationException">Nobody is: authorization comes before.</exception>
    public static int Of(ClaimsPrincipal principal) =>
        int.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? id
            : throw new InvalidOperationException("Nobody is logged in.");
}
