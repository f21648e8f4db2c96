import './steps/1-push-to-served';
import './steps/2-credential-gone';
import './steps/3-https';
import './steps/4-data';
import './steps/5-rollouts';
import './steps/6-walls';
import './steps/7-day-two';
import './steps/8-closed-stage';
import './steps/8-terminal';
import './steps/8-worker';
import './steps/8-mail';
import './steps/8-crawler';
import './steps/8-purge';
import { writeReport } from './report/write';
import { scene } from './scene';
import { numberOfTries } from './tried';

afterAll(() => writeReport(scene().folder, numberOfTries()));
