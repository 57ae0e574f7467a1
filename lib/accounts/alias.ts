import { failed, ok, type Result } from '../result';
import type { AccountId } from '../scope';
import {
  accountFault,
  mayLackZeros,
  readAccountId,
  type AccountFault,
} from '../sharing/account-ids';
import { hasUnseen, lengthOf, oneLine } from '../typed-text';
import { environments, type Environment } from './environments';

/**
 * What a person calls an account. The id alone is the key: the three partitions have accounts of
 * their own, but AWS gives no id twice in practice, and an id is all that an image's sharing has.
 */
export interface AccountAlias {
  readonly account: AccountId;
  readonly name: string;
  readonly environment?: Environment;
  /** What it is among others, such as `Customers EU`; each once, in any case. Never empty. */
  readonly groups?: readonly string[];
  readonly notes?: string;
}

/** What is shown of an account wherever its id is shown. */
export type AccountName = Pick<AccountAlias, 'account' | 'name' | 'environment'>;

/** Names by account, to look ids up in. */
export type AccountNames = ReadonlyMap<AccountId, AccountName>;

/** An alias as it is typed or comes from a file. */
export interface AliasText {
  readonly account: string;
  readonly name: string;
  /** The word of an environment in any case; empty for none. */
  readonly environment: string;
  /** Names with commas, semicolons or line breaks between them. */
  readonly groups: string;
  readonly notes: string;
}

/** What is wrong with an alias, and in which of its parts. */
export type AliasFault =
  | ({ readonly field: 'account' } & AccountFault)
  | { readonly field: 'name'; readonly kind: 'missing' | NameFault }
  | { readonly field: 'environment'; readonly kind: 'unknown' }
  | { readonly field: 'groups'; readonly kind: 'many' | 'long' | 'characters' }
  | { readonly field: 'notes'; readonly kind: 'long' | 'characters' };

/** What is wrong with a name that there is. */
export type NameFault = 'long' | 'characters';

/**
 * The longest name, name of a group and notes, in characters, the most groups of an account, and
 * the most accounts that the book holds.
 */
export const limits = { name: 64, group: 40, groups: 10, notes: 500, accounts: 5000 } as const;

/**
 * Reads an alias. Spaces around are taken off, and line breaks, tabs and several spaces become
 * one: a name is one line wherever it is shown.
 */
export function readAlias(text: AliasText): Result<AccountAlias, readonly AliasFault[]> {
  const account = readAccountId(text.account);
  const name = oneLine(text.name);
  const notes = oneLine(text.notes);
  const groups = readGroups(text.groups);
  const environment = readEnvironment(text.environment);
  const faults = [
    account.kind === 'valid'
      ? undefined
      : ({ field: 'account', ...accountFault(text.account, account) } as const),
    faultOfName(name),
    environment.ok ? undefined : environment.problem,
    groupsFault(groups),
    notesFault(notes),
  ].filter((fault) => fault !== undefined);
  if (faults.length > 0 || account.kind !== 'valid' || !environment.ok) return failed(faults);
  return ok({
    account: account.account,
    name,
    ...(environment.value && { environment: environment.value }),
    ...(groups.length > 0 && { groups }),
    ...(notes !== '' && { notes }),
  });
}

/** An alias as the text that reads as it. */
export function textOfAlias({
  account,
  name,
  environment,
  groups = [],
  notes = '',
}: AccountAlias): AliasText {
  return { account, name, environment: environment ?? '', groups: groups.join(', '), notes };
}

/** Whether two aliases say the same. */
export function sameAlias(a: AccountAlias, b: AccountAlias): boolean {
  return (
    a.account === b.account &&
    a.name === b.name &&
    a.environment === b.environment &&
    JSON.stringify(a.groups) === JSON.stringify(b.groups) &&
    a.notes === b.notes
  );
}

