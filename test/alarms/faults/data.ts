import { bed } from '../../data/data-site';
import type { AlarmsSite } from '../alarms-site';
import type { Fault } from '../fault';
import { ISSUER } from '../issuer';

const FILES = '/var/www/html/sites/default/files';

/** Volumes and certificates that run out. */
export function dataFaults(site: AlarmsSite): Record<string, Fault> {
  const issuer = (name: string) => ({ kind: 'ClusterIssuer', name });
  const certificate = (name: string, spec: object) => ({
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: { name, namespace: site.namespace },
    spec: { secretName: `${name}-tls`, dnsNames: [`${name}.${site.host}`], ...spec },
  });
  return {
    full: {
      what: 'uploads fill the volume of files up to 97 %',
      alarm: 'DrupalVolumeFull',
      also: ['DrupalVolumeNearlyFull'],
      plant: () => site.inWeb(`head -c 65000000 /dev/zero > ${FILES}/upload`),
      mend: () => site.inWeb(`rm ${FILES}/upload`),
    },
    inodes: {
      what: 'nearly a thousand small files use up the inodes of the volume',
      alarm: 'DrupalVolumeOutOfInodes',
      plant: () => site.inWeb(`mkdir ${FILES}/many && cd ${FILES}/many && touch $(seq 1 930)`),
      mend: () => site.inWeb(`rm -r ${FILES}/many`),
    },
    expires: {
      what: 'a certificate is one of an hour',
      alarm: 'DrupalCertificateExpires',
      plant: () => bed.apply([certificate('short', { duration: '1h', renewBefore: '5m', issuerRef: issuer(ISSUER) })]),
      mend: () => site.kubectl('delete', 'certificate', 'short'),
    },
    unissued: {
      what: 'a certificate is asked of an issuer that is not there',
      alarm: 'DrupalCertificateMissing',
      plant: () => bed.apply([certificate('new', { issuerRef: issuer('gone') })]),
      mend: () => site.kubectl('delete', 'certificate', 'new'),
    },
  };
}
