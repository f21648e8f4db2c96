import { plainText } from './line-ends';

test.each([
  ['a\nb\n', 'a\nb\n', 'x\ny'],
  ['\uFEFFa\n', 'a\n', '\uFEFFx\ny'],
  ['a\r\nb\r\n', 'a\nb\n', 'x\r\ny'],
  ['\uFEFFa\r\n', 'a\n', '\uFEFFx\r\ny'],
  ['a\r\nb\n', 'a\r\nb\n', 'x\ny'], // mixed
  ['\na\r\n', '\na\r\n', 'x\ny'],
  ['', '', 'x\ny'],
])('%j is %j, and what is added becomes %j', (content, text, restored) => {
  const plain = plainText(content);
  expect(plain.text).toBe(text);
  expect(plain.restore('x\ny')).toBe(restored);
});
