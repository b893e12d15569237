using GridApp.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace GridApp.Migrations;

/// <summary>What is out, summed by quarters of an hour, too; a large write raises the catalogue's number when it commits. EF Core's model knows none of the tables.</summary>
[DbContext(typeof(GridDbContext))]
[Migration("20261127224000_IncidentQuarters")]
public sealed class IncidentQuarters : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(MigrationScript.Read("IncidentQuarters.sql"));

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder) =>
        throw new NotSupportedException("GridApp only migrates forward: restore a backup to go back.");
}
