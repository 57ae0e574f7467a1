import * as v from 'valibot';
import type { Entitled } from '../aws/identity-center';
import type { Identity } from '../credentials/identity';
import type { SignInState } from '../credentials/sign-in';
import type { Problem } from '../problems/problem';
import type { AccountId } from '../scope';
import { operation } from './contract';
import { accountId, nothing, regionCode } from './schemas';

/** A role of a portal. Source: the model of the `sso` service, `RoleNameType`, and IAM's limit. */
const roleName = v.pipe(v.string(), v.regex(/^[\w+=,.@-]{1,64}$/));

/** How taking the credentials of one role ended. */
export type Taken = { readonly account: AccountId; readonly role: string } & (
  | { readonly identity: Identity }
  | { readonly problem: Problem }
);

/** Signing in through IAM Identity Center. */
export const signInOperations = {
  'sign-in.start': operation<SignInState>()({
    title: 'Sign in through IAM Identity Center',
    level: 'read',
    scope: 'none',
    input: v.strictObject({
      startUrl: v.pipe(v.string(), v.maxLength(2048)),
      region: regionCode,
    }),
    actions: [],
    senders: ['extension'],
  }),
  'sign-in.state': operation<SignInState>()({
    title: 'Tell how far a sign-in is',
    level: 'read',
    scope: 'none',
    input: nothing,
    actions: [],
    senders: ['extension'],
  }),
  'sign-in.accounts': operation<readonly Entitled[]>()({
    title: 'List the accounts of a sign-in',
    level: 'read',
    scope: 'none',
    input: nothing,
    actions: [],
    senders: ['extension'],
  }),
  'sign-in.roles': operation<readonly string[]>()({
    title: 'List the roles of a sign-in in an account',
    level: 'read',
    scope: 'none',
    input: v.strictObject({ account: accountId }),
    actions: [],
    senders: ['extension'],
  }),
  'sign-in.take': operation<readonly Taken[]>()({
    title: 'Take the credentials of roles',
    level: 'read',
    scope: 'none',
    input: v.strictObject({
      /** Where AWS is asked whose the credentials are. */
      region: regionCode,
      picks: v.pipe(
        v.array(v.strictObject({ account: accountId, role: roleName })),
        v.minLength(1),
        v.maxLength(100),
        v.check((picks) => new Set(picks.map(({ account }) => account)).size === picks.length),
      ),
    }),
    actions: ['sts:GetCallerIdentity'],
    senders: ['extension'],
  }),
  'sign-in.end': operation<null>()({
    title: 'Sign out of IAM Identity Center',
    level: 'read',
    scope: 'none',
    input: nothing,
    actions: [],
    senders: ['extension'],
  }),
} as const;
