/** Whether labels fit a selector. */
export type LabelTest = (labels: Readonly<Record<string, string>>) => boolean;

const KEY = /^!?\s*([A-Za-z0-9][\w./-]*)$/;
const EQUALITY = /^([A-Za-z0-9][\w./-]*)\s*(==|=|!=)\s*([\w.-]*)$/;
const SET = /^([A-Za-z0-9][\w./-]*)\s+(in|notin)\s*\(([\w.,\s-]*)\)$/;

/**
 * A selector as `kubectl --selector` takes it: `a=b,c!=d,e in (f,g),h,!i`. Undefined if it is none.
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors
 */
export function labelTest(selector: string): LabelTest | undefined {
  const parts = selector.split(/,(?![^(]*\))/).map((part) => testOf(part.trim()));
  if (parts.some((part) => part === undefined)) return undefined;
  return (labels) => parts.every((part) => part?.(labels));
}

function testOf(part: string): LabelTest | undefined {
  const [, key] = KEY.exec(part) ?? [];
  if (key !== undefined) return (labels) => Object.hasOwn(labels, key) !== part.startsWith('!');
  const [, name = '', operator, value] = EQUALITY.exec(part) ?? [];
  if (operator !== undefined) return (labels) => (labels[name] === value) === (operator !== '!=');
  const [, label = '', word, values = ''] = SET.exec(part) ?? [];
  if (word === undefined) return undefined;
  const list = values.split(',').map((each) => each.trim());
  return (labels) => list.includes(labels[label] ?? '\0') === (word === 'in');
}

/** Whether a text is a label selector. */
export function isLabelSelector(text: string): boolean {
  return labelTest(text) !== undefined;
}
