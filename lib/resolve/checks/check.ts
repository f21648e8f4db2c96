import type { Problem } from '../../problem';
import type { SiteDefaults } from '../../site/resolved-site';
import type { EnvironmentProps, SiteProps } from '../../site/site';

/** A site's and one of its environments' properties as one. */
export type Merged = Omit<SiteProps, 'environments'> & EnvironmentProps;

/** Sees what no single property shows. The definition may have gaps where a property's own shape is wrong. */
export type SiteCheck = (site: Partial<Merged>, environment: string, defaults: SiteDefaults) => Problem[];
