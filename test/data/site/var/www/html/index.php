<?php

// Stands in for Drupal: one page, which needs the database, and is closed in maintenance mode.
try {
  $database = require '/var/www/connect.php';
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
