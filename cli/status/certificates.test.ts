import type { KubernetesObject } from '../kubectl/kubernetes-object';
import { certificateLines } from './certificates';

const certificate = (status?: object): KubernetesObject => ({
  apiVersion: 'cert-manager.io/v1',
  kind: 'Certificate',
  metadata: { name: 'web-tls', namespace: 'shop-live' },
  spec: {},
  ...(status ? { status } : {}),
});

const challenge = (status?: object): KubernetesObject => ({
  apiVersion: 'acme.cert-manager.io/v1',
  kind: 'Challenge',
  metadata: { name: 'web-tls-1-2-3', namespace: 'shop-live' },
  spec: { type: 'HTTP-01', dnsName: 'shop.example.com' },
  ...(status ? { status } : {}),
});

const READY = { type: 'Ready', status: 'True', message: 'Certificate is up to date and has not expired' };
const NOT_READY = { type: 'Ready', status: 'False', message: 'Issuing certificate as Secret does not exist' };
const ISSUING = { type: 'Issuing', status: 'True', message: 'Issuing certificate as Secret does not exist' };
const FAILED = { type: 'Issuing', status: 'False', reason: 'Failed', message: 'the order is "invalid"' };
const UNTIL = { notAfter: '2027-02-26T09:26:00Z' };

test.each([
  [certificate({ ...UNTIL, conditions: [READY] }), 'Certificate/web-tls: ready until 2027-02-26T09:26:00Z'],
  [
    certificate({ ...UNTIL, conditions: [READY, FAILED], lastFailureTime: '2027-01-28T09:26:00Z' }),
    'Certificate/web-tls: ready until 2027-02-26T09:26:00Z, but its renewal failed at 2027-01-28T09:26:00Z: the order is "invalid"',
  ],
  [
    certificate({ conditions: [ISSUING, NOT_READY] }),
    'Certificate/web-tls: NOT READY, Issuing certificate as Secret does not exist',
  ],
  [certificate(), 'Certificate/web-tls: NOT READY, cert-manager has not looked at it: does it run?'],
  [
    challenge({ state: 'pending', reason: 'Waiting for HTTP-01 challenge propagation: wrong status code 404' }),
    'HTTP-01 challenge for shop.example.com: pending, Waiting for HTTP-01 challenge propagation: wrong status code 404',
  ],
  [challenge(), 'HTTP-01 challenge for shop.example.com: waits, no reason yet'],
])('%# what cert-manager says', (object, line) => {
  expect(certificateLines(object)).toEqual([line]);
});

test('a challenge that was met is of no interest', () => {
  expect(certificateLines(challenge({ state: 'valid' }))).toEqual([]);
});
