import { hostsOf } from './hosts';

test('the first host is the canonical one', () => {
  expect(hostsOf(['a.example', 'b.example', 'c.example'])).toStrictEqual({
    canonical: 'a.example',
    aliases: ['b.example', 'c.example'],
    all: ['a.example', 'b.example', 'c.example'],
  });
});
