-- The one query of every signed-in page. In plpgsql because a function keeps its plan for the life of the
-- connection, and planning these joins costs ten times what running them does.
create function identity.live_session(wanted bytea, at timestamptz, day date)
returns table (
  session_id uuid,
  account_id uuid,
  person_id uuid,
  full_name text,
  demo boolean,
  must_change boolean,
  assignment_id uuid,
  last_seen_at timestamptz,
  posts json
) language plpgsql stable as $$
begin
  return query
  select s.id, a.id, p.id, p.full_name, a.demo,
    exists (select 1 from identity.credential c where c.account_id = a.id and c.method = 'password' and c.must_change),
    s.assignment_id, s.last_seen_at,
    coalesce((
      select json_agg(json_build_object(
        'id', held.id, 'agencyId', held.agency_id, 'agencyName', g.name, 'title', held.post_title,
        'roles', r.roles, 'permissions', r.permissions, 'nationwide', r.nationwide) order by held.valid_from, held.id)
      from identity.assignment held
      join agencies.agency g on g.id = held.agency_id
      cross join lateral (
        select coalesce(array_agg(distinct ar.role), '{}') as roles,
          coalesce(array_agg(distinct rp.permission) filter (where rp.permission is not null and not role.nationwide), '{}') as permissions,
          coalesce(array_agg(distinct rp.permission) filter (where rp.permission is not null and role.nationwide), '{}') as nationwide
        from identity.assignment_role ar
        join identity.role role on role.name = ar.role
        left join identity.role_permission rp on rp.role = ar.role and rp.withdrawn_at is null
        where ar.assignment_id = held.id
      ) r
      where a.kind = 'official' and held.person_id = p.id
        and held.valid_from <= day and (held.valid_to is null or held.valid_to > day)
    ), '[]')
  from identity.session s
  join identity.account a on a.id = s.account_id
  join identity.person p on p.id = a.person_id
  where s.token_hash = wanted and s.verified_at is not null and s.ended_at is null and a.closed_at is null
    and s.expires_at > at and s.last_seen_at + make_interval(secs => s.idle_seconds) > at;
end
$$;
comment on function identity.live_session is 'The account of a session that is alive at an instant, with every post held on a day and what it permits; no row: nobody.';
