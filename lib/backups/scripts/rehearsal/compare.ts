/**
 * Compares the rows of managed files with the listing of the backup, and chooses some to be restored; and afterwards those that were
 * restored. What it prints is the reason of its failure.
 */
export const COMPARE = String.raw`<?php

const AT_MOST = ['files' => 50, 'bytes' => 200 * 1024 * 1024];

function end_with(string $reason): void {
  echo $reason;
  exit(1);
}

function listed(): array {
  $sizes = [];
  foreach (new SplFileObject('/rehearsal/listing') as $line) {
    $entry = json_decode($line, true);
    if (in_array($entry['type'] ?? '', ['file', 'symlink'], true)) {
      $sizes[$entry['path']] = $entry['size'] ?? 0;
    }
  }
  return $sizes;
}

// What is left out of backups, with all that is below it.
function is_excluded(string $path): bool {
  static $patterns = null;
  $patterns ??= array_filter(explode(' ', getenv('BACKUP_EXCLUDE')));
  for ($above = $path; strlen($above) > strlen('/data'); $above = dirname($above)) {
    foreach ($patterns as $pattern) {
      if (fnmatch("/data/$pattern", $above, FNM_PATHNAME)) {
        return true;
      }
    }
  }
  return false;
}

// Where the file of a row is in the backup, if it has to be there; of other places, such as s3://, it knows nothing.
function path_of(string $uri): ?string {
  $folders = array_map('basename', array_filter(explode(' ', getenv('BACKUP_FOLDERS'))));
  [$scheme, $target] = explode('://', $uri, 2) + ['', ''];
  $path = "/data/$scheme/" . preg_replace('#/+#', '/', ltrim($target, '/'));
  return in_array($scheme, $folders, true) && in_array($scheme, ['public', 'private'], true) && !is_excluded($path) ? $path : null;
}

function compare_rows(): void {
  $sizes = listed();
  $found = $missing = [];
  foreach (file('/rehearsal/rows', FILE_IGNORE_NEW_LINES) as $row) {
    $uri = strtr($row, ['\\\\' => '\\', '\\n' => "\n", '\\t' => "\t", '\\0' => "\0"]);
    $path = path_of($uri);
    if ($path !== null && isset($sizes[$path])) {
      $found[$path] = $sizes[$path];
    }
    elseif ($path !== null) {
      $missing[] = $uri;
    }
  }
  $all = count($found) + count($missing);
  $allowed = (int) getenv('REHEARSAL_MISSING');
  if (count($missing) > $allowed) {
    $named = implode(', ', array_slice($missing, 0, 5)) . (count($missing) > 5 ? ', ...' : '');
    end_with(sprintf('%d of %d managed files are not in the backup: %s. Files that the site has lost itself are allowed by backups.rehearse.missing', count($missing), $all, $named));
  }
  choose($found);
  file_put_contents('/rehearsal/counted', sprintf('"files":%d,"missing":%d', $all, count($missing)));
}

// Any file may be the one that is damaged, so it is others each time.
function choose(array $sizes): void {
  $chosen = [];
  $paths = array_keys($sizes);
  shuffle($paths);
  foreach ($paths as $path) {
    $isPlain = trim($path) === $path && strpos($path, "\n") === false;
    if ($isPlain && count($chosen) < AT_MOST['files'] && array_sum($chosen) + $sizes[$path] <= AT_MOST['bytes']) {
      $chosen[$path] = $sizes[$path];
    }
  }
  file_put_contents('/rehearsal/sizes', json_encode($chosen, JSON_INVALID_UTF8_SUBSTITUTE));
  // As restic reads patterns.
  $patterns = array_map(static fn (string $path): string => str_replace('$', '$$', addcslashes($path, '\\[]*?')) . "\n", array_keys($chosen));
  file_put_contents('/rehearsal/chosen', implode($patterns));
}

function compare_restored(): void {
  $sizes = json_decode(file_get_contents('/rehearsal/sizes'), true);
  foreach ($sizes as $path => $size) {
    $file = "/rehearsal/restored$path";
    if (!is_link($file) && (!is_file($file) || filesize($file) !== $size)) {
      end_with(sprintf('%s of the backup was restored as %s, and has %d bytes', $path, is_file($file) ? filesize($file) . ' bytes' : 'nothing', $size));
    }
  }
  file_put_contents('/rehearsal/counted', sprintf(',"restored":%d', count($sizes)), FILE_APPEND);
}

$argv[1] === 'rows' ? compare_rows() : compare_restored();
`;
