using GridApp.Data.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GridApp.Data.Configurations;

internal sealed class OrganizationConfiguration : IEntityTypeConfiguration<Organization>
{
    public void Configure(EntityTypeBuilder<Organization> builder)
    {
        builder.ToTable("organizations");
        builder.Property(organization => organization.Name).HasMaxLength(200);
        builder.Property(organization => organization.Eic).HasMaxLength(16);
        builder.Property(organization => organization.CreatedAt).HasDefaultValueSql("now()");
        builder.HasIndex(organization => organization.Name).IsUnique();
        builder.HasIndex(organization => organization.Eic).IsUnique();
    }
}
