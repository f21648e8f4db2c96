<?php

// The connection to the database that the environment names; a column of bytes is a string, not a stream.
$driver = getenv('PGSQL_HOST') ? 'pgsql' : 'mysql';
$of = static fn (string $name): string => getenv(strtoupper($driver) . "_$name");
$tls = getenv('MYSQL_CA_FILE') ? [PDO::MYSQL_ATTR_SSL_CA => getenv('MYSQL_CA_FILE')] : [];
return new PDO(
  "$driver:host={$of('HOST')};port={$of('PORT')};dbname={$of('NAME')}",
  $of('USER'),
  trim(file_get_contents($of('PASS_FILE'))),
  [PDO::ATTR_ERRMODE => PDO::ERRMODE_EXCEPTION, PDO::ATTR_STRINGIFY_FETCHES => true] + $tls,
);
