using GridApp.Data.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GridApp.Data.Configurations;

internal sealed class PlantConfiguration : IEntityTypeConfiguration<Plant>
{
    public void Configure(EntityTypeBuilder<Plant> builder)
    {
        builder.ToTable("plants", table =>
        {
            table.HasCheckConstraint("plants_capacity", "capacity_mw >= 0 and capacity_mw < 'infinity'");
            table.HasCheckConstraint("plants_location", "(longitude is null) = (latitude is null) and longitude between -180 and 180 and latitude between -90 and 90");
        });
        builder.Property(plant => plant.Code).HasMaxLength(64);
        builder.Property(plant => plant.Name).HasMaxLength(200);
        builder.Property(plant => plant.Fuel).HasMaxLength(16);
        builder.Property(plant => plant.SourceFuel).HasMaxLength(100);
        builder.Property(plant => plant.Country).HasMaxLength(3);
        builder.Property(plant => plant.Market).HasMaxLength(16);
        builder.Property(plant => plant.Zone).HasMaxLength(100);
        builder.Property(plant => plant.Owner).HasMaxLength(300);
        builder.Property(plant => plant.Eic).HasMaxLength(16);
        builder.Property(plant => plant.Source).HasMaxLength(300);
        builder.Property(plant => plant.SourceUrl).HasMaxLength(500);
        builder.Property(plant => plant.Version).ValueGeneratedOnAddOrUpdate().IsConcurrencyToken();
        builder.Property(plant => plant.CreatedAt).HasDefaultValueSql("now()");
        builder.Property(plant => plant.UpdatedAt).ValueGeneratedOnAddOrUpdate().HasDefaultValueSql("now()");
        builder.HasIndex(plant => plant.Code).IsUnique();
        builder.HasIndex(plant => plant.Eic).IsUnique();
        builder.HasIndex(plant => plant.Version);
        builder.HasIndex(plant => plant.OrganizationId);
        builder.HasOne(plant => plant.Organization).WithMany().HasForeignKey(plant => plant.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(plant => plant.Units).WithOne().HasForeignKey(unit => unit.PlantId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class PlantUnitConfiguration : IEntityTypeConfiguration<PlantUnit>
{
    public void Configure(EntityTypeBuilder<PlantUnit> builder)
    {
        builder.ToTable("plant_units", table => table.HasCheckConstraint("plant_units_capacity", "capacity_mw >= 0 and capacity_mw < 'infinity'"));
        builder.Property(unit => unit.Code).HasMaxLength(64);
        builder.Property(unit => unit.Eic).HasMaxLength(16);
        builder.HasIndex(unit => new { unit.PlantId, unit.Code }).IsUnique();
        builder.HasIndex(unit => unit.Eic).IsUnique();
    }
}

internal sealed class PlantRevisionConfiguration : IEntityTypeConfiguration<PlantRevision>
{
    public void Configure(EntityTypeBuilder<PlantRevision> builder)
    {
        builder.ToTable("plant_revisions");
        builder.Property(revision => revision.Values).HasColumnType("jsonb");
        builder.Property(revision => revision.RecordedAt).HasDefaultValueSql("now()");
        builder.HasOne<Plant>().WithMany().HasForeignKey(revision => revision.PlantId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(revision => new { revision.PlantId, revision.RecordedAt });
        // An older source's values are kept once, however often its file is read again. Values that took effect may return and be replaced again.
        builder.HasIndex(revision => new { revision.PlantId, revision.ValuesHash }).IsUnique().HasFilter("superseded").HasDatabaseName("plant_revisions_superseded_once");
    }
}
