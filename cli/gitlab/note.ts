import type { GitlabApi } from './gitlab-api';

/** GitLab takes a million characters. */
const LIMIT = 900_000;
const CUT = '\n\n(cut: the log of the job has all of it)\n';

interface Note {
  readonly id: number;
  readonly body: string;
}

/** Writes a note of a merge request, or brings the earlier one about the same environment up to date. */
export async function writeNote(
  api: GitlabApi,
  { mergeRequest, environment, text }: { mergeRequest: string; environment: string; text: string },
): Promise<'updated' | 'created'> {
  const notes = `/merge_requests/${encodeURIComponent(mergeRequest)}/notes`;
  const mark = `<!-- cdk8s-drupal: ${environment} -->`;
  const body = `${mark}\n${text.length > LIMIT ? text.slice(0, LIMIT) + CUT : text}`;
  for await (const note of api.list<Note>(notes)) {
    if (!note.body.startsWith(mark)) continue;
    await api.call('PUT', `${notes}/${note.id}`, { body });
    return 'updated';
  }
  await api.call('POST', notes, { body });
  return 'created';
}
