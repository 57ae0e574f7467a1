import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTarget, type TargetEntry } from '@/lib/permissions/target';
import { owner, stranger } from '../support/values';

const entry: TargetEntry = {
  partition: 'aws',
  account: owner,
  regions: ['us-east-1', 'eu-west-1'],
  by: 'all',
  arns: '',
  tagKey: '',
  tagValue: '',
  roles: '',
};

const arn = (name: string, region = 'us-east-1', account = owner) =>
  `arn:aws:appstream:${region}:${account}:image/${name}`;

const problemsOf = (changes: Partial<TargetEntry>, needsRoles = false) => {
  const reading = readTarget({ ...entry, ...changes }, needsRoles);
  return reading.ok ? {} : reading.problems;
};

describe('what is entered for a policy', () => {
  it('is a target when it is complete, with the account as people write it', () => {
    expect(readTarget({ ...entry, account: '1111-2222-3333' }, false)).toEqual({
      ok: true,
      target: { partition: 'aws', account: owner, regions: entry.regions, images: { by: 'all' } },
    });
  });

  it('takes ARNs by lines, commas and spaces, each once', () => {
    const arns = `${arn('a')}\n${arn('b', 'eu-west-1')}, ${arn('a')}\n\n`;
    expect(readTarget({ ...entry, by: 'arn', arns }, false)).toMatchObject({
      target: { images: { by: 'arn', arns: [arn('a'), arn('b', 'eu-west-1')] } },
    });
  });

  it.each([
    ['', /at least one/],
    ['office', /not the ARN of an image/],
    ['arn:aws:appstream:us-east-1:111122223333:fleet/a', /not the ARN of an image/],
    ['arn:aws:appstream:us-east-1:111122223333:image/*', /not the ARN of an image/],
    ['arn:aws:appstream:us-east-1::image/public', /not the ARN of an image of your own/],
    [arn('a', 'us-east-1', stranger), /another account/],
    [arn('a', 'ap-south-1'), /ap-south-1, which is not among the Regions/],
    [arn('a').replace('arn:aws:', 'arn:aws-us-gov:'), /another partition/],
  ])('says what is wrong with the ARN %j', (text, sentence) => {
    const arns = text === '' ? text : `${arn('good')}\n${text}`;
    expect(problemsOf({ by: 'arn', arns })).toEqual({ arns: expect.stringMatching(sentence) });
    expect(problemsOf({ by: 'all', arns })).toEqual({});
  });

  it.each([
    ['', 'x', ['tagKey']],
    ['aws:created', 'x', ['tagKey']],
    ['a'.repeat(129), 'x', ['tagKey']],
    ['key$', 'x', ['tagKey']],
    ['key', 'a'.repeat(257), ['tagValue']],
    ['key', '${aws:username}', ['tagValue']],
    ['key', '*', ['tagValue']],
    ['Größe: 1', '', []],
  ])('takes the tags that AppStream takes: %j = %j', (tagKey, tagValue, wrong) => {
    expect(Object.keys(problemsOf({ by: 'tag', tagKey, tagValue }))).toEqual(wrong);
  });

  it('needs an account of twelve digits and a Region', () => {
    for (const account of ['', '1111', 'me', '11112222333344']) {
      expect(problemsOf({ account })).toEqual({ account: expect.stringMatching(/12 digits/) });
    }
    expect(problemsOf({ regions: [] })).toEqual({ regions: expect.stringMatching(/at least one/) });
  });

  it.each([
    [`arn:aws:iam::${stranger}:role/team/Desk`, undefined],
    ['', /at least one/],
    [`arn:aws:iam::${stranger}:user/ada`, /not the ARN of an IAM role/],
    [`arn:aws:iam::${stranger}:role/*`, /not the ARN of an IAM role/],
    [`arn:aws-us-gov:iam::${stranger}:role/Desk`, /another partition/],
  ])('needs IAM roles only where roles are assumed: %j', (roles, sentence) => {
    expect(problemsOf({ roles })).toEqual({});
    expect(problemsOf({ roles }, true)).toEqual(
      sentence ? { roles: expect.stringMatching(sentence) } : {},
    );
  });

  it('never breaks, and explains every refusal in sentences', () => {
    const text = fc.string();
    fc.assert(
      fc.property(text, text, text, text, fc.constantFrom('all', 'arn', 'tag'), (...parts) => {
        const [account, arns, tagKey, tagValue, by] = parts;
        for (const sentence of Object.values(problemsOf({ account, arns, tagKey, tagValue, by }))) {
          expect(sentence).toMatch(/\.$/);
        }
      }),
    );
  });
});
