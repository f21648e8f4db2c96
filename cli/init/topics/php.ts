import { offeredTo } from '../decide/php/choose';
import { meets } from '../decide/php/constraint';
import { isTooOld } from './software';
import { isKept, type Situation, type Topic } from './topic';

const SHOWN = 3;

/** The version of PHP, and what of it the repository asks for. */
export const php: Topic = {
  refusals({ decisions: { php: choice }, answers: { profile }, repository }) {
    const { unmet } = choice;
    if (unmet.length === 0 || repository.software.is === 'other' || isTooOld(repository, profile)) return [];
    const said = unmet.slice(0, SHOWN).map(({ by, constraint }) => `${by} asks for ${constraint}`);
    const more = unmet.length > SHOWN ? ` and ${unmet.length - SHOWN} more` : '';
    return [
      {
        path: 'PHP',
        message: `no version here meets what is asked for: ${said.join(', ')}${more}`,
        allowed: `what one of PHP ${offeredTo(profile)
          .map(({ version }) => version)
          .join(', ')} meets`,
        fix: 'change require.php in composer.json, update those packages (composer update), and run init again',
      },
    ];
  },
  notes(situation) {
    const { decisions, answers, repository } = situation;
    const { release, because } = decisions.php;
    if (repository.software.is === 'nothing' || isKept('Dockerfile', situation)) return [];
    const ends = `no fixes after ${release.securityUntil}`;
    const isPinned = release.image.includes('@');
    const pin = `; ${release.image} has no digest yet: docker buildx imagetools inspect ${release.image} shows the one to write behind it`;
    const { added } = decisions.extensions;
    return [
      `PHP ${release.version}, ${because} (${ends})${isPinned || answers.profile !== 'official' ? '' : pin}`,
      ...(added.length === 0 || answers.profile !== 'official'
        ? []
        : [`PHP's extensions ${added.map(({ name, by }) => `${name} (${by})`).join(', ')}, in the Dockerfile`]),
    ];
  },
  steps(situation) {
    const { decisions, answers } = situation;
    const { added, unknown } = decisions.extensions;
    const has = (name: string) => situation.repository.dockerfile?.text.includes(name) ?? false;
    const isOwn = isKept('Dockerfile', situation) || answers.profile !== 'official';
    const lacking = [
      ...(isOwn ? added.filter(({ name }) => !has(name)) : []),
      ...unknown.filter(({ name }) => !has(name)),
    ];
    const old = unsuited(situation);
    const change = old === '' ? [] : [{ text: `${old}: change it to PHP ${decisions.php.release.version}.` }];
    if (lacking.length === 0) return change;
    const names = lacking.map(({ name, by }) => `${name} (${by})`).join(', ');
    return [
      { text: `Let the Dockerfile install the extensions of PHP that it lacks and that are asked for: ${names}.` },
    ];
  },
};

/** What a Dockerfile that is kept has of PHP, where Composer would not install with it. */
function unsuited(situation: Situation): string {
  const { dockerfile, composer } = situation.repository;
  if (!isKept('Dockerfile', situation) || dockerfile?.php === undefined) return '';
  const version = `${dockerfile.php}.99`; // some later release of it
  const broken = composer?.php.find(({ constraint }) => meets(version, constraint) === false);
  return broken === undefined
    ? ''
    : `The Dockerfile has PHP ${dockerfile.php}, and ${broken.by} asks for ${broken.constraint}`;
}
