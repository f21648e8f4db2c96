<?php

use Symfony\Component\HttpFoundation\Request;

require __DIR__ . '/app/site.php';

/** Answers, and ends the request. */
function answer(int $status, string $body, string $type = 'text/plain', array $headers = []): never {
  http_response_code($status);
  header("Content-Type: $type; charset=utf-8");
  array_walk($headers, static fn (string $value, string $name) => header("$name: $value"));
  exit($body);
}

try {
  $site = new Site(__DIR__);
  $request = new Request($site->settings, $_SERVER);
  if (!$request->isTrustedHost()) {
    answer(400, "The provided host name is not valid for this server.\n");
  }
  if (!$site->isInstalled()) {
    answer(302, '', headers: ['Location' => '/core/install.php']);
  }
  if ($site->state('system.maintenance_mode') === '1') {
    answer(503, "The site is under maintenance.\n");
  }
  $path = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
  $method = $_SERVER['REQUEST_METHOD'];
  $public = __DIR__ . '/sites/default/files';
  $private = $site->settings['file_private_path'];

  if ($method === 'POST' && $path === '/notes') {
    $site->rows('INSERT INTO note (body) VALUES (?)', file_get_contents('php://input'));
    answer(201, "kept\n");
  }
  if ($method === 'POST' && preg_match('#^/upload/(public|private)/([a-z0-9.-]+)$#', $path, $found)) {
    file_put_contents(($found[1] === 'public' ? $public : $private) . "/$found[2]", file_get_contents('php://input'));
    answer(201, "kept\n");
  }
  if (preg_match('#^/system/files/([a-z0-9.-]+)$#', $path, $found)) {
    is_file("$private/$found[1]") || answer(404, "There is no such file.\n");
    answer(200, file_get_contents("$private/$found[1]"));
  }
  if ($path === '/tagged') {
    answer(200, uniqid() . "\n", headers: ['Cache-Control' => 'public, max-age=3600', 'Cache-Tags' => 'node:1 node_list']);
  }
  if ($path === '/find') {
    // What a page of facets costs: time of the processor, and no cache has it.
    answer(200, hash_pbkdf2('sha256', $_SERVER['QUERY_STRING'], 'facets', 30_000) . "\n", headers: ['Cache-Control' => 'no-store']);
  }
  $facts = [
    'title' => $site->state('title'),
    'identifier' => $site->settings['deployment_identifier'],
    'schema' => (int) $site->state('schema', '0'),
    'notes' => array_column($site->rows('SELECT body FROM note ORDER BY id'), 0),
    'hits' => $site->count('hits'),
    'cron' => (int) $site->state('system.cron_last', '0'),
    'client' => $request->client(),
    'scheme' => $request->scheme(),
    'host' => $request->host(),
    'user' => posix_getuid(),
  ];
  if ($path === '/facts') {
    answer(200, json_encode($facts), 'application/json');
  }
  if ($path !== '/') {
    answer(404, "There is no such page.\n");
  }
  $title = htmlspecialchars($facts['title']);
  answer(200, "<!doctype html>\n<title>$title</title>\n<h1>$title</h1>\n" .
    "<p>Release $facts[identifier], asked $facts[hits] times, last by $facts[client].</p>\n", 'text/html');
}
catch (Throwable $error) {
  error_log((string) $error);
  answer(500, "The website encountered an unexpected error.\n");
}
