import * as fc from 'fast-check';
import { readName } from '@/lib/accounts/alias';
import type { Recipient } from '@/lib/sharing/recipients';
import { accountIds, owner, permissions, someAccounts } from './values';

/** Names as hard on a file as they come, read as a person's would be. */
const names = fc
  .oneof(
    fc.string({ unit: 'grapheme', maxLength: 20 }),
    fc.string({
      unit: fc.constantFrom('"', "'", ',', ';', '\t', '\n', '\r', '=', '+', '-', '@', ' ', 'a'),
      maxLength: 20,
    }),
  )
  .map((text) => {
    const name = readName(text);
    return name.ok ? name.value : undefined;
  });

const recipients: fc.Arbitrary<Recipient> = fc
  .record({ account: fc.oneof(someAccounts, accountIds), may: permissions, name: names })
  .filter(({ account }) => account !== owner)
  .map(({ account, may, name }) => ({
    account,
    ...may,
    ...(name !== undefined && { name }),
  }));

/** Lists of recipients in which each account is once. */
export const recipientLists: fc.Arbitrary<readonly Recipient[]> = fc.uniqueArray(recipients, {
  selector: ({ account }) => account,
  maxLength: 12,
});

/** An id as people write it. */
export const idWritings = fc.constantFrom<(account: string) => string>(
  (account) => account,
  (account) => groups(account).join('-'),
  (account) => groups(account).join(' '),
  (account) => groups(account).join('\u2011'),
);

/** What people put between ids. */
export const idSeparators = fc.constantFrom(
  ' ',
  '  ',
  ',',
  ', ',
  ';',
  '\t',
  '\n',
  '\r\n',
  '\r',
  '\n\n',
  ' | ',
  '","',
  ' \u00a0',
);

function groups(account: string): readonly string[] {
  return [account.slice(0, 4), account.slice(4, 8), account.slice(8)];
}
