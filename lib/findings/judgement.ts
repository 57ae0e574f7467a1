/**
 * What somebody has recorded about a vulnerability, on this computer. `not-affected` and `accepted`
 * take it out of the counts, the latter until its date; `in-work` only says that somebody does
 * something about it.
 */
export interface Judgement {
  /** A UUID. */
  readonly id: string;
  readonly vulnerability: string;
  /** Only of the images of this name (`readBuildArn`); of all without it. */
  readonly image?: string;
  /** Only in the package of this name; in all without it. */
  readonly package?: string;
  readonly state: JudgementState;
  readonly reason: string;
  /** Of `accepted`: the last day, as `2026-12-31`, in UTC. */
  readonly until?: string;
  /** When it was recorded, in epoch milliseconds. */
  readonly at: number;
}

export const judgementStates = ['not-affected', 'accepted', 'in-work'] as const;

export type JudgementState = (typeof judgementStates)[number];

/** The day of a time in epoch milliseconds, in UTC: `2026-12-31`. */
export function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

/** Whether a text is a day that there is: the thirty-first of February is none. */
export function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && dayOf(time) === text;
}

/** Whether the last day of a judgement is over. */
export function hasRunOut({ until }: Judgement, today: string): boolean {
  return until !== undefined && until < today;
}

/** Whether a judgement, as long as it holds, takes something out of the counts. */
export function suppresses({ state }: Judgement): boolean {
  return state !== 'in-work';
}

const stateNames: Readonly<Record<JudgementState, string>> = {
  'not-affected': 'Not affected',
  accepted: 'Accepted',
  'in-work': 'In work',
};

/** A state in words. */
export function nameOfState(state: JudgementState): string {
  return stateNames[state];
}

/**
 * What a judgement says today: `Accepted until 2026-12-31`, `Accepted, expired 2026-03-31`. Without
 * a day, of one that holds.
 */
export function describeJudgement(judgement: Judgement, today?: string): string {
  const name = nameOfState(judgement.state);
  if (judgement.until === undefined) return name;
  return today !== undefined && hasRunOut(judgement, today)
    ? `${name}, expired ${judgement.until}`
    : `${name} until ${judgement.until}`;
}

/** What a judgement is about, beside its vulnerability: `openssl in office`, `All packages in all images`. */
export function describeSubject({ image, package: name }: Judgement): string {
  return `${name ?? 'All packages'} in ${image ?? 'all images'}`;
}

/** A judgement on one line, whatever the day: `CVE-2026-1: In work. curl in office. Being rebuilt`. */
export function judgementLine(judgement: Judgement): string {
  const { vulnerability, reason } = judgement;
  return `${vulnerability}: ${describeJudgement(judgement)}. ${describeSubject(judgement)}. ${reason}`;
}

/** A rule that a comparison passes or fails. */
export interface GateRule {
  /** A UUID. */
  readonly id: string;
  /** Such as `No new critical with a fix available`. */
  readonly title: string;
  /** What is looked at: what is new, or all that the target has. */
  readonly of: 'new' | 'all';
  /** The least severe that fails it. */
  readonly severity: 'critical' | 'high' | 'medium' | 'low';
  /** Whether only what can be fixed fails it. */
  readonly fixAvailable: boolean;
}

/** The build of an image that is in production, as somebody has said. */
export interface Pin {
  /** The ARN of the image without version and build. */
  readonly image: string;
  /** The ARN of the build. */
  readonly build: string;
}

/** What people have recorded about findings, on this computer. */
export interface FindingsBook {
  readonly judgements: readonly Judgement[];
  readonly rules: readonly GateRule[];
  readonly pins: readonly Pin[];
}

/** The most that are kept. */
export const bookLimits = {
  judgements: 2000,
  rules: 20,
  pins: 500,
  reason: 1000,
  title: 120,
} as const;
