-- The trail is read newest first, by person, by action and by time; who asks is looked at once a statement, not once a row.
create index audit_events_at on audit_events (at);
create index audit_events_user on audit_events (user_name, id);
create index audit_events_action on audit_events (action collate "C", id);
alter policy audit_events_read on audit_events
    using ((select grid_sees_all()) or ((select coalesce(grid_role() = 'admin', false)) and organization_id = (select grid_organization())));
