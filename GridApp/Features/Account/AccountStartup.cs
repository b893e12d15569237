using GridApp.Hosting;

namespace GridApp.Features.Account;

/// <summary>Start-up work: the first super admin.</summary>
internal sealed class SuperAdminStartup(IServiceScopeFactory scopes, GridOptions options) : IStartupTask
{
    public string Progress => "Making the first accounts.";

    public async Task RunAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<FirstAccounts>();
        FirstPasswords.Tell(await accounts.EnsureSuperAdminAsync(options.SuperAdminPassword, ct).ConfigureAwait(false));
    }
}

/// <summary>Start-up work after the sample data: its people.</summary>
internal sealed class SamplePeopleStartup(IServiceScopeFactory scopes, GridOptions options) : IStartupTask
{
    public string Progress => "Making the sample people.";

    public async Task RunAsync(CancellationToken ct)
    {
        if (!options.SampleData)
        {
            return;
        }
        await using var scope = scopes.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<FirstAccounts>();
        FirstPasswords.Tell(await accounts.EnsureSamplePeopleAsync(options.SampleUsersPassword, ct).ConfigureAwait(false));
    }
}

/// <summary>Tells made-up passwords once, to whoever watches the first start. They are in no log and no file.</summary>
internal static class FirstPasswords
{
    public static void Tell(IReadOnlyList<OneTimePassword> passwords)
    {
        if (passwords.Count == 0)
        {
            return;
        }
        Console.WriteLine();
        Console.WriteLine("  First logins, shown only this once; each has to be changed at the first login:");
        foreach (var (userName, password) in passwords)
        {
            Console.WriteLine($"    {userName,-14} {password}");
        }
        Console.WriteLine();
    }
}
