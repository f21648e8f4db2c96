<?php

// One update for each number, in order; `drush deploy` runs what the database has not had yet.
return [
  1 => 'ALTER TABLE note ADD COLUMN created TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP',
];
