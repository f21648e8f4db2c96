import { withoutUndefined } from '../formats/without-undefined';
import { oneLine } from '../problem';
import type { Site, SiteProps } from '../site/site';

/** What a site's file says. It may have any shape until it is checked. */
export interface Definition {
  /** The site, without what it leaves open. */
  readonly props: Partial<SiteProps>;
  /** What messages call it: its name, or its file where it has none. */
  readonly title: string;
}

/** The definition in a site's file. */
export function definitionOf(site: Site, file: string): Definition {
  const props = withoutUndefined(site.props) ?? {};
  const { name } = props;
  return { props, title: typeof name === 'string' && name !== '' ? oneLine(name, 80) : file };
}