/** Puts what is wrong with an alias in a sentence. */
export function explainAlias(fault: AliasFault): string {
  switch (fault.field) {
    case 'account':
      return explainAccount(fault);
    case 'name':
      if (fault.kind === 'missing') return 'The name is missing.';
      return fault.kind === 'long'
        ? `The name has more than ${limits.name} characters.`
        : 'The name has characters that cannot be seen.';
    case 'environment':
      return `The environment is none of ${Object.keys(environments).join(', ')}.`;
    case 'groups':
      return explainGroups(fault.kind);
    case 'notes':
      return fault.kind === 'long'
        ? `The notes have more than ${limits.notes} characters.`
        : 'The notes have characters that cannot be seen.';
  }
}

function explainGroups(kind: 'many' | 'long' | 'characters'): string {
  switch (kind) {
    case 'many':
      return `There are more than ${limits.groups} groups.`;
    case 'long':
      return `The name of a group has more than ${limits.group} characters.`;
    case 'characters':
      return 'The name of a group has characters that cannot be seen.';
  }
}

function explainAccount(fault: AccountFault): string {
  switch (fault.kind) {
    case 'missing':
      return 'The account ID is missing.';
    case 'invalid':
      return 'The account ID is not a number of 12 digits.';
    case 'rounded':
      return 'The account ID was rounded, as spreadsheets do with long numbers.';
    case 'digits': {
      const { digits } = fault;
      const counted = `The account ID has ${digits} ${digits === 1 ? 'digit' : 'digits'}, not 12.`;
      // From a text of 12 digits that starts with zeros a spreadsheet makes a shorter number.
      return mayLackZeros(digits) ? `${counted} Spreadsheets take leading zeros away.` : counted;
    }
  }
}

/**
 * Reads a name that may be missing: on one line, and without what could make it look like another.
 * Nothing when there is none.
 */
export function readName(text: string): Result<string | undefined, NameFault> {
  const name = oneLine(text);
  if (name === '') return ok(undefined);
  if (lengthOf(name) > limits.name) return failed('long');
  return hasUnseen(name) ? failed('characters') : ok(name);
}

function faultOfName(text: string): AliasFault | undefined {
  const name = readName(text);
  if (!name.ok) return { field: 'name', kind: name.problem };
  return name.value === undefined ? { field: 'name', kind: 'missing' } : undefined;
}

function notesFault(notes: string): AliasFault | undefined {
  if (lengthOf(notes) > limits.notes) return { field: 'notes', kind: 'long' };
  return hasUnseen(notes) ? { field: 'notes', kind: 'characters' } : undefined;
}

function groupsFault(groups: readonly string[]): AliasFault | undefined {
  if (groups.length > limits.groups) return { field: 'groups', kind: 'many' };
  if (groups.some((group) => lengthOf(group) > limits.group)) {
    return { field: 'groups', kind: 'long' };
  }
  return groups.some((group) => hasUnseen(group))
    ? { field: 'groups', kind: 'characters' }
    : undefined;
}

/** What stands between the names of groups, and so in none of them. */
const betweenGroups = /[,;\n]/;

/** The groups of a text, each as it is written first. */
function readGroups(text: string): readonly string[] {
  const groups = new Map<string, string>();
  for (const part of text.split(betweenGroups)) {
    const group = oneLine(part);
    if (group !== '' && !groups.has(groupKey(group))) groups.set(groupKey(group), group);
  }
  return [...groups.values()];
}

/** Whether a text can be the name of one group: what stands between two is not in it. */
export function isOneGroup(text: string): boolean {
  return !betweenGroups.test(text);
}

/** The same for names of groups that differ in case alone. */
export function groupKey(name: string): string {
  return name.toLowerCase();
}

function readEnvironment(text: string): Result<Environment | undefined, AliasFault> {
  const word = text.trim().toLowerCase();
  if (word === '') return ok(undefined);
  return isEnvironment(word) ? ok(word) : failed({ field: 'environment', kind: 'unknown' });
}

function isEnvironment(word: string): word is Environment {
  return Object.hasOwn(environments, word);
}
