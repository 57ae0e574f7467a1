import {
  bookLimits,
  hasRunOut,
  isDay,
  type Judgement,
  type JudgementState,
} from '../../../../lib/findings/judgement';
import { failed, ok, type Result } from '../../../../lib/result';

/** What a judgement can be about. */
export interface JudgementSubject {
  readonly vulnerability: string;
  /** The name of the image at hand, to which it can be limited. */
  readonly image: string | undefined;
  /** The names of the packages to one of which it can be limited. */
  readonly packages: readonly string[];
}

/** A judgement as it is being entered. */
export interface JudgementDraft {
  readonly state: JudgementState;
  /** Empty for all of them. */
  readonly image: string;
  readonly package: string;
  /** As `2026-12-31`, or less of it while it is typed. */
  readonly until: string;
  readonly reason: string;
}

/** The sentence that belongs under each field. */
export type DraftFaults = Partial<Record<'until' | 'reason', string>>;

/**
 * What is entered at first: what was recorded, or else as little as can be, which is the image at
 * hand alone.
 */
export function draftOf(
  judgement: Judgement | undefined,
  { image }: JudgementSubject,
): JudgementDraft {
  if (!judgement) {
    return { state: 'not-affected', image: image ?? '', package: '', until: '', reason: '' };
  }
  return {
    state: judgement.state,
    image: judgement.image ?? '',
    package: judgement.package ?? '',
    until: judgement.until ?? '',
    reason: judgement.reason,
  };
}

/** The choices of a field, with what was recorded even where it is not at hand. */
export function choicesOf(
  atHand: readonly (string | undefined)[],
  recorded: string | undefined,
): readonly string[] {
  const names = [...atHand, recorded].filter((name) => name !== undefined && name !== '');
  return [...new Set(names)] as string[];
}

/** Reads what was entered; `at` in epoch milliseconds, `today` as `2026-12-31` in UTC. */
export function readDraft(
  { state, image, package: name, until, reason }: JudgementDraft,
  {
    id,
    vulnerability,
    at,
    today,
  }: Pick<Judgement, 'id' | 'vulnerability' | 'at'> & {
    readonly today: string;
  },
): Result<Judgement, DraftFaults> {
  const judgement = {
    id,
    vulnerability,
    ...(image !== '' && { image }),
    ...(name !== '' && { package: name }),
    state,
    reason: reason.trim(),
    ...(state === 'accepted' && { until }),
    at,
  };
  const faultOfDay = state === 'accepted' ? faultOfUntil(judgement, until, today) : undefined;
  const faultOfText = faultOfReason(judgement.reason);
  if (faultOfDay === undefined && faultOfText === undefined) return ok(judgement);
  return failed({
    ...(faultOfDay !== undefined && { until: faultOfDay }),
    ...(faultOfText !== undefined && { reason: faultOfText }),
  });
}

function faultOfUntil(judgement: Judgement, until: string, today: string): string | undefined {
  if (until === '') return 'Until which day is it accepted?';
  if (!isDay(until)) return 'This is not a date such as 2026-12-31.';
  return hasRunOut(judgement, today) ? 'This day is over.' : undefined;
}

function faultOfReason(reason: string): string | undefined {
  if (reason === '') return 'Why is that so? Others who read this will ask.';
  return reason.length > bookLimits.reason
    ? `The reason has more than ${bookLimits.reason} characters.`
    : undefined;
}
