import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  findImages,
  groupChoices,
  ownImages,
  readShare,
  remarkOn,
  saysSomething,
  startDraft,
  withAccounts,
} from '@/components/popup/share-model';
import { shareQuota } from '@/lib/sharing/plan';
import { emptyDraft, type ShareDraft } from '@/lib/sharing/popup-draft';
import { readRecipients } from '@/lib/sharing/recipients';
import { friend, home, owner, stranger } from '../support/values';
import { imageOf, listingOf } from './fakes';

const office = listingOf(imageOf('office', { displayName: 'Office, June' }));
const design = listingOf(imageOf('design', { visibility: 'shared-with-others' }));
const pending = listingOf(imageOf('pending', { state: 'PENDING' }));
const theirs = listingOf(imageOf('theirs', { visibility: 'shared-with-me' }));
const base = listingOf(imageOf('base', { visibility: 'public' }));
const listings = [office, design, pending, theirs, base];

const draft: ShareDraft = { ...emptyDraft, images: ['office', 'design'], accounts: friend };

const names = (text: string, first: readonly string[] = []) =>
  findImages([office, design, pending], text, new Set(first)).map(({ name }) => name);

const faultsOf = (changes: Partial<ShareDraft>) =>
  readShare({ ...draft, ...changes }, listings, home).faults;

describe('the images to choose from', () => {
  test('are the own ones', () => {
    expect(ownImages(listings)).toEqual([office, design, pending]);
  });

  test('are found by any part of their names, those that were ticked at first on top', () => {
    expect(names('')).toEqual(['office', 'design', 'pending']);
    expect(names('', ['pending'])).toEqual(['pending', 'office', 'design']);
    expect(names('OFF')).toEqual(['office']);
    expect(names('ign ')).toEqual(['design']);
    expect(names('des kiosk')).toEqual([]);
  });

  test('say their state where it is in the way', () => {
    expect([remarkOn(office), remarkOn(pending)]).toEqual([undefined, 'Pending']);
  });
});

describe('the form to begin with', () => {
  test('ticks what the page has selected, if the account has it', () => {
    expect(startDraft(undefined, ['office', 'theirs', 'gone'], listings)).toEqual({
      ...emptyDraft,
      focus: ['office', 'theirs', 'gone'],
      images: ['office'],
    });
  });

  test('is what was kept, without images that are gone', () => {
    const kept = { ...draft, images: ['design', 'gone'], focus: ['office'], revoke: true };
    expect(startDraft(kept, ['office'], listings)).toEqual({ ...kept, images: ['design'] });
  });

  test('ticks what the page has selected since, and keeps the rest', () => {
    const kept = { ...draft, focus: ['office'] };
    const begun = startDraft(kept, ['pending'], listings);
    expect(begun).toEqual({ ...kept, images: ['pending'], focus: ['pending'] });
  });

  test('is worth a word only when a person has put something there', () => {
    expect(saysSomething({ ...emptyDraft, images: ['office'] }, ['office'])).toBe(false);
    expect(saysSomething({ ...emptyDraft, images: ['office'] }, [])).toBe(true);
    expect(saysSomething({ ...emptyDraft, accounts: '1' }, [])).toBe(true);
  });
});

describe('the groups of accounts', () => {
  const aliases = [
    { account: owner, name: 'Images', environment: 'production' },
    { account: friend, name: 'Payments', environment: 'production', groups: ['Partners'] },
    { account: stranger, name: 'Trials' },
  ] as const;

  test('are those that have a name, those of each environment and all of them, without the owner', () => {
    expect(groupChoices(aliases, owner)).toEqual([
      { key: 'group/Partners', name: 'Partners', accounts: [friend] },
      { key: 'environment/Production', name: 'Production', accounts: [friend] },
      { key: 'all', name: 'All named accounts', accounts: [friend, stranger] },
    ]);
    expect(groupChoices([], owner)).toEqual([]);
  });

  test('are added to what is there, each account once', () => {
    expect(withAccounts('', [friend, stranger])).toBe(`${friend}\n${stranger}`);
    expect(withAccounts(`${friend}, \n`, [friend, stranger])).toBe(`${friend},\n${stranger}`);
    expect(withAccounts(friend, [friend])).toBe(friend);
  });

  test('are read as these accounts, whatever stood there of other accounts', () => {
    const ids = fc.uniqueArray(
      fc.integer({ min: 0, max: 9999 }).map((n) => String(500_000_000_000 + n)),
    );
    fc.assert(
      fc.property(ids, ids, (before, group) => {
        const text = withAccounts(before.join('\n'), group);
        const { recipients, problems } = readRecipients(
          text,
          { fleet: true, imageBuilder: false },
          owner,
        );
        expect(problems).toEqual([]);
        expect(new Set(recipients.map(({ account }) => account))).toEqual(
          new Set([...before, ...group]),
        );
      }),
    );
  });
});

describe('a draft', () => {
  test('reads as the same for each image, by name and ARN', () => {
    const desired = [{ account: friend, fleet: true, imageBuilder: false }];
    expect(readShare(draft, listings, home).desired).toEqual([
      { region: home.region, image: { name: 'office', arn: office.arn }, desired },
      { region: home.region, image: { name: 'design', arn: design.arn }, desired },
    ]);
  });

  test('that revokes wants no permission, whatever is ticked', () => {
    const { desired } = readShare({ ...draft, revoke: true, imageBuilder: true }, listings, home);
    expect(desired?.[0]?.desired).toEqual([{ account: friend, fleet: false, imageBuilder: false }]);
  });

  test('never names an image that is not an own one', () => {
    const { desired, faults } = readShare({ ...draft, images: ['theirs', 'base'] }, listings, home);
    expect(desired).toBeUndefined();
    expect(faults.images).toBe('Tick at least one image.');
  });

  test.each<[Partial<ShareDraft>, string]>([
    [{ images: [] }, 'images'],
    [{ accounts: ' ' }, 'accounts'],
    [{ accounts: '12' }, 'accounts'],
    [{ accounts: owner }, 'accounts'],
    [{ fleet: false }, 'permissions'],
    [{ revoke: true, accounts: `account,fleet,image_builder\n${friend},yes,no` }, 'permissions'],
  ])('with %j lacks something of its %s', (changes, part) => {
    expect(Object.keys(faultsOf(changes))).toEqual([part]);
    expect(readShare({ ...draft, ...changes }, listings, home).desired).toBeUndefined();
  });

  test('whose list says what to allow needs no box ticked', () => {
    const accounts = `account,fleet,image_builder\n${friend},no,yes`;
    const { desired, faults } = readShare({ ...draft, fleet: false, accounts }, listings, home);
    expect(faults).toEqual({});
    expect(desired?.[0]?.desired).toEqual([{ account: friend, fleet: false, imageBuilder: true }]);
  });

  test('with more changes than a plan can have says so', () => {
    const accounts = Array.from({ length: 101 * shareQuota }, (_, n) => 600_000_000_000 + n);
    expect(faultsOf({ accounts: accounts.join('\n') }).accounts).toContain('20200 changes');
  });
});
