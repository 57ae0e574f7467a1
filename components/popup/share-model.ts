import type { AccountAlias } from '../../lib/accounts/alias';
import { groupsOf } from '../../lib/accounts/groups';
import { describeState } from '../../lib/images/describe';
import type { ImageListing } from '../../lib/images/image';
import type { AccountId, Scope } from '../../lib/scope';
import { planLimits, type DesiredImage } from '../../lib/sharing/plan';
import { emptyDraft, type ShareDraft } from '../../lib/sharing/popup-draft';
import { desiredFor, readRecipients, type RecipientReading } from '../../lib/sharing/recipients';

/** What is missing in a draft, each in one sentence, by the part of the form. */
export interface DraftFaults {
  readonly images?: string;
  readonly accounts?: string;
  readonly permissions?: string;
}

/** A draft as it reads: what is desired, or what is missing. */
export interface ShareReading {
  readonly recipients: RecipientReading;
  readonly faults: DraftFaults;
  /** Only when nothing is missing. */
  readonly desired?: readonly DesiredImage[];
}

/** The images that an account can share: its own. */
export function ownImages(listings: readonly ImageListing[]): readonly ImageListing[] {
  return listings.filter(
    ({ visibility }) => visibility === 'private' || visibility === 'shared-with-others',
  );
}

/**
 * The form to begin with. What the page has selected is ticked, as far as the account's own list
 * has it. What was kept comes back, but ticks only while the page has the same selected: whoever
 * has turned to another image means that one.
 */
export function startDraft(
  kept: ShareDraft | undefined,
  focus: readonly string[],
  listings: readonly ImageListing[],
): ShareDraft {
  const own = new Set(ownImages(listings).map(({ name }) => name));
  const same = kept !== undefined && kept.focus.join() === focus.join();
  const images = (same ? kept.images : focus).filter((name) => own.has(name));
  return { ...emptyDraft, ...kept, focus, images };
}

/** Whether there is anything in a draft that a person has put there. */
export function saysSomething(draft: ShareDraft, focus: readonly string[]): boolean {
  return draft.accounts.trim() !== '' || draft.images.join() !== focus.join();
}

/** The images to choose from that a text is found in; the first of all are those of `first`. */
export function findImages(
  listings: readonly ImageListing[],
  text: string,
  first: ReadonlySet<string>,
): readonly ImageListing[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const found = listings.filter(({ name, displayName = '' }) => {
    const said = `${name} ${displayName}`.toLowerCase();
    return words.every((word) => said.includes(word));
  });
  return [
    ...found.filter(({ name }) => first.has(name)),
    ...found.filter(({ name }) => !first.has(name)),
  ];
}

/** What is to be said of an image besides its name; nothing of one that can be shared. */
export function remarkOn({ state }: Pick<ImageListing, 'state'>): string | undefined {
  return state === 'AVAILABLE' ? undefined : describeState(state);
}

/** Accounts of the book that can be added at once. */
export interface GroupChoice {
  readonly key: string;
  readonly name: string;
  readonly accounts: readonly AccountId[];
}

/** The groups of the accounts that have names, and all of these accounts; never the owner. */
export function groupChoices(
  aliases: readonly AccountAlias[],
  owner: AccountId,
): readonly GroupChoice[] {
  const others = aliases.filter(({ account }) => account !== owner);
  const groups = groupsOf(others).map(({ kind, name, accounts }) => ({
    key: `${kind}/${name}`,
    name,
    accounts: accounts.map(({ account }) => account),
  }));
  const all = others.map(({ account }) => account);
  return all.length > 0
    ? [...groups, { key: 'all', name: 'All named accounts', accounts: all }]
    : groups;
}

/** Adds accounts to a text of them, each on a line of its own, without those that are in it. */
export function withAccounts(text: string, accounts: readonly AccountId[]): string {
  const missing = accounts.filter((account) => !text.includes(account));
  const start = text.trimEnd();
  return [...(start === '' ? [] : [start]), ...missing].join('\n');
}

/** Reads a draft. */
export function readShare(
  draft: ShareDraft,
  listings: readonly ImageListing[],
  place: Scope,
): ShareReading {
  const { revoke } = draft;
  const defaults = {
    fleet: draft.fleet && !revoke,
    imageBuilder: draft.imageBuilder && !revoke,
  };
  const recipients = readRecipients(draft.accounts, defaults, place.account);
  const ticked = new Set(draft.images);
  const images = ownImages(listings).filter(({ name }) => ticked.has(name));
  const faults = faultsOf(draft, images.length, recipients);
  if (Object.keys(faults).length > 0) return { recipients, faults };
  const places = images.map(({ name, arn }) => ({ region: place.region, image: { name, arn } }));
  return { recipients, faults, desired: desiredFor(places, recipients.recipients, 'update') };
}

function faultsOf(draft: ShareDraft, images: number, reading: RecipientReading): DraftFaults {
  const permissions = permissionFault(draft, reading);
  const accounts = accountFault(images, reading);
  const tooMany = images > planLimits.images;
  return {
    ...(images === 0 && { images: 'Tick at least one image.' }),
    ...(tooMany && { images: `Tick at most ${planLimits.images} images at a time.` }),
    ...(accounts !== undefined && { accounts }),
    ...(permissions !== undefined && { permissions }),
  };
}

function accountFault(
  images: number,
  { recipients, problems }: RecipientReading,
): string | undefined {
  if (problems.length > 0) return 'Correct the accounts that cannot be read.';
  if (recipients.length === 0) return 'Enter at least one account.';
  const cells = images * recipients.length;
  return cells > planLimits.items
    ? `These are ${cells} changes; at most ${planLimits.items} can be made at a time.`
    : undefined;
}

function permissionFault(
  { revoke, fleet, imageBuilder }: ShareDraft,
  { header, recipients }: RecipientReading,
): string | undefined {
  if (revoke && recipients.some((each) => each.fleet || each.imageBuilder)) {
    return 'The list says by itself what to allow. Leave that out to revoke, or choose to share.';
  }
  return revoke || fleet || imageBuilder || header
    ? undefined
    : 'Choose at least one permission: fleet or image builder.';
}
