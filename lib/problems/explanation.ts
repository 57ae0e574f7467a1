/** What a surface offers to get past a problem. */
export type WayOn =
  | 'add-credentials'
  | 'unlock'
  | 'open-safety'
  | 'grant-access'
  | 'choose-account'
  | 'try-again'
  | 'plan-again'
  | 'reload-page'
  | 'none';

export interface Explanation {
  /** What is wrong, in one sentence. */
  readonly summary: string;
  /** What the person can do about it, in one sentence. */
  readonly advice: string;
  readonly wayOn: WayOn;
}

/** The words of each way on, as the label of the control that takes it. */
export const wayOnLabels: Readonly<Record<Exclude<WayOn, 'none'>, string>> = {
  'add-credentials': 'Add credentials',
  unlock: 'Unlock',
  'open-safety': 'Open safety settings',
  'grant-access': 'Allow access',
  'choose-account': 'Choose account',
  'try-again': 'Try again',
  'plan-again': 'Make a new plan',
  'reload-page': 'Reload page',
};
