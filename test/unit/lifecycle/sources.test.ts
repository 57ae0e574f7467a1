import { describe, expect, it } from 'vitest';
import { sourcesOf } from '@/lib/lifecycle/sources';
import type { ImageStep, StepAct } from '@/lib/lifecycle/step';
import { home, owner } from '../support/values';

const stepsOf = (acts: readonly StepAct[]) =>
  acts.map((act): ImageStep => ({
    kind: 'image-step',
    of: 'clone',
    chain: 'x',
    region: 'eu-west-1',
    ...act,
  }));
const sources = (...acts: readonly StepAct[]) =>
  sourcesOf({ scope: home, steps: stepsOf(acts) }).map(({ arn }) => arn);
const arn = (region: string, name: string) => `arn:aws:appstream:${region}:${owner}:image/${name}`;

const builder = {
  name: 'machine',
  instanceType: 'stream.standard.small',
  subnets: [],
  securityGroups: [],
  internetAccess: false,
  withoutImdsV1: true,
  software: [],
  tags: [],
};
const copy = { act: 'copy', source: 'office', image: 'office-2', from: 'us-east-1' } as const;

describe('the images that a plan makes others from', () => {
  it('are those that are cloned, copied and updated, where they are', () => {
    expect(
      sources({ act: 'create-builder', builder: { ...builder, image: { name: 'studio' } } }, copy, {
        act: 'update',
        source: 'kiosk',
        image: 'kiosk-2',
        tags: [],
      }),
    ).toEqual([arn('eu-west-1', 'studio'), arn('us-east-1', 'office'), arn('eu-west-1', 'kiosk')]);
  });

  it('are each told once, and alone', () => {
    expect(
      sources(copy, { ...copy, image: 'office-3' }, { act: 'tag', image: 'office-2', tags: [] }),
    ).toEqual([arn('us-east-1', 'office')]);
  });

  it('are not those of other accounts', () => {
    const image = { name: 'theirs', arn: 'arn:aws:appstream:eu-west-1:444455556666:image/theirs' };
    expect(sources({ act: 'create-builder', builder: { ...builder, image } })).toEqual([]);
  });
});
