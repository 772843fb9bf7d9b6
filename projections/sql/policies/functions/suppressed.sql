-- A table of counts as it may be shown: without the cells of fewer than five, and without what would give them away by subtraction.
--
-- Hidden are all cells up to the smallest number with which at least two of the hidden ones differ. What is shown depends on the numbers and
-- not on whose they are, so that any two hidden ones could be exchanged and the same would be shown: who knows the total, this rule and all
-- that is shown still cannot tell which of several numbers any hidden cell is. Where that cannot be had (all cells are the same small number)
-- and where the total itself is below five, nothing is shown at all, nor which cells there are. Totals are exact: the same day counted in
-- other ways gives the same total, and so tells nothing more.
CREATE FUNCTION {rows}.suppressed(keys text[], counts bigint[])
RETURNS TABLE (key text, count bigint, total bigint)
LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $$
    WITH cells AS (SELECT * FROM unnest(keys, counts) AS cells (key, number)),
    whole AS (
        SELECT
            sum(number)::bigint AS total,
            min(number) AS smallest,
            max(number) FILTER (WHERE number < 5) AS largest_small,
            (SELECT min(number) FROM cells WHERE number > (SELECT min(number) FROM cells)) AS next_smallest
        FROM cells
    )
    SELECT
        cells.key,
        CASE WHEN smallest >= 5 OR number > greatest(largest_small, next_smallest) THEN number END,
        whole.total
    FROM cells CROSS JOIN whole
    WHERE whole.total >= 5 AND (smallest >= 5 OR next_smallest IS NOT NULL)
$$;

REVOKE ALL ON FUNCTION {rows}.suppressed FROM PUBLIC
