import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import * as v from 'valibot';
import { SERVICE_ACCOUNT } from '../contract/service-accounts';
import { imageReference, resources } from '../formats/formats';
import { imageProblems } from '../formats/image';
import { resourceProblems } from '../formats/resource-problems';
import { object, problemsOf } from '../formats/shape';
import { type CompleteResources, complete, type Resources } from '../kubernetes/resources';
import type { Problem } from '../problem';
import type { Binding, MailService } from '../site/backing-service';
import type { PodPlacement } from '../site/pod';
import { podPlacement } from '../site/pod-schema';
import { InMemoryServer } from './in-memory-server';

const IMAGE = 'axllent/mailpit:v1.33.1';
const SMTP_PORT = 1025;
const PAGE_PORT = 8025;

/** How many messages it keeps; the oldest go first. */
const MESSAGES = 500;

const RESOURCES: CompleteResources = {
  cpu: '10m',
  memory: '64Mi',
  memoryLimit: '256Mi',
  ephemeralStorage: '64Mi',
  ephemeralStorageLimit: '512Mi',
};

export interface MailpitProps {
  /**
   * The image: the official one, or one with the same program.
   * @default axllent/mailpit:v1.33.1
   */
  readonly image?: string;
  /**
   * What the server asks for and where it is stopped.
   * @default - 10m and 64Mi reserved; killed at 256Mi
   */
  readonly resources?: Resources;
  /**
   * Where its pod runs and what it carries.
   * @default - what the cluster says
   */
  readonly pod?: PodPlacement;
}

const SCHEMA = object({
  image: v.optional(imageReference),
  resources: v.optional(resources),
  pod: v.optional(podPlacement),
});

/** A mail server that takes everything and passes nothing on. Its page is reached by `kubectl port-forward` alone. */
export class Mailpit implements MailService {
  readonly id = 'mailpit';
  readonly delivers = false;

  constructor(private readonly props: MailpitProps) {}

  problems(): Problem[] {
    const shape = problemsOf(SCHEMA, this.props);
    const limits = shape.length > 0 ? [] : resourceProblems(this.props.resources, RESOURCES);
    return [...shape, ...imageProblems(this.props?.image), ...limits];
  }

  bind(scope: Construct): Binding {
    const { image = IMAGE, resources: asked, pod } = this.props;
    const answers = (path: string) => ({ httpGet: { path, port: k8s.IntOrString.fromNumber(PAGE_PORT) } });
    new InMemoryServer(scope, this.id, {
      application: this.id,
      component: 'mail',
      image,
      port: SMTP_PORT,
      args: ['--max', `${MESSAGES}`, '--smtp-auth-accept-any', '--smtp-auth-allow-insecure', '--disable-version-check'],
      ready: answers('/readyz'),
      alive: answers('/livez'),
      serviceAccount: SERVICE_ACCOUNT.services,
      resources: complete(asked, RESOURCES),
      scratch: '256Mi',
      placement: pod,
    });
    return {
      env: { SMTP_HOST: this.id, SMTP_PORT: `${SMTP_PORT}`, SMTP_ENCRYPTION: 'none' },
      connectsTo: [{ kind: 'pods', application: this.id, service: this.id, ports: [SMTP_PORT], awaited: false }],
    };
  }
}
