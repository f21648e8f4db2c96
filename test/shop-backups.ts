import { Backups } from '../lib/backups/backups';
import type { S3BackupsProps } from '../lib/site/backups-props';
import { SecretSource } from '../lib/site/secret-source';

/** Backups as a site has them. */
export const shopBackups = (own: Partial<S3BackupsProps> = {}) =>
  Backups.s3({
    endpoint: 'https://s3.example.com',
    bucket: 'shop-backups',
    accessKey: SecretSource.environment('BACKUP_KEY'),
    secretKey: SecretSource.environment('BACKUP_SECRET'),
    password: SecretSource.environment('BACKUP_PASSWORD'),
    ...own,
  });
