import { describe, expect, it } from 'vitest';
import { explainProblem, wayOnLabels } from '@/lib/problems/explain';
import type { Problem, ProblemKind } from '@/lib/problems/problem';
import { owner } from '../support/values';

/** One of every kind: a new kind does not compile without its example here. */
const examples: { readonly [Kind in ProblemKind]: Extract<Problem, { readonly kind: Kind }> } = {
  'needs-credentials': { kind: 'needs-credentials', account: owner },
  'wrong-account': { kind: 'wrong-account', account: owner },
  expired: { kind: 'expired', account: owner },
  'credentials-refused': { kind: 'credentials-refused' },
  'clock-skew': { kind: 'clock-skew' },
  'account-unknown': { kind: 'account-unknown' },
  'region-unsupported': { kind: 'region-unsupported', region: 'eu-north-1' },
  'host-access-missing': { kind: 'host-access-missing', region: 'eu-west-1' },
  'permission-missing': { kind: 'permission-missing', action: 'appstream:DescribeFleets' },
  throttled: { kind: 'throttled' },
  'not-found': { kind: 'not-found', what: 'Image office-2026' },
  'not-available': { kind: 'not-available', detail: 'It is copying.' },
  quota: { kind: 'quota', detail: 'At most 100.' },
  offline: { kind: 'offline' },
  'aws-fault': { kind: 'aws-fault' },
  'plan-expired': { kind: 'plan-expired' },
  drift: { kind: 'drift' },
  'not-confirmed': { kind: 'not-confirmed' },
  interrupted: { kind: 'interrupted' },
  'extension-reloaded': { kind: 'extension-reloaded' },
  refused: { kind: 'refused', detail: 'The request is malformed.' },
  unknown: { kind: 'unknown', detail: 'FutureException: Because.' },
};

const problems = Object.values(examples) as readonly Problem[];

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
      if (problem.kind.includes('-')) expect(sentence).not.toContain(problem.kind);
    }
  });

  it.each(problems)('says everything that the problem tells: $kind', (problem) => {
    const { summary, advice } = explainProblem(problem);
    const { kind: _, ...members } = problem;
    for (const value of Object.values(members)) expect(`${summary} ${advice}`).toContain(value);
  });

  it('of a permission that is denied outright does not send for that permission', () => {
    const denied = { ...examples['permission-missing'], explicitDeny: true } as const;
    expect(explainProblem(denied).advice).toMatch(/denies it explicitly/);
    expect(explainProblem(denied).advice).not.toMatch(/Ask for the permission/);
  });

  it('of expired credentials does without an account', () => {
    expect(explainProblem({ kind: 'expired' }).summary).toBe('These credentials have expired.');
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
    ['interrupted', 'continue'],
    ['extension-reloaded', 'reload-page'],
    ['refused', 'none'],
  ] as const)('of %s offers to %s', (kind, wayOn) => {
    expect(explainProblem(examples[kind]).wayOn).toBe(wayOn);
  });

  it('offers only ways that have a label', () => {
    for (const problem of problems) {
      const { wayOn } = explainProblem(problem);
      if (wayOn !== 'none') expect(wayOnLabels[wayOn]).toMatch(/^[A-Z][a-z ]+$/);
    }
    expect(new Set(Object.values(wayOnLabels)).size).toBe(Object.keys(wayOnLabels).length);
  });
});
