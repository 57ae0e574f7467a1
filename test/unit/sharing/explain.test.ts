import { describe, expect, it } from 'vitest';
import {
  describePermissions,
  explainDraft,
  explainEffect,
  explainObstacle,
  explainRow,
} from '@/lib/sharing/explain';
import { friend } from '../support/values';

const sentences = [
  explainRow({ kind: 'empty' }),
  explainRow({ kind: 'not-twelve-digits', digits: 11, onlyDigits: true }),
  explainRow({ kind: 'not-twelve-digits', digits: 12, onlyDigits: false }),
  explainRow({ kind: 'duplicate', account: friend }),
  explainRow({ kind: 'own-account' }),
  explainRow({ kind: 'no-permission' }),
  explainDraft({ kind: 'over-quota', shared: 101, quota: 100 }),
  explainDraft({ kind: 'nothing-to-do' }),
  explainObstacle({ kind: 'public' }),
  explainObstacle({ kind: 'shared-with-me', owner: friend }),
  explainObstacle({ kind: 'not-available', state: 'COPYING' }),
  explainEffect('can-run-fleets'),
  explainEffect('can-make-copies'),
  explainEffect('fleets-drop-to-zero'),
  explainEffect('builders-and-images-remain'),
];

describe('the words about sharing', () => {
  it('are a sentence of its own for everything there is to say', () => {
    expect(new Set(sentences).size).toBe(sentences.length);
    for (const sentence of sentences) {
      expect(sentence).toMatch(/^[A-Z].+\.$/);
      expect(sentence).not.toMatch(/undefined|not-twelve-digits|own-account|fleets-drop/);
    }
  });

  it('name the numbers and the accounts that they are about', () => {
    expect(explainRow({ kind: 'not-twelve-digits', digits: 11, onlyDigits: true })).toContain('11');
    expect(explainRow({ kind: 'duplicate', account: friend })).toContain(friend);
    expect(explainDraft({ kind: 'over-quota', shared: 103, quota: 100 })).toMatch(/100.*103/);
    expect(explainObstacle({ kind: 'shared-with-me', owner: friend })).toContain(friend);
    expect(explainObstacle({ kind: 'not-available', state: 'COPYING' })).toMatch(/copying/i);
  });

  it('do not count digits where letters are the mistake', () => {
    expect(explainRow({ kind: 'not-twelve-digits', digits: 12, onlyDigits: false })).not.toMatch(
      /this has/,
    );
  });

  it('say what a revocation causes in the other account', () => {
    expect(explainEffect('fleets-drop-to-zero')).toMatch(/capacity of 0/);
    expect(explainEffect('builders-and-images-remain')).toMatch(/remain/);
  });

  it.each([
    [undefined, 'Not shared'],
    [{ fleet: false, imageBuilder: false }, 'Not shared'],
    [{ fleet: true, imageBuilder: false }, 'Fleet'],
    [{ fleet: false, imageBuilder: true }, 'Image builder'],
    [{ fleet: true, imageBuilder: true }, 'Fleet and image builder'],
  ])('%j is %s', (permissions, words) => {
    expect(describePermissions(permissions)).toBe(words);
  });
});
