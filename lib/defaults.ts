import { Edge } from './edge/edge';
import { Database } from './services/database';
import { Files } from './services/files';
import { Mail } from './services/mail';
import { Cluster } from './site/cluster';
import type { SiteDefaults } from './site/resolved-site';

/** What a site gets that says nothing. */
export const defaults: SiteDefaults = {
  database: Database.mariadb(),
  files: Files.block(),
  cluster: Cluster.generic(),
  edge: Edge.ingress(),
  mailCatcher: Mail.mailpit(),
};
