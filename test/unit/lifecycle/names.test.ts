import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { freeName, obstacleToName, type Named } from '@/lib/lifecycle/names';
import { modelOf, shapeOf } from '../../aws/models';

const none: ReadonlySet<string> = new Set();
const kinds = fc.constantFrom<Named>('image', 'image-builder', 'ami');
const texts = fc.oneof(
  fc.string({ maxLength: 130 }),
  fc.stringMatching(/^[a-zA-Z0-9()._/-]{0,130}$/),
  fc.stringMatching(/^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,100}$/),
);

/** What AWS's own model takes. */
const modelled = (kind: Named, name: string) => {
  const { pattern = '' } = shapeOf(modelOf('appstream'), kind === 'ami' ? 'AmiName' : 'Name');
  return new RegExp(`^(?:${pattern})$`).test(name);
};

describe('a name', () => {
  it('that is taken for good is one that the model of AWS takes', () => {
    fc.assert(
      fc.property(kinds, texts, (kind, name) => {
        if (obstacleToName(kind, name, none) === undefined) {
          expect(modelled(kind, name)).toBe(true);
        }
      }),
    );
  });

  it('that the model takes is refused only for its length or its start', () => {
    fc.assert(
      fc.property(kinds, texts, (kind, name) => {
        fc.pre(modelled(kind, name));
        const obstacle = obstacleToName(kind, name, none);
        const isOdd =
          (kind !== 'ami' && name.length === 101) ||
          (kind === 'image' && /^(?:aws|appstream|amazon)/i.test(name));
        expect(obstacle !== undefined).toBe(isOdd);
      }),
    );
  });

  it.each([
    ['image', '', 'Enter a name.'],
    ['image', 'my office', /letters, digits/],
    ['image', '-office', /starts with a letter/],
    ['image', 'a'.repeat(101), /up to 100/],
    ['image', 'Amazon-office', /does not start with Amazon/],
    ['image', 'awsome', /does not start with aws/],
    ['image', 'office', /The name office is taken/],
    ['image-builder', 'office', /taken/],
    ['ami', 'of', /3 to 128/],
    ['ami', 'office*', /3 to 128/],
  ] as const)('of an %s, %j, is refused', (kind, name, words) => {
    expect(obstacleToName(kind, name, new Set(['office']))).toMatch(words);
  });

  it.each([
    ['image', 'office-2'],
    ['image-builder', 'aws-builder'],
    ['ami', 'office (2026)'.replace(' ', '-')],
  ] as const)('of an %s, %j, is free', (kind, name) => {
    expect(obstacleToName(kind, name, new Set(['office']))).toBeUndefined();
  });
});

describe('a free name', () => {
  const wishes = fc.stringMatching(/^[bc][a-z0-9_.-]{2,130}$/);

  it('is free, and begins as was wished', () => {
    fc.assert(
      fc.property(kinds, wishes, fc.nat(30), (kind, wish, many) => {
        const taken = new Set<string>();
        for (let count = 0; count < many; count += 1) taken.add(freeName(kind, wish, taken));
        expect(taken.size).toBe(many);
        const name = freeName(kind, wish, taken);
        expect(obstacleToName(kind, name, taken)).toBeUndefined();
        expect(name.startsWith(wish.slice(0, Math.min(wish.length, 90)))).toBe(true);
      }),
    );
  });

  it('is the wished one where that is free, and has the lowest number otherwise', () => {
    expect(freeName('image', 'office', none)).toBe('office');
    expect(freeName('image', 'office', new Set(['office', 'office-2']))).toBe('office-3');
  });
});
