/** What receivers of messages take. */
export const MESSAGE_FORMS = ['slack', 'teams', 'json'] as const;

/** The form of a message: Slack's, Microsoft Teams', or plain JSON. */
export type MessageForm = (typeof MESSAGE_FORMS)[number];

/** How much is told. */
export const TOLD = ['everything', 'failures'] as const;

/** How much a receiver is told. */
export type Told = (typeof TOLD)[number];

/** Who is told how a deploy ended, as the deploy plan has it. */
export interface PlannedNotification {
  readonly form: MessageForm;
  /** The variable of the deploy job that holds the address. */
  readonly variable: string;
  readonly tell: Told;
}
