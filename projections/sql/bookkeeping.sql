-- What a generation knows of itself. Unlogged like its rows: after a crash an empty checkpoint says that the rows are gone.

CREATE UNLOGGED TABLE {rows}.checkpoint (
    position   bigint NOT NULL,
    definition text   NOT NULL
);

-- Trajectories whose rows could not be made, with the position up to which that was tried. `error` holds no personal data.
CREATE UNLOGGED TABLE {rows}.dead_letters (
    trajectory_id uuid   NOT NULL PRIMARY KEY,
    position      bigint NOT NULL,
    error         text   NOT NULL
);

-- What the background check found: at which position, how many trajectories since the generation began, and which were not equal.
CREATE UNLOGGED TABLE {rows}.equality (
    position bigint NOT NULL,
    checked  bigint NOT NULL,
    unequal  uuid[] NOT NULL
);

INSERT INTO {rows}.equality (position, checked, unequal) VALUES (0, 0, ARRAY[]::uuid[]);
