import type { Topic } from './topic';

/** GitLab's jobs leave submodules out unless they are told. */
export const submodules: Topic = {
  steps({ repository: { hasSubmodules } }) {
    if (!hasSubmodules) return [];
    return [
      {
        text: 'The repository has submodules, which jobs leave out. In GitLab, Settings > CI/CD > Variables, add GIT_SUBMODULE_STRATEGY with the value recursive; a submodule at another server needs an address that its jobs may read.',
      },
    ];
  },
};
