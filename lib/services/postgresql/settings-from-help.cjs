// Writes known-settings.ts: `postgres --describe-config | node lib/services/postgresql/settings-from-help.cjs VERSION`.
const { readFileSync, writeFileSync } = require('node:fs');

/** What is not described, and what later versions know besides. */
const LATER =
  'jit_expressions jit_tuple_deforming ' +
  'allow_alter_system autovacuum_vacuum_max_threshold autovacuum_worker_slots commit_timestamp_buffers createrole_self_grant ' +
  'debug_io_direct enable_distinct_reordering enable_group_by_reordering enable_presorted_aggregate enable_self_join_elimination ' +
  'event_triggers extension_control_path file_copy_method gss_accept_delegation icu_validation_level idle_replication_slot_timeout ' +
  'io_combine_limit io_max_combine_limit io_max_concurrency io_method io_workers log_lock_failures max_active_replication_origins ' +
  'max_notify_queue_pages md5_password_warnings multixact_member_buffers multixact_offset_buffers notify_buffers ' +
  'reserved_connections restrict_nonsystem_relation_kind scram_iterations send_abort_for_crash send_abort_for_kill ' +
  'serializable_buffers ssl_groups ssl_tls13_ciphers subtransaction_buffers summarize_wal sync_replication_slots ' +
  'synchronized_standby_slots track_cost_delay_timing trace_connection_negotiation transaction_buffers transaction_timeout ' +
  'vacuum_buffer_usage_limit vacuum_max_eager_freeze_failure_rate vacuum_truncate wal_summary_keep_time';

const described = readFileSync(0, 'utf8')
  .split('\n')
  .flatMap((line) => /^[a-z]\w*/i.exec(line) ?? []);
const names = [...new Set([...described.map((name) => name.toLowerCase()), ...LATER.split(' ')])].sort();
const lines = names
  .join(' ')
  .match(/.{1,116}(?: |$)/g)
  .map((line, index, all) => `  '${line}'${index < all.length - 1 ? ' +' : ''}`);

writeFileSync(
  `${__dirname}/known-settings.ts`,
  [
    `// Made by settings-from-help.cjs from the description of postgres ${process.argv[2]}, and what later versions know besides.`,
    '',
    '/** The settings that PostgreSQL knows. */',
    '// biome-ignore format: as many as fit on a line',
    'export const POSTGRESQL_SETTINGS: readonly string[] = (',
    ...lines,
    ").split(' ');",
    '',
  ].join('\n'),
);
