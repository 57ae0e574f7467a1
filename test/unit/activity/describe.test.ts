import { describe, expect, it } from 'vitest';
import {
  describeChange,
  describeOutcome,
  describeWho,
  outcomeOf,
  titleOf,
  toneOf,
} from '@/lib/activity/describe';
import type { ActivityEntry, Json } from '@/lib/activity/entry';
import { noon } from '../support/values';

const entry = (more: Partial<ActivityEntry> = {}): ActivityEntry => ({
  id: 1,
  at: noon,
  kind: 'change',
  operation: 'sharing.apply',
  outcome: 'sent',
  ...more,
});

describe('how a record ended', () => {
  it('is what the answer says, or the entry when it needs none', () => {
    const answer = entry({ id: 2, outcome: 'done', answers: 1 });
    expect(outcomeOf({ entry: entry(), answer }, noon)).toBe('done');
    expect(outcomeOf({ entry: entry({ outcome: 'refused' }) }, noon)).toBe('refused');
  });

  it('is open while an answer may still come, and not known afterwards', () => {
    expect(outcomeOf({ entry: entry() }, noon + 29_999)).toBe('waiting');
    expect(outcomeOf({ entry: entry() }, noon + 30_000)).toBe('not-known');
    expect(describeOutcome('not-known')).toBe('Not known: the browser stopped before AWS answered');
  });

  it.each([
    ['done', 'success', 'Done'],
    ['waiting', 'pending', 'Waiting for AWS'],
    ['offline', 'open', 'Not known: the answer of AWS was lost'],
    ['permission-missing', 'error', 'Denied: permission missing'],
    ['refused', 'stopped', 'Refused'],
    ['not-found', 'error', 'Not found'],
    ['region-unsupported', 'error', 'Region unsupported'],
  ] as const)('is told in words and in a tone: %s', (outcome, tone, words) => {
    expect(toneOf(outcome)).toBe(tone);
    expect(describeOutcome(outcome)).toBe(words);
  });
});

describe('what an entry says', () => {
  it.each<readonly [Json | undefined, Json | undefined, object | undefined]>([
    [null, { fleet: true, imageBuilder: false }, { before: 'Not shared', after: 'Fleet' }],
    [
      { fleet: true, imageBuilder: true },
      null,
      { before: 'Fleet and image builder', after: 'Not shared' },
    ],
    [null, 'copy', { before: 'None', after: 'copy' }],
    [{ tags: ['a'] }, 7, { before: '{"tags":["a"]}', after: '7' }],
    [undefined, undefined, undefined],
  ])('of %j that becomes %j', (before, after, words) => {
    const change = {
      ...(before !== undefined && { before }),
      ...(after !== undefined && { after }),
    };
    expect(describeChange(entry(change))).toEqual(words);
  });

  it.each([
    ['arn:aws:sts::111122223333:assumed-role/Operator/ada', 'Operator (role)'],
    [
      'page https://us-east-1.console.aws.amazon.com',
      'Console page https://us-east-1.console.aws.amazon.com',
    ],
    ['extension', 'Image Desk'],
    ['foreign', 'Foreign sender'],
  ])('of who it was: %s', (who, words) => {
    expect(describeWho(who)).toBe(words);
  });

  it('of what was to be done', () => {
    expect(titleOf(entry())).toBe('Change who an image is shared with');
    expect(titleOf(entry({ operation: 'unknown operation' }))).toBe('Unknown operation');
    expect(titleOf(entry({ operation: 'constructor' }))).toBe('Unknown operation');
    expect(titleOf(entry({ outcome: 'counted', count: 7 }))).toBe('7 further refused requests');
  });
});
