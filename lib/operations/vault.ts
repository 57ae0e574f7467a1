import * as v from 'valibot';
import type { LockState } from '../credentials/lock';
import type { VaultState } from '../credentials/vault';
import type { Problem } from '../problems/problem';
import type { AccountScope } from '../scope';
import { operation } from './contract';
import { accountScope, nothing } from './schemas';

const passphrase = v.pipe(v.string(), v.minLength(1), v.maxLength(1024));

/** Whether credentials can be had, and why not. */
export interface LockView {
  readonly vault: VaultState;
  /** Why there are no secrets, when it is because of a lock. */
  readonly locked?: LockState;
}

/** How unlocking went. */
export interface UnlockOutcome {
  readonly restored: number;
  readonly expired: readonly AccountScope[];
  readonly refused: readonly { readonly account: AccountScope; readonly problem: Problem }[];
}

/** Locking, and the opt-in vault: passphrases are typed in the extension's own documents. */
export const vaultOperations = {
  'lock.now': operation<null>()({
    title: 'Lock Image Desk',
    level: 'read',
    scope: 'none',
    input: nothing,
    actions: [],
    senders: ['extension'],
  }),
  'vault.state': operation<LockView>()({
    title: 'Tell whether Image Desk is locked',
    level: 'read',
    scope: 'none',
    input: nothing,
    actions: [],
    senders: ['extension'],
  }),
  'vault.create': operation<null>()({
    title: 'Make a vault',
    level: 'read',
    scope: 'none',
    input: v.strictObject({ passphrase }),
    actions: [],
    senders: ['extension'],
  }),
  'vault.unlock': operation<UnlockOutcome>()({
    title: 'Unlock the vault',
    level: 'read',
    scope: 'none',
    input: v.strictObject({ passphrase }),
    actions: [],
    senders: ['extension'],
  }),
  'vault.remember': operation<null>()({
    title: 'Remember the credentials of an account in the vault',
    level: 'read',
    scope: 'none',
    input: v.strictObject({
      account: accountScope,
      /** Whether the person has been told what a long-term key on disk means. */
      longTerm: v.boolean(),
    }),
    actions: [],
    senders: ['extension'],
  }),
  'vault.forget': operation<null>()({
    title: 'Take the credentials of an account out of the vault',
    level: 'read',
    scope: 'none',
    input: v.strictObject({ account: accountScope }),
    actions: [],
    senders: ['extension'],
  }),
  'vault.remove': operation<null>()({
    title: 'Delete the vault',
    level: 'read',
    scope: 'none',
    input: nothing,
    actions: [],
    senders: ['extension'],
  }),
} as const;
