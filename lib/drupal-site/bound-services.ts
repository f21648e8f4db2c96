import type { Construct } from 'constructs';
import { HASH_SALT, SECRET, secretFolder } from '../contract/secret-names';
import { bindingSchema } from '../formats/binding-schema';
import { problemsOf } from '../formats/shape';
import { assertNone, InvalidInput, under } from '../problem';
import { thrownProblems } from '../resolve/thrown';
import type { AccessMode, BackingService, Binding, Peer } from '../site/backing-service';
import type { ResolvedSite } from '../site/resolved-site';
import { secretFiles } from '../site/secret-files';
import { secretVariables } from '../site/secret-variables';

/** A service of a site, the construct that holds its objects, and what a Drupal container needs to use it. */
export interface BoundService {
  /** What the site file gave. */
  readonly service: BackingService;
  /** The scope of its objects; the construct that it made there is a child. */
  readonly scope: Construct;
  /** What a Drupal container needs. */
  readonly binding: Binding;
}

/** Adds a service's objects. A service of the user's own may throw, or return what is no binding. @throws InvalidInput */
export function bindService(service: BackingService, scope: Construct, site: ResolvedSite): BoundService {
  const path = `${service.id}.bind()`;
  try {
    const binding = service.bind(scope, site);
    assertNone(service.id, under(path, problemsOf(bindingSchema, binding)));
    return { service, scope, binding: withLaterStart(service, withAccessMode(service, binding)) };
  } catch (error) {
    throw new InvalidInput(service.id, thrownProblems(path, error, 'a Binding, perhaps an empty one: {}'));
  }
}

function withAccessMode(service: BackingService, binding: Binding): Binding {
  return 'accessMode' in service ? { accessMode: service.accessMode as AccessMode, ...binding } : binding;
}

/** A proxy starts with the web, after the release: whoever waits for it before that waits in vain. */
function withLaterStart({ addProxy }: BackingService, binding: Binding): Binding {
  if (addProxy === undefined || binding.connectsTo === undefined) return binding;
  const later = (peer: Peer): Peer => (peer.kind === 'pods' ? { awaited: false, ...peer } : peer);
  return { ...binding, connectsTo: binding.connectsTo.map(later) };
}

/** The site's own secrets, as what a Drupal container needs. */
export function ownBindings({ hashSalt, secrets, env }: ResolvedSite): Binding[] {
  const salt = secretFiles({
    name: SECRET.drupal,
    path: secretFolder(SECRET.drupal),
    purpose: "Drupal's hash salt",
    files: { [HASH_SALT]: hashSalt },
  });
  const files = {
    name: SECRET.site,
    path: secretFolder(SECRET.site),
    purpose: "the site's own secrets",
    files: secrets,
  };
  return [
    salt,
    ...(Object.keys(secrets).length === 0 ? [] : [secretFiles(files)]),
    { secrets: secretVariables(env).secrets }, // the variables themselves come last, and take the place of any other
  ];
}
