/**
 * Tables whose rows a sanitised copy leaves out, beside those that no backup has, as an extended regular expression of whole
 * names: what people have sent in, bought and looked for, and what waits to be sent to them.
 * `drush sql:sanitize` knows accounts, sessions and the fields of accounts alone.
 * @see https://www.drush.org/latest/commands/sql_sanitize/
 */
export const PERSONAL_TABLES = [
  'webform_submission.*',
  'contact_message.*',
  'commerce_(order|payment|shipment|promotion_usage|log|invoice|subscription|license|wishlist).*',
  'profile(_revision|_r)?(__.*)?',
  'user__.*',
  'simplenews_(subscriber|mail_spool).*',
  'maillog|mail_logger_log|symfony_mailer_log.*|easy_email.*',
  'authmap|oauth2_token.*|votingapi_vote|poll_vote|private_message.*|pm_.*',
  'login_history|login_security_track|session_limit.*|persistent_login',
  'history|batch|queue|advancedqueue|key_value_expire|users_data',
  'search_(dataset|index|total)|search_api_db_.*',
  'redirect_404|statistics_.*|visitors.*',
].join('|');
