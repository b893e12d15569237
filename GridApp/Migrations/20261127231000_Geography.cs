using GridApp.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace GridApp.Migrations;

/// <summary>Zones with their shapes, and lines in several pieces. All of it is read and written as SQL: EF Core's model does not know the tables.</summary>
[DbContext(typeof(GridDbContext))]
[Migration("20261127231000_Geography")]
public sealed class Geography : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(MigrationScript.Read("Geography.sql"));

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder) =>
        throw new NotSupportedException("GridApp only migrates forward: restore a backup to go back.");
}
