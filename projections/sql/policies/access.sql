-- Who sees what, as `domain.rights` judges it, with today's rights. Settings that were not made, and roles that are not named,
-- see nothing. Each setting is read once per statement, not once per row.
CREATE POLICY seen ON {rows}.access FOR SELECT TO {reader} USING (
    CASE (SELECT current_setting('jeugdspoor.role', true))
        WHEN 'procesregisseur' THEN
            kind = 'municipality'
            AND organisation = (SELECT current_setting('jeugdspoor.organisation', true))
            AND since <= (SELECT nullif(current_setting('jeugdspoor.today', true), '')::date)
            AND (until IS NULL OR until > (SELECT nullif(current_setting('jeugdspoor.today', true), '')::date))
        WHEN 'provider' THEN
            kind = 'provider'
            AND organisation = (SELECT current_setting('jeugdspoor.organisation', true))
            AND (until IS NULL OR until >= (SELECT nullif(current_setting('jeugdspoor.left_since', true), '')::date))
        WHEN 'gi' THEN
            kind = 'participant'
            AND organisation = (SELECT current_setting('jeugdspoor.organisation', true))
        WHEN 'team_secretary' THEN kind = 'referral'
        WHEN 'auditor' THEN true
        WHEN 'privacy_officer' THEN true
        ELSE false
    END
)
