using GridApp.Data.Entities;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace GridApp.Data;

/// <summary>The catalogue as EF Core sees it. Take it from a <see cref="GridSession"/>; only ASP.NET Core Identity gets one of its own, under a role that reaches nothing else.</summary>
public sealed class GridDbContext(DbContextOptions<GridDbContext> options) : IdentityUserContext<GridUser, int>(options)
{
    public DbSet<Organization> Organizations => Set<Organization>();

    public DbSet<Plant> Plants => Set<Plant>();

    public DbSet<PlantUnit> PlantUnits => Set<PlantUnit>();

    public DbSet<PlantRevision> PlantRevisions => Set<PlantRevision>();

    public DbSet<ImportRun> Imports => Set<ImportRun>();

    public DbSet<ImportRejection> ImportRejections => Set<ImportRejection>();

    public DbSet<ImportWarning> ImportWarnings => Set<ImportWarning>();

    public DbSet<Setting> Settings => Set<Setting>();

    public DbSet<LoginAttempt> LoginAttempts => Set<LoginAttempt>();

    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    /// <summary>Whom the query filters let see; null only for Identity's own context and for migrations, which row-level security bounds.</summary>
    internal Actor? Actor { get; init; }

    private bool SeesAll => Actor is null || Actor.SeesAll;

    private int? TenantId => Actor?.OrganizationId;

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(GridDbContext).Assembly);
        SnakeCase.Apply(builder);

        // The second wall (the first is authorization, the third row-level security). Plants are public to every role, so they have no filter.
        builder.Entity<ImportRun>().HasQueryFilter(run => SeesAll || run.OrganizationId == TenantId);
        builder.Entity<GridUser>().HasQueryFilter(user => SeesAll || user.OrganizationId == TenantId);
    }
}
