import type { Cause } from '../../../../../lib/findings/cause';
import type { JudgedPair } from '../../../../../lib/findings/judged';

/** Why a package of a vulnerability is new or fixed, in a few words; nothing when it is neither. */
export function causeWords({ cause, elsewhere }: JudgedPair): string | undefined {
  if (!cause) return undefined;
  const source = 'known' in cause && cause.known === 'findings' ? ', as other findings tell' : '';
  const still = elsewhere ? '; the vulnerability is in both builds' : '';
  return `${wordsOf(cause)}${source}${still}`;
}

function wordsOf(cause: Cause): string {
  switch (cause.why) {
    case 'package-added':
      return 'Package added';
    case 'package-removed':
      return 'Package removed';
    case 'upgraded':
      return `Upgraded from ${cause.from} to ${cause.to}`;
    case 'downgraded':
      return `Downgraded from ${cause.from} to ${cause.to}`;
    case 'other-version':
      return `Version changed from ${cause.from} to ${cause.to}`;
    case 'database':
      return 'Same version, other vulnerability database';
    case 'unknown':
      return 'Not known';
  }
}
