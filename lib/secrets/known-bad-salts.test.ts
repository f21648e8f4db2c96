import { saltProblems } from './known-bad-salts';

test.each(['changeme', 'Drupal', 'template-hash-salt'])('refuses the constant %s', (salt) => {
  expect(saltProblems(salt, 'SALT')).toMatchObject([
    { path: 'hashSalt ($SALT)', message: expect.stringContaining('known constant') },
  ]);
});

test('refuses a short one, without showing it', () => {
  const problems = saltProblems('c4n4ry', 'SALT');
  expect(problems).toMatchObject([{ message: 'is too short to be random: 6 characters' }]);
  expect(JSON.stringify(problems)).not.toContain('c4n4ry');
});

test('takes 32 characters', () => {
  expect(saltProblems('0123456789abcdef0123456789abcdef', 'SALT')).toStrictEqual([]);
});
