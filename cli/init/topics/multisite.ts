import type { Topic } from './topic';

const SHOWN = 3;

/** The image has all sites, and the manifests give a database and volumes to one. */
export const multisite: Topic = {
  steps(situation) {
    const { docroot, multisites } = situation.repository;
    if (multisites.length === 0) return [];
    const first = multisites.slice(0, SHOWN).join(', ');
    const more = multisites.length > SHOWN ? ` and ${multisites.length - SHOWN} more` : '';
    return [
      {
        text: `This is a multisite: ${docroot}/sites/ has ${first}${more} besides default, and only default is deployed. docs/what-init-does.md of the package says how each of them becomes a site of its own on the same image.`,
      },
    ];
  },
};
