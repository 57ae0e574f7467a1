import type { Identity } from '../credentials/identity';
import { operation } from './contract';
import { accountScope, nothing } from './schemas';
import * as v from 'valibot';

const secret = v.pipe(v.string(), v.minLength(1), v.maxLength(8192));

/** Credentials: typed into the extension's own documents, never given back. */
export const credentialOperations = {
  'credentials.add': operation<Identity>()({
    title: 'Add credentials',
    level: 'read',
    scope: 'none',
    input: v.strictObject({
      region: v.pipe(v.string(), v.maxLength(32)),
      accessKeyId: v.pipe(v.string(), v.regex(/^[A-Z0-9]{16,128}$/)),
      secretAccessKey: secret,
      sessionToken: v.exactOptional(secret),
      expiresAt: v.exactOptional(v.number()),
    }),
    actions: ['sts:GetCallerIdentity'],
    senders: ['extension'],
  }),
  'credentials.list': operation<readonly Identity[]>()({
    title: 'List held credentials',
    level: 'read',
    scope: 'none',
    input: nothing,
    actions: [],
    senders: ['extension'],
  }),
  'credentials.forget': operation<null>()({
    title: 'Forget the credentials of an account',
    level: 'read',
    scope: 'none',
    input: accountScope,
    actions: [],
    senders: ['extension'],
  }),
  'credentials.forget-all': operation<null>()({
    title: 'Forget all credentials',
    level: 'read',
    scope: 'none',
    input: nothing,
    actions: [],
    senders: ['extension'],
  }),
} as const;
