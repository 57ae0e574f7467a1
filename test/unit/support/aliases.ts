import * as fc from 'fast-check';
import { readAlias, type AccountAlias } from '@/lib/accounts/alias';
import { environments, type Environment } from '@/lib/accounts/environments';
import { accountIds } from './values';

/** Texts as hard on a file as they come: quotes, separators, line breaks, formulas, any script. */
const texts = (maxLength: number) =>
  fc.oneof(
    fc.string({ unit: 'grapheme', maxLength }),
    fc.string({
      unit: fc.constantFrom('"', "'", ',', ';', '\t', '\n', '=', '+', '-', '@', ' ', 'a', '0', 'ü'),
      maxLength,
    }),
  );

/** Aliases of a name, groups and notes that a person could have typed. */
export function aliasesOf(accounts: fc.Arbitrary<string>): fc.Arbitrary<AccountAlias> {
  return fc
    .record({
      account: accounts,
      name: texts(30),
      environment: fc.constantFrom('', ...(Object.keys(environments) as Environment[])),
      groups: fc.array(texts(12), { maxLength: 4 }).map((names) => names.join(', ')),
      notes: texts(60),
    })
    .map(readAlias)
    .filter((read) => read.ok)
    .map(({ value }) => value);
}

/** Books: aliases of which no two are of one account. */
export const books = fc.uniqueArray(aliasesOf(accountIds), {
  selector: ({ account }) => account,
  maxLength: 12,
});
