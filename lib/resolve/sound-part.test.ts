import { problemsOf } from '../formats/shape';
import { siteSchema } from './schema';
import { soundPart } from './sound-part';

const soundOf = (props: unknown) => soundPart(props, problemsOf(siteSchema, props));

test('leaves out the properties whose shape is wrong', () => {
  const props = {
    name: 'shop',
    image: 5,
    replicas: 'x',
    environments: { live: { hosts: ['a.example.com'], branch: 5 }, stage: 5 },
  };
  expect(soundOf(props)).toStrictEqual({ name: 'shop', environments: { live: { hosts: ['a.example.com'] } } });
});

test.each([null, undefined, 5, 'x', []])('of %p nothing is left', (props) => {
  expect(soundOf(props)).toStrictEqual({});
});

test('leaves out an environment whose name has to be quoted', () => {
  expect(soundOf({ environments: { 'Foo Bar': { hosts: 5 } } })).toStrictEqual({ environments: {} });
});
