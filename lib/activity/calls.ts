import type { ActivityOutcome, Change } from './entry';

/** How a call that was sent ended. */
export interface CallAnswer {
  readonly outcome: ActivityOutcome;
  readonly requestId?: string;
  /** The name of AWS's error. */
  readonly detail?: string;
}

/** Writes down what a connection does in one scope, for one operation and who signs it. */
export interface CallRecorder {
  /**
   * Before a change goes out: gives what ends the entry. Rejects when it cannot be written; the
   * change must not go out then.
   */
  readonly sent: (action: string, change: Change) => Promise<(answer: CallAnswer) => Promise<void>>;
  /** After IAM has denied an action, of any call. Never rejects. */
  readonly denied: (action: string, answer: CallAnswer) => Promise<void>;
}
