<?php

// Stands in for Drupal: one page, which needs the database, and is closed in maintenance mode.
try {
  $tls = getenv('MYSQL_CA_FILE') ? [PDO::MYSQL_ATTR_SSL_CA => getenv('MYSQL_CA_FILE')] : [];
  $password = trim(file_get_contents(getenv('MYSQL_PASS_FILE')));
  $dsn = sprintf('mysql:host=%s;port=%s;dbname=%s', getenv('MYSQL_HOST'), getenv('MYSQL_PORT'), getenv('MYSQL_NAME'));
  $database = new PDO($dsn, getenv('MYSQL_USER'), $password, [PDO::ATTR_ERRMODE => PDO::ERRMODE_EXCEPTION] + $tls);
  $mode = $database->query("SELECT value FROM key_value WHERE name = 'system.maintenance_mode'")->fetchColumn();
  if ($mode !== false && unserialize($mode)) {
    http_response_code(503);
    exit("maintenance\n");
  }
  echo 'nodes: ', $database->query('SELECT COUNT(*) FROM node')->fetchColumn(), "\n";
}
catch (Throwable $error) {
  // An empty database is a site before its first content: its web is ready, too.
  echo "no content: {$error->getCode()}\n";
}
