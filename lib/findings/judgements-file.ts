import { countOf } from '../words';
import { failed, ok, type Result } from '../result';
import { bookLimits, judgementStates, type Judgement } from './judgement';
import { judgement } from './schema';
import * as v from 'valibot';

/** The version of the file that is written, and the only one that is read. */
const version = 1;

/** One judgement of a file, or the sentences that say what is wrong. `place` counts from 1. */
export interface JudgementEntry {
  readonly place: number;
  readonly reading: Result<Judgement, readonly string[]>;
}

/** Why a file as a whole cannot be read. */
export type JudgementsFileFault =
  | 'empty'
  | 'not-json'
  | 'other-json'
  | 'other-version'
  | 'too-many';

/** A judgement of a file that was read, with its place there. */
export interface JudgementItem {
  readonly place: number;
  readonly judgement: Judgement;
}

/** What an import would do to the book. Each entry of the file is in exactly one of these. */
export interface JudgementsPreview {
  readonly added: readonly JudgementItem[];
  readonly changed: readonly (JudgementItem & { readonly before: Judgement })[];
  readonly unchanged: readonly JudgementItem[];
  readonly refused: readonly { readonly place: number; readonly sentences: readonly string[] }[];
  /** By how many judgements the book would be too full. */
  readonly tooMany: number;
}

/**
 * Judgements as JSON: `{ "version": 1, "judgements": [...] }`. Each of them has `id` (a UUID),
 * `vulnerability`, `state` (`not-affected`, `accepted` or `in-work`), `reason` and `at` (when it
 * was recorded, in epoch milliseconds); `until` (the last day, as `2026-12-31`, in UTC) exactly
 * when it is accepted; and, where it is not about all of them, `image` and `package` (names).
 */
export function writeJudgements(judgements: readonly Judgement[]): string {
  return `${JSON.stringify({ version, judgements }, null, 2)}\n`;
}

const file = v.object({ version: v.unknown(), judgements: v.array(v.unknown()) });

/**
 * Reads judgements from JSON as it was exported. What another computer says to have recorded after
 * `now`, in epoch milliseconds, counts as recorded now: else nothing could be recorded after it.
 */
export function readJudgements(
  json: string,
  now: number,
): Result<readonly JudgementEntry[], JudgementsFileFault> {
  const parsed = parse(json);
  if (!parsed.ok) return parsed;
  const read = v.safeParse(file, parsed.value);
  if (!read.success) return failed('other-json');
  if (read.output.version !== version) return failed('other-version');
  const { judgements } = read.output;
  if (judgements.length === 0) return failed('empty');
  if (judgements.length > bookLimits.judgements) return failed('too-many');
  return ok(judgements.map((raw, index) => ({ place: index + 1, reading: readEntry(raw, now) })));
}

function parse(json: string): Result<unknown, JudgementsFileFault> {
  try {
    return ok(JSON.parse(json.replace('\uFEFF', '')) as unknown);
  } catch {
    return failed(json.trim() === '' ? 'empty' : 'not-json');
  }
}

function readEntry(raw: unknown, now: number): JudgementEntry['reading'] {
  const read = v.safeParse(judgement, raw);
  if (!read.success) return failed([...new Set(read.issues.map(explainIssue))]);
  return ok({ ...read.output, at: Math.min(read.output.at, now) });
}

const faults: Readonly<Record<keyof Judgement, string>> = {
  id: 'The id is no UUID.',
  vulnerability: 'The vulnerability is missing, or has characters that no id has.',
  image: 'The image is not the name of one. Leave it out for all images.',
  package: 'The package is not the name of one. Leave it out for all packages.',
  state: `The state is none of ${judgementStates.join(', ')}.`,
  reason: `The reason is missing, or has more than ${bookLimits.reason} characters.`,
  until: 'The last day is not a date such as 2026-12-31.',
  at: 'The time at which it was recorded is not a number of milliseconds.',
};

/** The member that an issue names is part of somebody's file: it is told only when it is known. */
function explainIssue(issue: v.BaseIssue<unknown>): string {
  const [item] = issue.path ?? [];
  if (!item) {
    return issue.type === 'check'
      ? 'What is accepted needs a last day, and nothing else has one.'
      : 'This is not an object.';
  }
  const { key } = item;
  return isMember(key) ? faults[key] : 'It has a member that no judgement has.';
}

function isMember(key: unknown): key is keyof Judgement {
  return typeof key === 'string' && Object.hasOwn(faults, key);
}

/**
 * What an import would do to a book. Judgements are the same by their ids; the first entry of an
 * id counts, a later one is refused: which of two is right only the person knows.
 */
export function previewJudgements(
  book: readonly Judgement[],
  entries: readonly JudgementEntry[],
): JudgementsPreview {
  const held = new Map(book.map((each) => [each.id, each]));
  const seen = new Map<string, number>();
  const added: JudgementItem[] = [];
  const changed: JudgementsPreview['changed'][number][] = [];
  const unchanged: JudgementItem[] = [];
  const refused: JudgementsPreview['refused'][number][] = [];
  for (const { place, reading } of entries) {
    if (!reading.ok) {
      refused.push({ place, sentences: reading.problem });
      continue;
    }
    const item = { place, judgement: reading.value };
    const { id } = item.judgement;
    const earlier = seen.get(id);
    if (earlier !== undefined) {
      refused.push({ place, sentences: [`Entry ${earlier} of this file has the same id.`] });
      continue;
    }
    seen.set(id, place);
    const before = held.get(id);
    if (!before) added.push(item);
    else if (sameJudgement(before, item.judgement)) unchanged.push(item);
    else changed.push({ ...item, before });
  }
  const tooMany = Math.max(0, held.size + added.length - bookLimits.judgements);
  return { added, changed, unchanged, refused, tooMany };
}

/** The judgements that an import gives to the book: what is new, and what is changed. */
export function importedJudgements({ added, changed }: JudgementsPreview): readonly Judgement[] {
  return [...added, ...changed].map(({ judgement: each }) => each);
}

const members = Object.keys(faults).filter(isMember);

function sameJudgement(a: Judgement, b: Judgement): boolean {
  return members.every((member) => a[member] === b[member]);
}

/** How much an import would do: `2 to add, 1 to change, 3 unchanged, 1 refused.` */
export function countJudgementsPreview(preview: JudgementsPreview): string {
  const counts = [
    [preview.added.length, 'to add'],
    [preview.changed.length, 'to change'],
    [preview.unchanged.length, 'unchanged'],
    [preview.refused.length, 'refused'],
  ] as const;
  const words = counts.filter(([count]) => count > 0).map((part) => part.join(' '));
  return `${words.join(', ')}.`;
}

/** Puts why a file cannot be read in a sentence, with what would do. */
export function explainJudgementsFile(fault: JudgementsFileFault): string {
  switch (fault) {
    case 'empty':
      return 'There are no judgements in this file.';
    case 'not-json':
      return 'This file is not JSON.';
    case 'other-json':
      return 'This JSON is not a list of judgements that Image Desk has exported.';
    case 'other-version':
      return `Only files of version ${version} can be read. A newer Image Desk may have written this one.`;
    case 'too-many':
      return `There are more than ${countOf(bookLimits.judgements, 'judgement')} in this file. Take some out.`;
  }
}
