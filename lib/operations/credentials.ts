import * as v from 'valibot';
import { assumeRolePatterns, readRoleArn, sessionSeconds } from '../credentials/assume-role';
import type { Identity } from '../credentials/identity';
import { operation } from './contract';
import { accountScope, nothing, regionCode } from './schemas';

const secret = v.pipe(v.string(), v.minLength(1), v.maxLength(8192));

/** Credentials: typed into the extension's own documents, never given back. */
export const credentialOperations = {
  'credentials.add': operation<Identity>()({
    title: 'Add credentials',
    level: 'read',
    scope: 'none',
    input: v.strictObject({
      region: regionCode,
      accessKeyId: v.pipe(v.string(), v.regex(/^[A-Z0-9]{16,128}$/)),
      secretAccessKey: secret,
      sessionToken: v.exactOptional(secret),
      expiresAt: v.exactOptional(v.number()),
    }),
    actions: ['sts:GetCallerIdentity'],
    senders: ['extension'],
  }),
  'credentials.assume-role': operation<Identity>()({
    title: 'Assume a role',
    level: 'read',
    scope: 'none',
    input: v.strictObject({
      source: accountScope,
      region: regionCode,
      roleArn: v.pipe(
        v.string(),
        v.maxLength(2048),
        v.check((text) => readRoleArn(text) !== undefined),
      ),
      sessionName: v.pipe(v.string(), v.regex(assumeRolePatterns.sessionName)),
      durationSeconds: v.pipe(
        v.number(),
        v.integer(),
        v.minValue(sessionSeconds.least),
        v.maxValue(sessionSeconds.most),
      ),
      externalId: v.exactOptional(v.pipe(v.string(), v.regex(assumeRolePatterns.externalId))),
      mfa: v.exactOptional(
        v.strictObject({
          serial: v.pipe(v.string(), v.regex(assumeRolePatterns.mfaSerial)),
          code: v.pipe(v.string(), v.regex(assumeRolePatterns.mfaCode)),
        }),
      ),
    }),
    actions: ['sts:AssumeRole', 'sts:GetCallerIdentity'],
    role: 'viewer',
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
