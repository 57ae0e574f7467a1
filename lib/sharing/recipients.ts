import { limits, type NameFault } from '../accounts/alias';
import { csvBatches, plainText, resultOf, writeCsv, type CsvRecord } from '../csv';
import type { ImageRef, SharePermissions } from '../images/image';
import type { AccountId, RegionCode } from '../scope';
import { mayLackZeros, type AccountFault } from './account-ids';
import type { DesiredImage } from './plan';
import {
  columns,
  faultOfHeader,
  isHeader,
  type Column,
  type HeaderFault,
} from './recipient-columns';
import { startList } from './recipient-list';
import { cut, readLines, readRecord } from './recipient-parts';

/** Who shall have what. Both false means: revoke. */
export interface Recipient extends SharePermissions {
  readonly account: AccountId;
  /** What the list calls the account. */
  readonly name?: string;
}

/** Why a part of a list is not taken; `explainRecipient` has the sentence. */
export type RecipientProblem = {
  /** The line at which it begins, from 1. */
  readonly line: number;
} & (
  | (HeaderFault & { readonly kind: 'header' })
  /** What is there for an account id is none. */
  | { readonly kind: 'account'; readonly text: string; readonly fault: AccountFault }
  /** It owns the images. */
  | { readonly kind: 'own-account'; readonly account: AccountId }
  /** An earlier line says something else of this account; neither of them is taken. */
  | { readonly kind: 'contradiction'; readonly account: AccountId; readonly earlier: number }
  /** Both columns are empty. */
  | { readonly kind: 'says-nothing'; readonly account: AccountId }
  | { readonly kind: 'value'; readonly column: Column; readonly text: string }
  | { readonly kind: 'name'; readonly fault: NameFault }
  /** The quotation marks of a line do not fit together. */
  | { readonly kind: 'quotes' }
  /** A line has more values than there are columns. */
  | { readonly kind: 'more-values' }
  /** At this line there are more accounts than a plan can have. */
  | { readonly kind: 'too-many'; readonly limit: number }
);

/** A list as it was read. All of its parts are a recipient, merged into one, or a problem. */
export interface RecipientReading {
  /** Each account once, in the order of the list. */
  readonly recipients: readonly Recipient[];
  /** In the order of the list. Nothing may be planned from a list with any. */
  readonly problems: readonly RecipientProblem[];
  /** How many parts say what an earlier one says. */
  readonly merged: number;
  /** It is CSV with a header, so `defaults` were not used where it says what to allow. */
  readonly header?: true;
}

/**
 * Reads who shall have what: account ids in free text, with any separators, which get `defaults`;
 * or CSV with a header of `account`, `name`, `fleet` and `image_builder`, which says so itself.
 * Without both of the last two, it gets `defaults` too.
 */
export function readRecipients(
  text: string,
  defaults: SharePermissions,
  owner: AccountId,
): RecipientReading {
  return resultOf(steps(text, defaults, owner));
}

