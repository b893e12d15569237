using GridApp.Data.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GridApp.Data.Configurations;

internal sealed class ImportRunConfiguration : IEntityTypeConfiguration<ImportRun>
{
    public void Configure(EntityTypeBuilder<ImportRun> builder)
    {
        builder.ToTable("imports", table => table.HasCheckConstraint("imports_status", "status in ('queued', 'running', 'completed', 'failed', 'undone')"));
        builder.Property(run => run.Dataset).HasMaxLength(32);
        builder.Property(run => run.Format).HasMaxLength(16);
        builder.Property(run => run.Market).HasMaxLength(16);
        builder.Property(run => run.Mapping).HasColumnType("jsonb");
        builder.Property(run => run.FileName).HasMaxLength(260);
        builder.Property(run => run.StoredAs).HasMaxLength(100);
        builder.Property(run => run.Status).HasMaxLength(16);
        builder.Property(run => run.CreatedAt).HasDefaultValueSql("now()");
        builder.HasOne<Organization>().WithMany().HasForeignKey(run => run.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(run => run.Status);
        builder.HasIndex(run => run.OrganizationId);
    }
}

internal sealed class ImportRejectionConfiguration : IEntityTypeConfiguration<ImportRejection>
{
    public void Configure(EntityTypeBuilder<ImportRejection> builder)
    {
        builder.ToTable("import_rejections");
        builder.HasOne<ImportRun>().WithMany().HasForeignKey(rejection => rejection.ImportId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(rejection => new { rejection.ImportId, rejection.Row });
    }
}

internal sealed class ImportWarningConfiguration : IEntityTypeConfiguration<ImportWarning>
{
    public void Configure(EntityTypeBuilder<ImportWarning> builder)
    {
        builder.ToTable("import_warnings");
        builder.HasKey(warning => new { warning.ImportId, warning.Reason });
        builder.HasOne<ImportRun>().WithMany().HasForeignKey(warning => warning.ImportId).OnDelete(DeleteBehavior.Cascade);
    }
}
