import { limits, type AccountAlias, type AccountName } from '../accounts/alias';
import { accountAlias } from '../accounts/schema';
import { operation } from './contract';
import { accountId, nothing } from './schemas';
import * as v from 'valibot';

/** The names of accounts. Nothing here reaches AWS. */
export const accountOperations = {
  'accounts.list': operation<readonly AccountAlias[]>()({
    title: 'List the names of accounts',
    level: 'read',
    scope: 'none',
    input: nothing,
    actions: [],
    senders: ['extension'],
  }),
  'accounts.save': operation<null>()({
    title: 'Name an account',
    level: 'read',
    scope: 'none',
    input: v.strictObject({ alias: accountAlias }),
    actions: [],
    senders: ['extension'],
  }),
  'accounts.remove': operation<null>()({
    title: 'Remove the names of accounts',
    level: 'read',
    scope: 'none',
    input: v.strictObject({
      accounts: v.pipe(v.array(accountId), v.maxLength(limits.accounts)),
    }),
    actions: [],
    senders: ['extension'],
  }),
  'accounts.import': operation<null>()({
    title: 'Import the names of accounts',
    level: 'read',
    scope: 'none',
    input: v.strictObject({
      aliases: v.pipe(v.array(accountAlias), v.maxLength(limits.accounts)),
    }),
    actions: [],
    senders: ['extension'],
  }),
  /** A page is told of the accounts that it names, and never the groups or the notes. */
  'accounts.names': operation<readonly AccountName[]>()({
    title: 'Tell the names of some accounts',
    level: 'read',
    scope: 'none',
    input: v.strictObject({ accounts: v.pipe(v.array(accountId), v.maxLength(200)) }),
    actions: [],
    senders: ['page', 'extension'],
  }),
} as const;
