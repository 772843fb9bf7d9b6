-- Who sees what, as `domain.rights` judges it, with today's rights. Settings that were not made, and roles that are not named,
-- see nothing. Each setting is read once per statement, and compared in a way that an index answers. What an auditor, a privacy officer or
-- a jeugdige sees does not stand here: the policies of the other tables say it.
CREATE POLICY seen ON {rows}.access FOR SELECT TO {reader} USING (
    kind = (
        SELECT CASE current_setting('jeugdspoor.role', true)
            WHEN 'procesregisseur' THEN 'municipality'
            WHEN 'provider' THEN 'provider'
            WHEN 'gi' THEN 'gi'
            WHEN 'team_secretary' THEN 'referral'
        END
    )
    AND organisation = ANY ((
        SELECT CASE current_setting('jeugdspoor.role', true)
            WHEN 'team_secretary' THEN ARRAY['']
            ELSE string_to_array(current_setting('jeugdspoor.organisations', true), E'\n')
        END
    )::text[])
    AND since <= (SELECT nullif(current_setting('jeugdspoor.today', true), '')::date)
    AND until >= (SELECT nullif(current_setting('jeugdspoor.ended_since', true), '')::date)
)
