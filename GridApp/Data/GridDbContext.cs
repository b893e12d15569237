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

    public DbSet<Line> Lines => Set<Line>();

    public DbSet<Incident> Incidents => Set<Incident>();

    public DbSet<IncidentDetail> IncidentDetails => Set<IncidentDetail>();

    public DbSet<IncidentSegment> IncidentSegments => Set<IncidentSegment>();

    public DbSet<IncidentRevision> IncidentRevisions => Set<IncidentRevision>();

    public DbSet<AuditEvent> AuditEvents => Set<AuditEvent>();

    public DbSet<Notification> Notifications => Set<Notification>();

    public DbSet<NotificationRead> NotificationReads => Set<NotificationRead>();

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

        // The second wall (the first is authorization, the third row-level security). Plants, lines and the public part of incidents have no filter.
        builder.Entity<ImportRun>().HasQueryFilter(run => SeesAll || run.OrganizationId == TenantId);
        builder.Entity<IncidentDetail>().HasQueryFilter(detail => SeesAll || detail.PublicRecord || detail.OrganizationId == TenantId);
        builder.Entity<IncidentRevision>().HasQueryFilter(revision => SeesAll || revision.PublicRecord || revision.OrganizationId == TenantId);
        builder.Entity<AuditEvent>().HasQueryFilter(audit => SeesAll || audit.OrganizationId == TenantId);
        builder.Entity<Notification>().HasQueryFilter(notification => SeesAll || notification.OrganizationId == TenantId);
        builder.Entity<GridUser>().HasQueryFilter(user => SeesAll || user.OrganizationId == TenantId);
    }
}
