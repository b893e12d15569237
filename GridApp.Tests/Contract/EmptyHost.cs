using GridApp.Data;
using GridApp.Features.Account;
using Microsoft.Extensions.DependencyInjection;

namespace GridApp.Tests.Contract;

/// <summary>A host without plants, with the two organizations and the sample people: for tests that bring their own data. Use as a class fixture.</summary>
public sealed class EmptyHost : GridAppHost
{
    protected override bool SampleData => false;

    public int FirstOrganization { get; private set; }

    public int SecondOrganization { get; private set; }

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await using (var session = await Services.GetRequiredService<GridDatabase>().OpenAsync(Actor.System))
        {
            var first = session.Db.Organizations.Add(new() { Name = "First Power", Eic = null });
            await session.Db.SaveChangesAsync();
            var second = session.Db.Organizations.Add(new() { Name = "Second Power", Eic = null });
            await session.Db.SaveChangesAsync();
            await session.CommitAsync();
            (FirstOrganization, SecondOrganization) = (first.Entity.Id, second.Entity.Id);
        }
        await using var scope = Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<FirstAccounts>().EnsureSamplePeopleAsync(Password, CancellationToken.None);
    }
}
