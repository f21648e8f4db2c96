import type { PodPeer } from '../site/backing-service';
import { waitScript } from './wait';

const mariadb: PodPeer = { kind: 'pods', application: 'mariadb', service: 'mariadb', ports: [3306] };
const solr: PodPeer = { kind: 'pods', application: 'solr', service: 'search', ports: [8983, 8984] };

test('asks every service on each of its ports', () => {
  expect(waitScript([mariadb, solr]).split('\n')[0]).toBe(
    "foreach ([['mariadb', 3306], ['search', 8983], ['search', 8984]] as [$host, $port]) {",
  );
});
