-- Which generation of rows (schema rows_N) is read. Logged, unlike the rows themselves: it outlives a crash.

CREATE TABLE projections.live (
    one_row    boolean NOT NULL DEFAULT true PRIMARY KEY CHECK (one_row),
    generation integer NOT NULL CHECK (generation > 0)
);

GRANT USAGE ON SCHEMA projections TO {reader}, {engine};
GRANT SELECT ON projections.migrations, projections.live TO {reader}, {engine};
GRANT INSERT, UPDATE ON projections.live TO {engine};
