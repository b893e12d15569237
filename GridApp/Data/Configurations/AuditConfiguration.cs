using GridApp.Data.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GridApp.Data.Configurations;

internal sealed class AuditEventConfiguration : IEntityTypeConfiguration<AuditEvent>
{
    public void Configure(EntityTypeBuilder<AuditEvent> builder)
    {
        builder.ToTable("audit_events");
        builder.Property(audit => audit.At).HasDefaultValueSql("now()");
        builder.Property(audit => audit.UserName).HasMaxLength(256);
        builder.Property(audit => audit.Role).HasMaxLength(16);
        builder.Property(audit => audit.Address).HasMaxLength(64);
        builder.Property(audit => audit.Action).HasMaxLength(64);
        builder.Property(audit => audit.ObjectType).HasMaxLength(32);
        builder.Property(audit => audit.ObjectId).HasMaxLength(64);
        builder.Property(audit => audit.Before).HasColumnType("jsonb");
        builder.Property(audit => audit.After).HasColumnType("jsonb");
        builder.HasIndex(audit => new { audit.OrganizationId, audit.Id });
        builder.HasIndex(audit => new { audit.ObjectType, audit.ObjectId });
    }
}

internal sealed class NotificationConfiguration : IEntityTypeConfiguration<Notification>
{
    public void Configure(EntityTypeBuilder<Notification> builder)
    {
        builder.ToTable("notifications");
        builder.Property(notification => notification.Kind).HasMaxLength(64);
        builder.Property(notification => notification.Data).HasColumnType("jsonb");
        builder.Property(notification => notification.CreatedAt).HasDefaultValueSql("now()");
        builder.HasIndex(notification => new { notification.OrganizationId, notification.Id });
        builder.HasOne<Incident>().WithMany().HasForeignKey(notification => notification.IncidentId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Organization>().WithMany().HasForeignKey(notification => notification.OrganizationId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class NotificationReadConfiguration : IEntityTypeConfiguration<NotificationRead>
{
    public void Configure(EntityTypeBuilder<NotificationRead> builder)
    {
        builder.ToTable("notification_reads");
        builder.HasKey(read => read.UserId);
        builder.Property(read => read.UserId).ValueGeneratedNever();
        builder.HasOne<GridUser>().WithMany().HasForeignKey(read => read.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
