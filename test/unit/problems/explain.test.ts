import { describe, expect, it } from 'vitest';
import { explainProblem, reasonOf } from '@/lib/problems/explain';
import { explainOnPage } from '@/lib/problems/explain-met';
import { wayOnLabels, type WayOn } from '@/lib/problems/explanation';
import type { Problem, ProblemKind, SignInReason, VaultReason } from '@/lib/problems/problem';
import { owner } from '../support/values';

/** One of every kind: a new kind does not compile without its example here. */
const examples: { readonly [Kind in ProblemKind]: Extract<Problem, { readonly kind: Kind }> } = {
  'needs-credentials': { kind: 'needs-credentials', account: owner },
  'wrong-account': { kind: 'wrong-account', account: owner },
  expired: { kind: 'expired', account: owner },
  'credentials-refused': { kind: 'credentials-refused' },
  'clock-skew': { kind: 'clock-skew' },
  locked: { kind: 'locked', account: owner },
  'mfa-refused': { kind: 'mfa-refused' },
  'session-too-long': { kind: 'session-too-long', detail: 'At most one hour.' },
  organization: { kind: 'organization', reason: 'not-in-use' },
  'sign-in': { kind: 'sign-in', reason: 'denied' },
  'account-unknown': { kind: 'account-unknown' },
  'region-unsupported': { kind: 'region-unsupported', region: 'eu-north-1' },
  'host-access-missing': { kind: 'host-access-missing', region: 'eu-west-1' },
  'permission-missing': { kind: 'permission-missing', action: 'appstream:DescribeFleets' },
  throttled: { kind: 'throttled' },
  'at-a-time': { kind: 'at-a-time', act: 'copied', most: 2, region: 'eu-west-1' },
  'not-found': { kind: 'not-found', what: 'Image office-2026' },
  'not-available': { kind: 'not-available', detail: 'It is copying.' },
  rejected: { kind: 'rejected', detail: 'The name is too long.' },
  'policy-invalid': { kind: 'policy-invalid', detail: 'It has no "Effect".', line: 3, column: 7 },
  quota: { kind: 'quota', detail: 'At most 100.' },
  'name-taken': { kind: 'name-taken', detail: 'There is one already.' },
  offline: { kind: 'offline' },
  'aws-fault': { kind: 'aws-fault' },
  'plan-expired': { kind: 'plan-expired' },
  drift: { kind: 'drift' },
  'not-confirmed': { kind: 'not-confirmed' },
  'step-missed': { kind: 'step-missed' },
  'goes-on': { kind: 'goes-on' },
  'left-there': { kind: 'left-there', builder: 'office-builder' },
  interrupted: { kind: 'interrupted' },
  'log-unavailable': { kind: 'log-unavailable' },
  'storage-unavailable': { kind: 'storage-unavailable' },
  'extension-reloaded': { kind: 'extension-reloaded' },
  vault: { kind: 'vault', reason: 'damaged' },
  'read-only': { kind: 'read-only', by: 'account', account: owner },
  'company-policy': { kind: 'company-policy', rule: 'account', detail: owner },
  refused: { kind: 'refused', detail: 'The request is malformed.' },
  unknown: { kind: 'unknown', detail: 'FutureException: Because.' },
};

/** Every reason of the vault's, with the way on from it. */
const vaultReasons: Readonly<Record<VaultReason, WayOn>> = {
  closed: 'unlock',
  'long-term-key': 'none',
  'short-passphrase': 'none',
  'wrong-passphrase': 'none',
  'weak-parameters': 'none',
  damaged: 'add-credentials',
  'another-account': 'add-credentials',
  unreadable: 'none',
};

const vaultProblems = Object.entries(vaultReasons).map(([reason, wayOn]) => ({
  problem: { kind: 'vault', reason: reason as VaultReason } satisfies Problem,
  wayOn,
}));

/** Every reason for which a sign-in comes to nothing. */
const signInReasons: Readonly<Record<SignInReason, true>> = {
  denied: true,
  'too-late': true,
  'wrong-portal': true,
  'unexpected-address': true,
  ended: true,
  'not-assigned': true,
};

const problems: readonly Problem[] = [
  ...Object.values(examples).filter((problem) => !('reason' in problem)),
  ...vaultProblems.map(({ problem }) => problem),
  ...Object.keys(signInReasons).map((reason): Problem => ({
    kind: 'sign-in',
    reason: reason as SignInReason,
  })),
  ...(['not-in-use', 'not-administrator'] as const).map((reason): Problem => ({
    kind: 'organization',
    reason,
  })),
  { kind: 'host-access-missing', region: 'us-east-1', services: ['organizations'] },
  { kind: 'host-access-missing', region: 'us-east-1', services: ['inspector2'] },
];

/** What no read of a page meets, and no opening of the desk. */
const otherKinds: ReadonlySet<ProblemKind> = new Set([
  'mfa-refused',
  'session-too-long',
  'organization',
  'sign-in',
  'policy-invalid',
  'quota',
  'name-taken',
  'plan-expired',
  'drift',
  'not-confirmed',
  'step-missed',
  'goes-on',
  'left-there',
  'at-a-time',
  'read-only',
  'vault',
]);

/** The names by which the code knows a problem, which nobody should have to read. */
const namesOf = (problem: Problem): readonly string[] =>
  'reason' in problem ? [problem.kind, problem.reason] : [problem.kind];

