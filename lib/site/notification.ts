import type { MessageForm, PlannedNotification, Told } from '../contract/notification';
import { inForm } from './in-form';
import type { SecretSource } from './secret-source';

/** Who is told how a deploy, a rollback or a restore ended, or that a backup failed: what `Notify` makes. */
export interface Notification extends NotifyProps {
  /** What the receiver takes. */
  readonly form: MessageForm;
}

export interface NotifyProps {
  /**
   * The address that the message is posted to, by whoever runs the command: a masked variable of the deploy job,
   * `SecretSource.environment(...)`. Who knows the address can write there, so it is a secret.
   */
  readonly url: SecretSource;
  /**
   * Whether successes are told, too.
   * @default everything
   */
  readonly tell?: Told;
}

/** Where messages go. */
export const Notify = {
  /**
   * An incoming webhook of Slack, or of Mattermost and Rocket.Chat, which take the same.
   * @param props the webhook's address, and how much is told
   * @see https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
   */
  slack: (props: NotifyProps): Notification => inForm('slack', props),

  /**
   * A channel of Microsoft Teams, by its workflow "Send webhook alerts to a channel".
   * @param props the workflow's address, and how much is told
   * @see https://support.microsoft.com/office/create-incoming-webhooks-with-workflows-for-microsoft-teams-8ae491c7-0394-4861-ba59-055e33f75498
   */
  teams: (props: NotifyProps): Notification => inForm('teams', props),

  /**
   * Any program that takes a POST of JSON: docs/everyday.md has its fields.
   * @param props the address, and how much is told
   */
  json: (props: NotifyProps): Notification => inForm('json', props),
};

/** What a deploy has to know of it. */
export function planned({ form, url, tell = 'everything' }: Notification): PlannedNotification {
  return { form, variable: url.from === 'environment' ? url.variable : '', tell };
}
