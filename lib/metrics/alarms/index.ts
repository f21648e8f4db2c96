import type { AlarmName } from '../../contract/alarms';
import type { Alarm } from '../alarm';
import { DATA } from './data';
import { JOBS } from './jobs';
import { PODS } from './pods';
import { WEB } from './web';

/** Every alarm, by its name. */
export const ALARMS: Readonly<Record<AlarmName, Alarm>> = { ...WEB, ...PODS, ...DATA, ...JOBS };
