import type { Identity } from '../../../../lib/credentials/identity';
import type { CompanyPolicy, PolicyReading } from '../../../../lib/safety/policy';
import {
  retentionChoices,
  type SafetySettings,
  type SafetyView,
} from '../../../../lib/safety/settings';
import type { AccountId } from '../../../../lib/scope';
import { countOf } from '../../../../lib/words';

/** Whether the company alone decides that nothing may be changed. */
export function isForced({ company: { policy, unreadable } }: SafetyView): boolean {
  return policy.readOnly === true || unreadable.length > 0;
}

/** The accounts with a switch of their own: those held, and those that are switched. */
export function accountsToShow(
  held: readonly Pick<Identity, 'account'>[],
  { readOnlyAccounts }: Pick<SafetySettings, 'readOnlyAccounts'>,
): readonly AccountId[] {
  const all = [...held.map(({ account }) => account), ...readOnlyAccounts];
  return [...new Set(all)].toSorted();
}

/** The read-only accounts with one of them switched. */
export function withAccount(
  accounts: readonly AccountId[],
  account: AccountId,
  readOnly: boolean,
): AccountId[] {
  const others = accounts.filter((each) => each !== account);
  return readOnly ? [...others, account] : others;
}

/** How idle minutes were typed. */
export type MinutesReading =
  | { readonly ok: true; readonly minutes: number }
  | { readonly ok: false; readonly sentence: string };

/** Reads typed idle minutes, which go from 1 to a longest time. */
export function readMinutes(text: string, longest: number): MinutesReading {
  const trimmed = text.trim();
  const minutes = /^\d{1,4}$/.test(trimmed) ? Number(trimmed) : 0;
  return minutes >= 1 && minutes <= longest
    ? { ok: true, minutes }
    : { ok: false, sentence: `Enter a whole number of minutes from 1 to ${longest}.` };
}

/** How long the activity log keeps an entry, in words. */
export function describeRetention(days: SafetySettings['retentionDays']): string {
  return days === 0 ? 'For ever' : `${days} days`;
}

/** The choices of the retention, each in words. */
export const retentionOptions = retentionChoices.map((days) => ({
  value: String(days),
  label: describeRetention(days),
}));

/** The retention of an option's value. */
export function retentionOf(
  value: string | undefined,
): SafetySettings['retentionDays'] | undefined {
  return retentionChoices.find((days) => String(days) === value);
}

/** What the company sets, as labels and values; empty when it sets nothing. */
export function describeCompany({ policy }: PolicyReading): readonly (readonly [string, string])[] {
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['Allowed accounts', list(policy.allowedAccounts)],
    ['Allowed Regions', list(policy.allowedRegions)],
    ['Accounts that images may be shared with', list(policy.allowedRecipients)],
    ['Read-only', yesOrNo(policy.readOnly)],
    ['Keeping credentials on disk', mayBeKept(policy)],
    ['Longest idle time', policy.idleMinutes?.toString().concat(' minutes')],
    ['Applications', policy.applications && countOf(policy.applications.length, 'application')],
  ];
  return rows.flatMap(([label, value]) => (value === undefined ? [] : [[label, value] as const]));
}

function list(values: readonly string[] | undefined): string | undefined {
  return values?.length === 0 ? 'None' : values?.join(', ');
}

function yesOrNo(value: boolean | undefined): string | undefined {
  return value === undefined ? undefined : value ? 'Yes' : 'No';
}

function mayBeKept({ vaultForbidden }: CompanyPolicy): string | undefined {
  return vaultForbidden === undefined ? undefined : vaultForbidden ? 'Forbidden' : 'Allowed';
}