describe('the explanation on a console page', () => {
  it.each(problems)('is the same as everywhere, or says that there is more: $kind', (problem) => {
    const onPage = explainOnPage(problem);
    const isMet = onPage.summary !== 'Image Desk could not do this.';
    if (isMet) expect(onPage).toEqual(explainProblem(problem));
    else expect(onPage.advice).toMatch(/open Image Desk/);
    expect(isMet).toBe(!otherKinds.has(problem.kind));
  });
});

describe('the explanation of a problem', () => {
  it('is a summary of its own for every kind', () => {
    const summaries = problems.map((problem) => explainProblem(problem).summary);
    expect(new Set(summaries).size).toBe(problems.length);
  });

  it.each(problems)('is in sentences, without the name of the kind: $kind', (problem) => {
    const { summary, advice } = explainProblem(problem);
    for (const sentence of [summary, advice]) {
      expect(sentence).toMatch(/^[A-Z].+\.$/);
      expect(sentence).not.toMatch(/undefined|\[object/);
      for (const name of namesOf(problem)) {
        // "Read-only" is what the setting is called, too.
        if (name.includes('-') && name !== 'read-only') expect(sentence).not.toContain(name);
      }
    }
  });

  it.each(problems)('says everything that the problem tells: $kind', (problem) => {
    const { summary, advice } = explainProblem(problem);
    const { kind: _, ...members } = problem;
    const names: readonly unknown[] = namesOf(problem);
    for (const value of Object.values(members)) {
      if (names.includes(value)) continue;
      // The prefix of an endpoint may have a number, which is not in the name of the service.
      const told = String(value)
        .toLowerCase()
        .replace(/^inspector2$/, 'inspector');
      expect(`${summary} ${advice}`.toLowerCase()).toContain(told);
    }
  });

  it('of a permission that is denied outright does not send for that permission', () => {
    const denied = { ...examples['permission-missing'], explicitDeny: true } as const;
    expect(explainProblem(denied).advice).toMatch(/denies it explicitly/);
    expect(explainProblem(denied).advice).not.toMatch(/Ask for the permission/);
  });

  it('of expired credentials does without an account', () => {
    expect(explainProblem({ kind: 'expired' }).summary).toBe('These credentials have expired.');
  });

  it.each<readonly [Problem, RegExp, WayOn]>([
    [{ kind: 'read-only', by: 'settings' }, /is set to read-only\./, 'open-safety'],
    [{ kind: 'read-only', by: 'company' }, /Your company has set .* read-only\./, 'none'],
    [{ kind: 'company-policy', rule: 'region', detail: 'eu-west-1' }, /Region eu-west-1/, 'none'],
    [
      { kind: 'company-policy', rule: 'recipient', detail: `account ${owner}` },
      /does not allow sharing with account 111122223333\./,
      'none',
    ],
    [
      { kind: 'company-policy', rule: 'unreadable', detail: 'allowedRegion' },
      /cannot be understood: allowedRegion\./,
      'none',
    ],
  ])('of a rule says whose it is: %j', (problem, summary, wayOn) => {
    expect(explainProblem(problem)).toMatchObject({
      summary: expect.stringMatching(summary),
      wayOn,
    });
  });

  it.each([
    ['needs-credentials', 'add-credentials'],
    ['wrong-account', 'add-credentials'],
    ['expired', 'add-credentials'],
    ['host-access-missing', 'grant-access'],
    ['account-unknown', 'choose-account'],
    ['drift', 'plan-again'],
    ['plan-expired', 'plan-again'],
    ['not-confirmed', 'plan-again'],
    ['step-missed', 'plan-again'],
    ['name-taken', 'plan-again'],
    ['goes-on', 'none'],
    ['interrupted', 'try-again'],
    ['log-unavailable', 'try-again'],
    ['storage-unavailable', 'try-again'],
    ['extension-reloaded', 'reload-page'],
    ['read-only', 'open-safety'],
    ['company-policy', 'none'],
    ['refused', 'none'],
  ] as const)('of %s offers to %s', (kind, wayOn) => {
    expect(explainProblem(examples[kind]).wayOn).toBe(wayOn);
  });

  it.each(vaultProblems)(
    'of the vault, $problem.reason, offers to $wayOn',
    ({ problem, wayOn }) => {
      expect(explainProblem(problem).wayOn).toBe(wayOn);
    },
  );

  it('of a short passphrase says how long one has to be', () => {
    const { summary } = explainProblem({ kind: 'vault', reason: 'short-passphrase' });
    expect(summary).toBe('The passphrase has fewer than 12 characters.');
  });

  it('is a reason with what AWS says of it, once', () => {
    expect(reasonOf({ kind: 'quota', detail: 'At most 100.\n' })).toBe(
      'A service quota of this account is reached. At most 100.',
    );
    expect(reasonOf({ kind: 'company-policy', rule: 'recipient', detail: owner })).toBe(
      `Your company does not allow sharing with ${owner}.`,
    );
    expect(reasonOf({ kind: 'offline' })).toBe(explainProblem({ kind: 'offline' }).summary);
    expect(reasonOf({ kind: 'unknown', detail: ' ' })).toBe(
      explainProblem({ kind: 'unknown', detail: '' }).summary,
    );
  });

  it('offers only ways that have a label', () => {
    for (const problem of problems) {
      const { wayOn } = explainProblem(problem);
      if (wayOn !== 'none') expect(wayOnLabels[wayOn]).toMatch(/^[A-Z][a-z ]+$/);
    }
    expect(new Set(Object.values(wayOnLabels)).size).toBe(Object.keys(wayOnLabels).length);
  });
});