/** How a long list is read without holding up the page. */
export interface StepPorts {
  /** Lets the page do something else: it resolves in a later task. */
  readonly breathe: () => Promise<void>;
  /** Hears which share of the text is read, from 0 to 1. */
  readonly progress?: (share: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * Reads what `readRecipients` reads, with a pause every 2,000 lines. Nothing when `signal` has
 * aborted.
 */
export async function readRecipientsInSteps(
  text: string,
  defaults: SharePermissions,
  owner: AccountId,
  { breathe, progress, signal }: StepPorts,
): Promise<RecipientReading | undefined> {
  const reading = steps(text, defaults, owner);
  for (;;) {
    if (signal?.aborted) return undefined;
    const step = reading.next();
    if (step.done) {
      progress?.(1);
      return step.value;
    }
    progress?.(step.value);
    await breathe();
  }
}

/** Reads in steps, each of which gives the share of the text that is read. */
function* steps(
  text: string,
  defaults: SharePermissions,
  owner: AccountId,
): Generator<number, RecipientReading> {
  const plaining = plainText(text);
  let piece = plaining.next();
  while (!piece.done) {
    yield 0;
    piece = plaining.next();
  }
  const plain = piece.value;
  const list = startList(owner);
  const batches = csvBatches(plain, isHeader);
  yield 0;
  if (!batches) {
    yield* readLines(plain, defaults, list);
    return list.end();
  }
  let header: CsvRecord | undefined;
  for (const { records, read } of batches) {
    for (const record of records) {
      if (header) readRecord(record, header, defaults, list);
      else {
        header = record;
        const fault = faultOfHeader(record.cells);
        if (fault) list.refuse({ line: record.line, kind: 'header', ...fault });
        if (fault) return { ...list.end(), header: true };
      }
    }
    yield read / plain.length;
  }
  return { ...list.end(), header: true };
}

/** Why a part of a list is not taken, in one sentence that names its line. */
export function explainRecipient(problem: RecipientProblem): string {
  return `Line ${problem.line}: ${explain(problem)}`;
}

function explain(problem: RecipientProblem): string {
  switch (problem.kind) {
    case 'header':
      return explainHeader(problem);
    case 'account':
      return explainAccount(problem.text, problem.fault);
    case 'own-account':
      return `account ${problem.account} owns the images; they cannot be shared with their owner.`;
    case 'contradiction':
      return `account ${problem.account} is in line ${problem.earlier} already, with other permissions.`;
    case 'says-nothing':
      return `for account ${problem.account} this says neither what to allow nor to revoke; write yes or no into fleet and image_builder.`;
    case 'value':
      return `${problem.column} is “${problem.text}”; it can be yes or no.`;
    case 'name':
      return problem.fault === 'long'
        ? `the name has more than ${limits.name} characters.`
        : 'the name has characters that cannot be seen.';
    case 'quotes':
      return 'the quotation marks do not fit together.';
    case 'more-values':
      return 'there are more values than columns; quote what has a separator in it.';
    case 'too-many':
      return `here begin more than the ${problem.limit} accounts that one plan can have.`;
  }
}

function explainHeader({ missing, unknown, twice }: HeaderFault): string {
  const faults = [
    ...missing.map((column) => `the column ${column} is missing`),
    ...unknown.map((cell) => `“${cut(cell)}” is no column`),
    ...twice.map((column) => `the column ${column} is there twice`),
  ];
  return `${faults.join(', ')}; the columns are ${columns.join(', ')}.`;
}

function explainAccount(text: string, fault: AccountFault): string {
  switch (fault.kind) {
    case 'missing':
      return 'the account ID is missing.';
    case 'invalid':
      return `“${text}” is no account ID, which is a number of 12 digits.`;
    case 'rounded':
      return `“${text}” was rounded, as spreadsheets do with long numbers; format the column as text.`;
    case 'digits': {
      const { digits } = fault;
      const counted = `“${text}” has ${digits} ${digits === 1 ? 'digit' : 'digits'}, not 12`;
      return mayLackZeros(digits)
        ? `${counted}; spreadsheets take leading zeros away.`
        : `${counted}.`;
    }
  }
}

function word(allowed: boolean): string {
  return allowed ? 'yes' : 'no';
}

/** Recipients as CSV that reads as them. */
export function recipientsCsv(recipients: readonly Recipient[]): string {
  const rows = recipients.map(({ account, name, fleet, imageBuilder }) => [
    account,
    name ?? '',
    word(fleet),
    word(imageBuilder),
  ]);
  return writeCsv(columns, rows);
}

/**
 * What is desired of images so that recipients have what they shall: `update` leaves accounts
 * that are not among them alone, with `exact` those lose access.
 */
export function desiredFor(
  images: readonly { readonly region: RegionCode; readonly image: ImageRef }[],
  recipients: readonly Recipient[],
  mode: 'update' | 'exact',
): readonly DesiredImage[] {
  const desired = recipients.map(({ account, fleet, imageBuilder }) => ({
    account,
    fleet,
    imageBuilder,
  }));
  return images.map(({ region, image }) => ({
    region,
    image,
    desired,
    ...(mode === 'exact' && { exact: true as const }),
  }));
}
