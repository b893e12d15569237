namespace GridApp.Components;

/// <summary>Where a person goes back to after a form: only ever to this site.</summary>
public static class ReturnUrl
{
    /// <summary>The address when it is a local path ("/map?z=4"), else the home page: nobody is sent elsewhere by a link to the login page.</summary>
    public static string Local(string? address) =>
        address is ['/', ..] && address is not ['/', '/' or '\\', ..] && !address.Any(char.IsControl) ? address : "/";
}
