using System;
using GridApp.Data;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace GridApp.Migrations
{
    /// <inheritdoc />
    public partial class Incidents : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "audit_events",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()"),
                    user_id = table.Column<int>(type: "integer", nullable: true),
                    user_name = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    role = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: true),
                    organization_id = table.Column<int>(type: "integer", nullable: true),
                    address = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    action = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    object_type = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    object_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    before = table.Column<string>(type: "jsonb", nullable: true),
                    after = table.Column<string>(type: "jsonb", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_audit_events", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "lines",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    code = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    kind = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    market = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: true),
                    voltage_kv = table.Column<double>(type: "double precision", nullable: true),
                    limit_mw = table.Column<double>(type: "double precision", nullable: false),
                    from_node = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    to_node = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    organization_id = table.Column<int>(type: "integer", nullable: true),
                    simulated = table.Column<bool>(type: "boolean", nullable: false),
                    source = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    import_id = table.Column<int>(type: "integer", nullable: true),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_lines", x => x.id);
                    table.CheckConstraint("lines_kind", "kind in ('line', 'transformer', 'dc_line')");
                    table.CheckConstraint("lines_limit", "limit_mw >= 0 and limit_mw < 'infinity'");
                    table.ForeignKey(
                        name: "FK_lines_organizations_organization_id",
                        column: x => x.organization_id,
                        principalTable: "organizations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "notification_reads",
                columns: table => new
                {
                    user_id = table.Column<int>(type: "integer", nullable: false),
                    read_up_to = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_notification_reads", x => x.user_id);
                    table.ForeignKey(
                        name: "FK_notification_reads_users_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "incidents",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    plant_id = table.Column<int>(type: "integer", nullable: true),
                    unit_id = table.Column<int>(type: "integer", nullable: true),
                    line_id = table.Column<int>(type: "integer", nullable: true),
                    organization_id = table.Column<int>(type: "integer", nullable: true),
                    type = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    affected_mw = table.Column<double>(type: "double precision", nullable: false),
                    start_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    end_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    expected_end = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    cancelled_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    follows_id = table.Column<int>(type: "integer", nullable: true),
                    simulated = table.Column<bool>(type: "boolean", nullable: false),
                    public_record = table.Column<bool>(type: "boolean", nullable: false),
                    over_capacity = table.Column<bool>(type: "boolean", nullable: false),
                    source = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    source_key = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    import_id = table.Column<int>(type: "integer", nullable: true),
                    request_key = table.Column<Guid>(type: "uuid", nullable: true),
                    version = table.Column<long>(type: "bigint", rowVersion: true, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()"),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_incidents", x => x.id);
                    table.CheckConstraint("incidents_affected", "affected_mw >= 0 and affected_mw < 'infinity'");
                    table.CheckConstraint("incidents_subject", "(plant_id is null) <> (line_id is null) and (unit_id is null or plant_id is not null)");
                    table.CheckConstraint("incidents_times", "end_at is null or end_at > start_at");
                    table.CheckConstraint("incidents_type", "type in ('forced', 'planned', 'maintenance', 'derate')");
                    table.ForeignKey(
                        name: "FK_incidents_incidents_follows_id",
                        column: x => x.follows_id,
                        principalTable: "incidents",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "FK_incidents_lines_line_id",
                        column: x => x.line_id,
                        principalTable: "lines",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_incidents_organizations_organization_id",
                        column: x => x.organization_id,
                        principalTable: "organizations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_incidents_plant_units_unit_id",
                        column: x => x.unit_id,
                        principalTable: "plant_units",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_incidents_plants_plant_id",
                        column: x => x.plant_id,
                        principalTable: "plants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "incident_details",
                columns: table => new
                {
                    incident_id = table.Column<int>(type: "integer", nullable: false),
                    organization_id = table.Column<int>(type: "integer", nullable: true),
                    public_record = table.Column<bool>(type: "boolean", nullable: false),
                    reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    cause_code = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    description = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    reported_by = table.Column<int>(type: "integer", nullable: true),
                    reporter = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_incident_details", x => x.incident_id);
                    table.ForeignKey(
                        name: "FK_incident_details_incidents_incident_id",
                        column: x => x.incident_id,
                        principalTable: "incidents",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "incident_revisions",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    incident_id = table.Column<int>(type: "integer", nullable: false),
                    organization_id = table.Column<int>(type: "integer", nullable: true),
                    public_record = table.Column<bool>(type: "boolean", nullable: false),
                    recorded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()"),
                    user_id = table.Column<int>(type: "integer", nullable: true),
                    author = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    import_id = table.Column<int>(type: "integer", nullable: true),
                    action = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    values = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_incident_revisions", x => x.id);
                    table.ForeignKey(
                        name: "FK_incident_revisions_incidents_incident_id",
                        column: x => x.incident_id,
                        principalTable: "incidents",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "incident_segments",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    incident_id = table.Column<int>(type: "integer", nullable: false),
                    plant_id = table.Column<int>(type: "integer", nullable: true),
                    unit_id = table.Column<int>(type: "integer", nullable: true),
                    line_id = table.Column<int>(type: "integer", nullable: true),
                    type = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    start_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    end_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    expected_end = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    affected_mw = table.Column<double>(type: "double precision", nullable: false),
                    known_from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    known_to = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_incident_segments", x => x.id);
                    table.CheckConstraint("incident_segments_affected", "affected_mw >= 0 and affected_mw < 'infinity'");
                    table.CheckConstraint("incident_segments_times", "end_at is null or end_at > start_at");
                    table.CheckConstraint("incident_segments_type", "type in ('forced', 'planned', 'maintenance', 'derate')");
                    table.ForeignKey(
                        name: "FK_incident_segments_incidents_incident_id",
                        column: x => x.incident_id,
                        principalTable: "incidents",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "notifications",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    organization_id = table.Column<int>(type: "integer", nullable: true),
                    kind = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    incident_id = table.Column<int>(type: "integer", nullable: true),
                    user_id = table.Column<int>(type: "integer", nullable: true),
                    data = table.Column<string>(type: "jsonb", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_notifications", x => x.id);
                    table.ForeignKey(
                        name: "FK_notifications_incidents_incident_id",
                        column: x => x.incident_id,
                        principalTable: "incidents",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_notifications_organizations_organization_id",
                        column: x => x.organization_id,
                        principalTable: "organizations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_audit_events_object_type_object_id",
                table: "audit_events",
                columns: new[] { "object_type", "object_id" });

            migrationBuilder.CreateIndex(
                name: "IX_audit_events_organization_id_id",
                table: "audit_events",
                columns: new[] { "organization_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_incident_revisions_incident_id_id",
                table: "incident_revisions",
                columns: new[] { "incident_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_incident_segments_incident_id",
                table: "incident_segments",
                column: "incident_id");

            migrationBuilder.CreateIndex(
                name: "IX_incident_segments_line_id",
                table: "incident_segments",
                column: "line_id",
                filter: "line_id is not null");

            migrationBuilder.CreateIndex(
                name: "IX_incident_segments_plant_id_start_at",
                table: "incident_segments",
                columns: new[] { "plant_id", "start_at" });

            migrationBuilder.CreateIndex(
                name: "IX_incidents_follows_id",
                table: "incidents",
                column: "follows_id");

            migrationBuilder.CreateIndex(
                name: "IX_incidents_line_id",
                table: "incidents",
                column: "line_id",
                filter: "line_id is not null");

            migrationBuilder.CreateIndex(
                name: "IX_incidents_organization_id",
                table: "incidents",
                column: "organization_id");

            migrationBuilder.CreateIndex(
                name: "IX_incidents_plant_id_start_at",
                table: "incidents",
                columns: new[] { "plant_id", "start_at" });

            migrationBuilder.CreateIndex(
                name: "IX_incidents_request_key",
                table: "incidents",
                column: "request_key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_incidents_start_at",
                table: "incidents",
                column: "start_at");

            migrationBuilder.CreateIndex(
                name: "IX_incidents_unit_id",
                table: "incidents",
                column: "unit_id");

            migrationBuilder.CreateIndex(
                name: "IX_lines_code",
                table: "lines",
                column: "code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_lines_organization_id",
                table: "lines",
                column: "organization_id");

            migrationBuilder.CreateIndex(
                name: "IX_notifications_incident_id",
                table: "notifications",
                column: "incident_id");

            migrationBuilder.CreateIndex(
                name: "IX_notifications_organization_id_id",
                table: "notifications",
                columns: new[] { "organization_id", "id" });

            migrationBuilder.Sql(MigrationScript.Read("Incidents.sql"));
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            throw new NotSupportedException("GridApp only migrates forward: restore a backup to go back.");
        }
    }
}
