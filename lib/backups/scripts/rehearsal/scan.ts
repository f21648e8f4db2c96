import type { DatabaseEngine } from '../../engines/engine';

/**
 * Looks through the dump of a sanitised copy for addresses of people. `known` writes down which; `dump` reads a dump and names the
 * tables in which they are. It never prints an address.
 */
export const scan = ({ dumped }: DatabaseEngine) => String.raw`<?php

const ADDRESS = '/[a-z0-9._+\'%-]+(?:@|%40)[a-z0-9][a-z0-9.-]*\.[a-z]{2,}/i';
// The marks by which clients write a text into a statement or a line.
const MARKS = ['\\\\' => '\\', "\\'" => "'", '\\"' => '"', '\\n' => "\n", '\\r' => "\r", '\\t' => "\t", '\\0' => "\0", '\\Z' => ' ', "''" => "'"];
// What nobody has: sql:sanitize writes such, and a site that was a copy itself has them.
const NOBODY = '/@(localhost(\.localdomain)?|([a-z0-9-]+\.)*(example|invalid|test)|([a-z0-9-]+\.)*example\.(com|net|org))$/';

function end_with(string $reason): void {
  echo $reason;
  exit(1);
}

function addresses_in(string $text): array {
  if (preg_match_all(ADDRESS, $text, $matches) === false) {
    end_with('the dump could not be looked through: ' . preg_last_error_msg());
  }
  return array_map(static fn (string $found): string => strtolower(str_replace('%40', '@', $found)), $matches[0]);
}

// What may be the address in what looks like one: marks of other forms, such as those of JSON and of URLs, may stand before it, and words behind it.
function readings(string $found): array {
  [$name, $host] = explode('@', $found, 2);
  $names = [$name, preg_replace('/^.*(%|u00)[0-9a-f]{2}/', '', $name)];
  foreach ($names as $one) {
    $names[] = ltrim($one, ".'%+_-");
    $names[] = preg_replace('/^[nrtbf]/', '', $one);
  }
  $hosts = [$host];
  while (substr_count(end($hosts), '.') > 1) {
    $hosts[] = substr(end($hosts), 0, strrpos(end($hosts), '.'));
  }
  $all = [];
  foreach ($names as $one) {
    foreach ($hosts as $host) {
      $all[] = "$one@$host";
    }
  }
  return $all;
}

function known(): void {
  $public = [];
  foreach (new SplFileObject('/rehearsal/configuration') as $line) {
    foreach (addresses_in(strtr($line, MARKS)) as $address) {
      $public[$address] = true;
    }
  }
  $personal = [];
  foreach (new SplFileObject('/rehearsal/addresses') as $line) {
    $address = strtolower(trim($line));
    if (strpos($address, '@') !== false && !isset($public[$address]) && !preg_match(NOBODY, $address)) {
      $personal[$address] = true;
    }
  }
  $text = implode('', array_map(static fn ($address): string => "$address\n", array_keys($personal)));
  file_put_contents('/rehearsal/personal', $text);
}

function dump(): void {
  $personal = array_flip(file('/rehearsal/personal', FILE_IGNORE_NEW_LINES));
  // Those that are written otherwise than most are looked for as they are.
  $odd = array_filter(array_map('strval', array_keys($personal)), static fn (string $address): bool => addresses_in($address) !== [$address]);
  $found = [];
  $table = 'another statement';
  while (($line = fgets(STDIN)) !== false) {
    if (preg_match('${dumped.table}', $line, $match)) {
      $table = $match[1];
    }
    // Columns of bytes, in which Drupal keeps what it has serialised.
    $bytes = ${dumped.bytes};
    if ($bytes === null) {
      end_with('the dump could not be looked through: ' . preg_last_error_msg());
    }
    $bytes = strtr($bytes, MARKS);
    foreach (addresses_in($bytes) as $address) {
      foreach (readings($address) as $reading) {
        if (isset($personal[$reading])) {
          $found[$table] = true;
        }
      }
    }
    foreach ($odd as $address) {
      if (stripos($bytes, $address) !== false) {
        $found[$table] = true;
      }
    }
  }
  if ($found !== []) {
    end_with('addresses of people are left in ' . implode(', ', array_slice(array_keys($found), 0, 10)) . ': name these tables in backups.sanitise.empty, or add a command to backups.sanitise.commands that takes them out');
  }
}

$argv[1] === 'known' ? known() : dump();
`;
