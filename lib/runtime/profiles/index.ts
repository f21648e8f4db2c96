import type { RuntimeProfile } from '../profile';
import { flightdeck } from './flightdeck';
import { official } from './official';

/** The known profiles, by name. */
export const profiles: Readonly<Record<RuntimeProfile['name'], RuntimeProfile>> = { official, flightdeck };
