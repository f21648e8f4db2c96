<?php

require_once __DIR__ . '/request.php';

/** The site: its settings as Drupal reads them, its database, its cache. */
final class Site {
  public readonly array $settings;
  private readonly array $connection;
  private ?PDO $database = null;

  public function __construct(public readonly string $root) {
    $app_root = $root;
    $class_loader = new class {
      public function addPsr4(string $prefix, string $folder): void {}
    };
    $settings = $databases = $config = [];
    require "$root/sites/default/settings.php";
    $this->settings = $settings;
    $this->connection = $databases['default']['default'];
  }

  /** Rows of a statement. */
  public function rows(string $sql, string ...$values): array {
    $statement = $this->database()->prepare($sql);
    $statement->execute($values);
    return $statement->columnCount() > 0 ? $statement->fetchAll(PDO::FETCH_NUM) : [];
  }

  public function isInstalled(): bool {
    return $this->rows("SELECT 1 FROM information_schema.tables WHERE table_name = 'state'") !== [];
  }

  public function install(): void {
    $this->rows('CREATE TABLE note (id SERIAL PRIMARY KEY, body TEXT NOT NULL)');
    $this->rows('CREATE TABLE state (name VARCHAR(191) PRIMARY KEY, value TEXT NOT NULL)');
    $this->rows('CREATE TABLE queue (item_id SERIAL PRIMARY KEY, name VARCHAR(191) NOT NULL, owner VARCHAR(64))');
    $this->rows('CREATE TABLE worked (item_id INT NOT NULL, identifier VARCHAR(191) NOT NULL)');
  }

  public function state(string $name, string $default = ''): string {
    return $this->rows('SELECT value FROM state WHERE name = ?', $name)[0][0] ?? $default;
  }

  public function setState(string $name, string $value): void {
    $database = $this->database();
    $database->beginTransaction();
    $this->rows('DELETE FROM state WHERE name = ?', $name);
    $this->rows('INSERT INTO state VALUES (?, ?)', $name, $value);
    $database->commit();
  }

  /** Works off one item of a queue; one whose worker is killed meanwhile stays claimed. False if nothing is left. */
  public function work(string $queue): bool {
    $owner = uniqid(more_entropy: true);
    do {
      $item = $this->rows('SELECT item_id FROM queue WHERE name = ? AND owner IS NULL ORDER BY item_id LIMIT 1', $queue)[0][0] ?? null;
      if ($item === null) {
        return false;
      }
      // Another worker may be quicker.
      $this->rows('UPDATE queue SET owner = ? WHERE item_id = ? AND owner IS NULL', $owner, $item);
    } while ($this->rows('SELECT 1 FROM queue WHERE item_id = ? AND owner = ?', $item, $owner) === []);
    usleep(60_000);
    $this->rows('INSERT INTO worked VALUES (?, ?)', $item, $this->settings['deployment_identifier']);
    $this->rows('DELETE FROM queue WHERE item_id = ?', $item);
    return true;
  }

  /** Updates that the database has not had yet, by number. */
  public function pendingUpdates(): array {
    $had = (int) $this->state('schema', '0');
    return array_filter(require __DIR__ . '/updates.php', static fn (int $number): bool => $number > $had, ARRAY_FILTER_USE_KEY);
  }

  /** The exported configuration. */
  public function exported(): array {
    $folder = $this->settings['config_sync_directory'];
    $folder = $folder[0] === '/' ? $folder : "$this->root/$folder";
    return json_decode(file_get_contents("$folder/site.json"), true, flags: JSON_THROW_ON_ERROR);
  }

  /** Counts in the cache; -1 where settings.php found none. */
  public function count(string $what): int {
    $at = $this->settings['redis.connection'] ?? null;
    if ($at === null) {
      return -1;
    }
    $redis = new Redis();
    $redis->connect($at['host'], $at['port'], 3);
    return $redis->incr($what);
  }

  private function database(): PDO {
    if ($this->database === null) {
      ['driver' => $driver, 'host' => $host, 'port' => $port, 'database' => $name] = $this->connection;
      ['username' => $user, 'password' => $password] = $this->connection;
      $options = ($this->connection['pdo'] ?? []) + [PDO::ATTR_TIMEOUT => 5, PDO::ATTR_ERRMODE => PDO::ERRMODE_EXCEPTION];
      $charset = $driver === 'mysql' ? ';charset=utf8mb4' : '';
      $this->database = new PDO("$driver:host=$host;port=$port;dbname=$name$charset", $user, $password, $options);
      foreach ($this->connection['init_commands'] ?? [] as $command) {
        $this->database->exec($command);
      }
    }
    return $this->database;
  }
}
