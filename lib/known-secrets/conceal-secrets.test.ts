import { concealSecrets } from './conceal-secrets';

const TOKEN = `glpat-${'aB3dE5gH7jK9mN1pQ3sT'}`;

test.each([
  ['mysql://shop:hunter2@db/shop', 'mysql://shop:[concealed]@db/shop'],
  [`${TOKEN} and ${TOKEN}.`, '[concealed] and [concealed].'],
  [`https://shop:${TOKEN}@git.example.com`, 'https://shop:[concealed]@git.example.com'],
  ['https://shop@git.example.com/?a=b', 'https://shop@git.example.com/?a=b'],
  ['', ''],
])('%s is shown as %s', (text, shown) => {
  expect(concealSecrets(text)).toBe(shown);
});
