import type { k8s } from 'cdk8s-plus-27';
import { BACKUP } from '../contract/backups';
import { secretFolder } from '../contract/secret-names';
import { portOf } from '../formats/port-of';
import { shortHash } from '../kubernetes/short-hash';
import type { Peer } from '../site/backing-service';
import { secretFiles } from '../site/secret-files';
import type { BackupSettings } from '../site/site-backups';

/** Where restic finds the keys in the form that it wants. */
const CREDENTIALS = '/credentials';

/** Where a repository is, and what opens it. */
export type RepositorySettings = Pick<
  BackupSettings,
  'endpoint' | 'bucket' | 'folder' | 'region' | 'ca' | 'addresses' | 'accessKey' | 'secretKey' | 'password'
>;

/** The Secret of a repository, and what it is for, in a few words. */
export interface RepositorySecret {
  readonly name: string;
  readonly purpose: string;
}

const OF_BACKUPS: RepositorySecret = { name: BACKUP.secret, purpose: 'the backups' };

/** The repository of an environment, and what a container needs to open it. */
export class Repository {
  /** Its address, as restic has it. */
  readonly url: string;

  /**
   * @param instance the site and its environment, which snapshots call their host
   * @param fallback the folder, where nobody says one
   */
  constructor(
    private readonly settings: RepositorySettings,
    private readonly instance: string,
    fallback: string,
    private readonly secret: RepositorySecret = OF_BACKUPS,
  ) {
    this.url = `s3:${settings.endpoint}/${settings.bucket}/${settings.folder ?? fallback}`;
  }

  /** The name of the row by which the database knows that there was a repository here. */
  get mark(): string {
    return `backup_repository_${shortHash(this.url, 12)}`;
  }

  /** What must be in the namespace, and how it is mounted. */
  get secrets(): ReturnType<typeof secretFiles> {
    const { accessKey, secretKey, password, ca } = this.settings;
    return secretFiles({
      ...this.secret,
      path: this.folder,
      files: { 'access-key': accessKey, 'secret-key': secretKey, password, ...(ca ? { 'ca.crt': ca } : {}) },
    });
  }

  /** The names of the files are restic's own, and those of AWS' programs. */
  private get folder(): string {
    return secretFolder(this.secret.name);
  }

  /** In memory alone: restic wants the keys in a file of its own form. */
  get credentials(): { readonly volume: string; readonly path: string } {
    const volume = this.secret === OF_BACKUPS ? 'backup-credentials' : `${this.secret.name}-credentials`;
    return { volume, path: CREDENTIALS };
  }

  /** Where the storage is, if it is said. */
  get peers(): Peer[] {
    const { addresses } = this.settings;
    return addresses === undefined ? [] : [{ kind: 'addresses', cidrs: addresses, ports: [this.port] }];
  }

  /** The port on which the storage answers. */
  get port(): number {
    return portOf(this.settings.endpoint);
  }

  /** Variables of a container that runs restic. */
  get env(): k8s.EnvVar[] {
    const { region, ca } = this.settings;
    const variables = {
      RESTIC_REPOSITORY: this.url,
      RESTIC_PASSWORD_FILE: `${this.folder}/password`,
      RESTIC_HOST: this.instance, // else each pod's own name, and nothing would ever be forgotten
      RESTIC_CACHE_DIR: '/cache',
      AWS_SHARED_CREDENTIALS_FILE: `${CREDENTIALS}/aws`,
      SSL_CERT_FILE: '/tools/ca-certificates.crt',
      TMPDIR: '/tmp',
      ...(region === undefined ? {} : { AWS_DEFAULT_REGION: region }),
      ...(ca === undefined ? {} : { RESTIC_CACERT: `${this.folder}/ca.crt` }),
    };
    return Object.entries(variables).map(([name, value]) => ({ name, value }));
  }
}
