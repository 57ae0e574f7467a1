import { describe, expect, it } from 'vitest';
import { bulkObstacle, isForbidden, type BulkDraft } from '@/components/desk/bulk/readiness';
import { createRecipientList, describeTaken } from '@/components/desk/bulk/recipients-model';
import type { ListedImage } from '@/lib/images/select';
import type { Recipient } from '@/lib/sharing/recipients';

const owner = '111122223333';
const friend = '444455556666';
const other = '555566667777';

function setUp() {
  let breaths = 0;
  const list = createRecipientList(async () => {
    breaths += 1;
    await Promise.resolve();
  });
  const file = (text: string, name = 'accounts.csv') =>
    list.takeFile(new File([text], name), owner);
  const typed = async (text: string) => {
    list.type(text);
    await list.takeText(owner);
  };
  return { list, file, typed, breaths: () => breaths };
}

const recipient = (account: string, bits: '' | 'f' | 'b' | 'fb'): Recipient => ({
  account,
  fleet: bits.includes('f'),
  imageBuilder: bits.includes('b'),
});

describe('the list of accounts', () => {
  it('takes what was typed, with what accounts are to get, and empties the field', async () => {
    const { list, typed } = setUp();
    await typed(`${friend}, 5555-6666-7777`);
    expect(list.recipients.value).toEqual([recipient(friend, 'f'), recipient(other, 'f')]);
    expect(list.text.value).toBe('');
    expect(list.reading.value).toMatchObject({ state: 'taken', added: 2, changed: 0 });
  });

  it('takes nothing of what has a problem, and leaves it to be corrected', async () => {
    const { list, typed } = setUp();
    await typed(`${friend}\n12345678901\n`);
    expect(list.recipients.value).toEqual([]);
    expect(list.text.value).toBe(`${friend}\n12345678901\n`);
    const reading = list.reading.value;
    if (reading.state !== 'refused') throw new Error(`It is ${reading.state}.`);
    expect(reading.problems.map(({ line, kind }) => [line, kind])).toEqual([[2, 'account']]);
  });

  it('keeps what was typed while an older text was read', async () => {
    const { list } = setUp();
    list.type(friend);
    const taking = list.takeText(owner);
    list.type(other);
    await taking;
    expect(list.text.value).toBe(other);
    expect(list.recipients.value).toEqual([recipient(friend, 'f')]);
  });

  it('takes from a file what it says itself, and says which accounts that changes', async () => {
    const { list, file, typed } = setUp();
    await typed(`${friend} ${other}`);
    await file(
      `\uFEFFaccount,name,fleet,image_builder\r\n${friend},"Payments, EU",no,no\r\n${other},,yes,no\r\n888800001111,,yes,yes\r\n`,
    );
    expect(list.recipients.value).toEqual([
      { ...recipient(friend, ''), name: 'Payments, EU' },
      recipient(other, 'f'),
      recipient('888800001111', 'fb'),
    ]);
    const reading = list.reading.value;
    if (reading.state !== 'taken') throw new Error(`It is ${reading.state}.`);
    expect(describeTaken(reading)).toBe(
      'accounts.csv: 1 account added, 1 given other permissions than before, 1 in the list already.',
    );
  });

  it.each([
    ['nothing', '', 'unreadable'],
    ['only a header', 'account,fleet,image_builder\n', 'unreadable'],
    ['a wrong header', `account,fleet,builder\n${friend},yes,no\n`, 'refused'],
    ['both columns empty', `account,fleet,image_builder\n${friend},,\n`, 'refused'],
    ['the owner', `${owner}\n`, 'refused'],
  ])('takes nothing from a file with %s', async (_, text, state) => {
    const { list, file } = setUp();
    await file(text);
    expect(list.reading.value.state).toBe(state);
    expect(list.recipients.value).toEqual([]);
  });

  it('lets go in between while it reads a long file, and drops it when another is chosen', async () => {
    const { list, file, breaths } = setUp();
    const lines = Array.from({ length: 15_000 }, (_, index) => String(700_000_000_000 + index));
    const long = file(lines.join('\n'), 'long.csv');
    const short = file(friend, 'short.csv');
    await Promise.all([long, short]);
    expect(list.recipients.value).toEqual([recipient(friend, 'f')]);
    await file(lines.join('\n'), 'long.csv');
    expect(breaths()).toBeGreaterThan(5);
    expect(list.recipients.value).toHaveLength(15_001);
  });

  it('gives picked accounts what is set, without the owner', () => {
    const { list } = setUp();
    list.setDefaults({ imageBuilder: true });
    list.takeAccounts('Account book', [{ account: owner }, { account: friend, name: '' }], owner);
    expect(list.recipients.value).toEqual([recipient(friend, 'fb')]);
  });

  it('revokes instead of giving, never by an empty choice', async () => {
    const { list, typed } = setUp();
    list.setDefaults({ imageBuilder: true });
    list.setDefaults({ revoke: true });
    expect(list.defaults.value).toEqual({ fleet: false, imageBuilder: false, revoke: true });
    await typed(friend);
    expect(list.recipients.value).toEqual([recipient(friend, '')]);
  });

  it('lets each account be changed and taken out', async () => {
    const { list, typed } = setUp();
    await typed(`${friend} ${other}`);
    list.change(friend, { fleet: false, imageBuilder: true });
    list.change('888800001111', { fleet: true, imageBuilder: true });
    list.remove(other);
    expect(list.recipients.value).toEqual([recipient(friend, 'b')]);
    list.clear();
    expect(list.recipients.value).toEqual([]);
    expect(list.reading.value).toEqual({ state: 'none' });
  });
});

describe('a plan for many images', () => {
  const image: ListedImage = {
    key: 'us-east-1/office',
    region: 'us-east-1',
    arn: `arn:aws:appstream:us-east-1:${owner}:image/office`,
    name: 'office',
    visibility: 'private',
    state: 'AVAILABLE',
  };
  const images = (count: number) => Array.from({ length: count }, () => image);
  const draft: BulkDraft = {
    owner,
    images: [image],
    recipients: [recipient(friend, 'f')],
    text: ' ',
    reading: false,
  };
  const many = Array.from({ length: 41 }, (_, index) =>
    recipient(String(700_000_000_000 + index), 'f'),
  );

  it('can be made of at least one of each', () => {
    expect(bulkObstacle(draft)).toBeUndefined();
  });

  it.each<[string, Partial<BulkDraft>]>([
    ['Select at least one image.', { images: [] }],
    ['A plan can have 500 images; these are 501.', { images: images(501) }],
    ['The list of accounts is being read.', { reading: true }],
    ['Add what you typed to the list of accounts, or delete it.', { text: other }],
    ['Add at least one account.', { recipients: [] }],
    [
      `Account ${owner} owns the images. Remove it from the list.`,
      { recipients: [recipient(owner, 'f')] },
    ],
    [
      'Your company does not allow to share with 1 account of the list.',
      { allowed: new Set([other]) },
    ],
    [
      'A plan can have 20,000 changes; 500 images for 41 accounts would be 20,500.',
      { images: images(500), recipients: many },
    ],
  ])('cannot be made: %s', (sentence, change) => {
    expect(bulkObstacle({ ...draft, ...change })).toBe(sentence);
  });

  it('may always take away, whatever the company allows', () => {
    expect(isForbidden(recipient(friend, ''), new Set())).toBe(false);
    expect(isForbidden(recipient(friend, 'b'), new Set())).toBe(true);
    expect(isForbidden(recipient(friend, 'b'), new Set([friend]))).toBe(false);
    expect(isForbidden(recipient(friend, 'b'), undefined)).toBe(false);
  });
});
