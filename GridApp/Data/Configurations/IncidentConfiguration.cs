using GridApp.Data.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GridApp.Data.Configurations;

internal sealed class LineConfiguration : IEntityTypeConfiguration<Line>
{
    public void Configure(EntityTypeBuilder<Line> builder)
    {
        builder.ToTable("lines", table =>
        {
            table.HasCheckConstraint("lines_kind", "kind in ('line', 'transformer', 'dc_line')");
            table.HasCheckConstraint("lines_limit", "limit_mw >= 0 and limit_mw < 'infinity'");
        });
        builder.Property(line => line.Code).HasMaxLength(64);
        builder.Property(line => line.Name).HasMaxLength(200);
        builder.Property(line => line.Kind).HasMaxLength(16);
        builder.Property(line => line.Market).HasMaxLength(16);
        builder.Property(line => line.FromNode).HasMaxLength(64);
        builder.Property(line => line.ToNode).HasMaxLength(64);
        builder.Property(line => line.Source).HasMaxLength(300);
        builder.Property(line => line.UpdatedAt).HasDefaultValueSql("now()");
        builder.HasIndex(line => line.Code).IsUnique();
        builder.HasOne<Organization>().WithMany().HasForeignKey(line => line.OrganizationId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class IncidentConfiguration : IEntityTypeConfiguration<Incident>
{
    private const string Types = "type in ('forced', 'planned', 'maintenance', 'derate')";

    public void Configure(EntityTypeBuilder<Incident> builder)
    {
        builder.ToTable("incidents", table =>
        {
            table.HasCheckConstraint("incidents_type", Types);
            table.HasCheckConstraint("incidents_subject", "(plant_id is null) <> (line_id is null) and (unit_id is null or plant_id is not null)");
            table.HasCheckConstraint("incidents_times", "end_at is null or end_at > start_at");
            table.HasCheckConstraint("incidents_affected", "affected_mw >= 0 and affected_mw < 'infinity'");
        });
        builder.Property(incident => incident.Type).HasMaxLength(16);
        builder.Property(incident => incident.Source).HasMaxLength(300);
        builder.Property(incident => incident.SourceKey).HasMaxLength(100);
        builder.Property(incident => incident.Version).ValueGeneratedOnAddOrUpdate().IsConcurrencyToken();
        builder.Property(incident => incident.CreatedAt).HasDefaultValueSql("now()");
        builder.Property(incident => incident.UpdatedAt).ValueGeneratedOnAddOrUpdate().HasDefaultValueSql("now()");
        builder.HasIndex(incident => incident.RequestKey).IsUnique();
        builder.HasIndex(incident => new { incident.PlantId, incident.StartAt });
        builder.HasIndex(incident => incident.LineId).HasFilter("line_id is not null");
        builder.HasIndex(incident => incident.StartAt);
        builder.HasOne<Plant>().WithMany().HasForeignKey(incident => incident.PlantId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<PlantUnit>().WithMany().HasForeignKey(incident => incident.UnitId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Line>().WithMany().HasForeignKey(incident => incident.LineId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Organization>().WithMany().HasForeignKey(incident => incident.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Incident>().WithMany().HasForeignKey(incident => incident.FollowsId).OnDelete(DeleteBehavior.SetNull);
    }

    internal sealed class Detail : IEntityTypeConfiguration<IncidentDetail>
    {
        public void Configure(EntityTypeBuilder<IncidentDetail> builder)
        {
            builder.ToTable("incident_details");
            builder.HasKey(detail => detail.IncidentId);
            builder.Property(detail => detail.IncidentId).ValueGeneratedNever();
            builder.Property(detail => detail.Reason).HasMaxLength(500);
            builder.Property(detail => detail.CauseCode).HasMaxLength(100);
            builder.Property(detail => detail.Description).HasMaxLength(4000);
            builder.Property(detail => detail.Reporter).HasMaxLength(200);
            builder.HasOne<Incident>().WithOne().HasForeignKey<IncidentDetail>(detail => detail.IncidentId).OnDelete(DeleteBehavior.Cascade);
        }
    }

    internal sealed class Segment : IEntityTypeConfiguration<IncidentSegment>
    {
        public void Configure(EntityTypeBuilder<IncidentSegment> builder)
        {
            builder.ToTable("incident_segments", table =>
            {
                table.HasCheckConstraint("incident_segments_type", Types);
                table.HasCheckConstraint("incident_segments_times", "end_at is null or end_at > start_at");
                table.HasCheckConstraint("incident_segments_affected", "affected_mw >= 0 and affected_mw < 'infinity'");
            });
            builder.Property(segment => segment.Type).HasMaxLength(16);
            builder.HasIndex(segment => segment.IncidentId);
            builder.HasIndex(segment => new { segment.PlantId, segment.StartAt });
            builder.HasIndex(segment => segment.LineId).HasFilter("line_id is not null");
            builder.HasOne<Incident>().WithMany().HasForeignKey(segment => segment.IncidentId).OnDelete(DeleteBehavior.Cascade);
        }
    }

    internal sealed class Revision : IEntityTypeConfiguration<IncidentRevision>
    {
        public void Configure(EntityTypeBuilder<IncidentRevision> builder)
        {
            builder.ToTable("incident_revisions");
            builder.Property(revision => revision.Action).HasMaxLength(16);
            builder.Property(revision => revision.Author).HasMaxLength(200);
            builder.Property(revision => revision.Values).HasColumnType("jsonb");
            builder.Property(revision => revision.RecordedAt).HasDefaultValueSql("now()");
            builder.HasIndex(revision => new { revision.IncidentId, revision.Id });
            builder.HasOne<Incident>().WithMany().HasForeignKey(revision => revision.IncidentId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
