import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareFindings } from '@/lib/findings/compare';
import type { Finding } from '@/lib/findings/finding';
import { judgeGate } from '@/lib/findings/gate-verdict';
import {
  classOfGate,
  describeGate,
  summariseGates,
  type GateClass,
  type ImageGate,
} from '@/lib/findings/image-gate';
import type { FindingsBook } from '@/lib/findings/judgement';
import { findingOf, judgementOf, ruleOf, today, uuidOf } from '../support/judgements';

const build = 'arn:aws:imagebuilder:us-east-1:111122223333:image/office/1.0.0/2';
const newRule = ruleOf({ id: uuidOf(1), title: 'No new critical' });
const allRule = ruleOf({ id: uuidOf(2), title: 'No critical', of: 'all' });
const old = findingOf('CVE-1', 'CRITICAL', ['curl']);
const brought = findingOf('CVE-2', 'CRITICAL', ['zlib']);

/** The gate of an image whose build has some findings, beside a build before or nothing. */
function gateOf(
  target: readonly Finding[],
  base: readonly Finding[] | undefined,
  book: Partial<FindingsBook> = {},
): ImageGate {
  const comparison = compareFindings({ findings: base ?? [] }, { findings: target });
  const basis = { comparison, ...(!base && { alone: 'There is none before.' }) };
  const given = { rules: [newRule, allRule], judgements: [], ...book };
  return { state: 'evaluated', build, verdict: judgeGate(basis, given, { build, today }) };
}

describe('the gate of an image', () => {
  it('names what failed', () => {
    const gate = gateOf([old, brought], [old], { rules: [newRule] });
    expect(classOfGate(gate)).toBe('failed');
    expect(describeGate(gate)).toBe('Failed: No new critical.');
  });

  it('is passed by what its build always had, and by what was judged away there', () => {
    expect(describeGate(gateOf([old], [old], { rules: [newRule] }))).toBe('Passed.');
    const judgements = [judgementOf({ vulnerability: 'CVE-2', image: 'office' })];
    const book = { rules: [newRule], judgements };
    expect(classOfGate(gateOf([brought], [], book))).toBe('passed');
    const elsewhere = [judgementOf({ vulnerability: 'CVE-2', image: 'other' })];
    expect(classOfGate(gateOf([brought], [], { ...book, judgements: elsewhere }))).toBe('failed');
  });

  it('is not passed where a rule says nothing, and failed all the same where another fails', () => {
    const clean = gateOf([], undefined);
    expect(classOfGate(clean)).toBe('unevaluated');
    expect(describeGate(clean)).toBe('Not evaluated: No new critical. There is none before.');
    const failing = gateOf([old], undefined);
    expect(classOfGate(failing)).toBe('failed');
    expect(describeGate(failing)).toBe(
      'Failed: No critical. Not evaluated: No new critical. There is none before.',
    );
  });

  it('says why nothing can be said', () => {
    expect(describeGate({ state: 'no-build' })).toContain('image-desk:source-build');
    const reason = 'The scan of this build failed, so nobody knows what it has.';
    expect(describeGate({ state: 'unknown', build, reason })).toBe(
      `Not evaluated: office 1.0.0/2. ${reason}`,
    );
  });
});

const examples: Readonly<Record<GateClass, ImageGate>> = {
  failed: gateOf([brought], []),
  passed: gateOf([], []),
  unevaluated: { state: 'odd-tag' },
  'no-build': { state: 'no-build' },
  unread: { state: 'found', build },
};

const times = (count: number, gate: GateClass): readonly ImageGate[] =>
  Array.from({ length: count }, () => examples[gate]);

describe('many images in a sentence', () => {
  it('are told by what came of them, the worst first', () => {
    expect(
      summariseGates([...times(9, 'no-build'), ...times(2, 'failed'), ...times(1, 'passed')]),
    ).toBe('2 of 12 images fail a rule; 1 passes; 9 have no known build.');
    expect(summariseGates(times(3, 'unread'))).toBe('3 of 3 images are not checked yet.');
    expect(summariseGates(times(1, 'failed'))).toBe('The image fails a rule.');
  });

  it('are each counted once', () => {
    const some = fc.constantFrom<GateClass[]>(
      'failed',
      'passed',
      'unevaluated',
      'no-build',
      'unread',
    );
    fc.assert(
      fc.property(fc.array(some, { minLength: 2, maxLength: 30 }), (classes) => {
        const gates = classes.map((each) => examples[each]);
        expect(gates.map(classOfGate)).toEqual(classes);
        const [first = '', ...others] = summariseGates(gates).split('; ');
        const [, count, total] = /^(\d+) of (\d+) images /.exec(first) ?? [];
        const counts = [count, ...others.map((each) => /^\d+/.exec(each)?.[0])].map(Number);
        expect(Number(total)).toBe(gates.length);
        expect(counts.reduce((sum, each) => sum + each, 0)).toBe(gates.length);
      }),
    );
  });
});
