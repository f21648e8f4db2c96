<?php

/**
 * @file
 * Drupal's settings. What depends on the environment comes from the container.
 */

{{include}}

// On a developer's machine: what DDEV, Lando or the developer keeps beside this file and out of git.
foreach (getenv('DRUPAL_HASH_SALT_FILE') ? [] : ['settings.ddev.php', 'settings.lando.php', 'settings.local.php'] as $local) {
  if (is_file(__DIR__ . "/$local")) {
    include __DIR__ . "/$local";
  }
}
