<?php

/**
 * @file
 * Drupal's settings. What depends on the environment comes from the container.
 */

{{include}}
