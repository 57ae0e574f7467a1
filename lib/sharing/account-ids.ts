import { accountIdPattern, type AccountId } from '../scope';

/** How a typed account id reads. */
export type AccountIdReading =
  | { readonly kind: 'empty' }
  | { readonly kind: 'invalid'; readonly digits: number; readonly onlyDigits: boolean }
  /** `normalised` says that spaces or hyphens were taken out, so that a surface can show it. */
  | { readonly kind: 'valid'; readonly account: AccountId; readonly normalised: boolean };

/**
 * Reads an account id as people write it: `111122223333`, `1111-2222-3333`, with spaces around
 * or between. AWS's console shows ids with hyphens and copies them without.
 */
export function readAccountId(text: string): AccountIdReading {
  const trimmed = text.trim();
  if (trimmed === '') return { kind: 'empty' };
  const account = trimmed.replaceAll(/[\s\u00A0\u2010-\u2015-]/g, '');
  if (accountIdPattern.test(account)) {
    return { kind: 'valid', account, normalised: account !== text };
  }
  return {
    kind: 'invalid',
    digits: account.replaceAll(/\D/g, '').length,
    onlyDigits: /^\d+$/.test(account),
  };
}
