import { describe, expect, it, vi } from 'vitest';
import {
  blankForm,
  chosenSeconds,
  durationOptions,
  explainLongest,
  readAssume,
  replacement,
  sources,
  type AssumeForm,
} from '@/components/desk/settings/credentials/assume';
import {
  createAssumeModel,
  type AssumeModelParts,
} from '@/components/desk/settings/credentials/assume-model';
import type { Identity } from '@/lib/credentials/identity';
import { readRoleArn } from '@/lib/credentials/assume-role';
import { ok } from '@/lib/result';
import { identityOf } from '../../support/identities';
import { noon } from '../../support/values';
import { createFakeClient, failure, settle } from './doubles';

const owner = '111122223333';
const customer = '444455556666';
const user = identityOf({ partition: 'aws', account: owner });
const session = identityOf(
  { partition: 'aws', account: owner },
  { arn: `arn:aws:sts::${owner}:assumed-role/Admin/jane`, region: 'eu-west-1' },
);
const roleArn = `arn:aws:iam::${customer}:role/team/ImageOperator`;

const read = (form: Partial<AssumeForm>, source: Identity | undefined = user) =>
  readAssume({ ...blankForm, ...form }, source);

const values = (source: Identity) => durationOptions(source).map(({ value }) => value);

describe('the sources of a role', () => {
  it('are the identities that can be used, or be renewed', () => {
    const later = noon + 9 * 3_600_000;
    const renewed = (renewable: boolean, heldUntil: number) =>
      identityOf(
        { partition: 'aws', account: customer },
        {
          expiresAt: noon + 1,
          heldUntil,
          source: {
            kind: 'role',
            via: { partition: 'aws', account: owner, arn: user.arn },
            renewable,
          },
        },
      );
    const kept = renewed(true, later + 1);
    const all = [user, kept, renewed(false, later + 1), renewed(true, later)];
    expect(sources(all, later)).toEqual([kept]);
  });
});

describe('the form of a role', () => {
  it('is complete with the ARN alone, and says whose the role is', () => {
    const { errors, role, input } = read({ roleArn: ` ${roleArn} ` });
    expect(errors).toEqual({});
    expect(role).toMatchObject({ name: 'ImageOperator', account: customer });
    expect(input).toEqual({
      source: { partition: 'aws', account: owner },
      region: 'us-east-1',
      roleArn,
      sessionName: 'image-desk',
      durationSeconds: 3600,
    });
  });

  it('passes on what else was given', () => {
    const more = { externalId: ' desk-2026 ', mfaSerial: 'GAHT12345678', mfaCode: '492039' };
    expect(read({ roleArn, region: 'us-west-2', ...more }).input).toMatchObject({
      region: 'us-west-2',
      externalId: 'desk-2026',
      mfa: { serial: 'GAHT12345678', code: '492039' },
    });
  });

  it.each<readonly [Partial<AssumeForm>, keyof AssumeForm, RegExp]>([
    [{ roleArn: 'ImageOperator' }, 'roleArn', /not the ARN of a role/],
    [{ roleArn: `arn:aws:iam::${customer}:user/jane` }, 'roleArn', /not the ARN of a role/],
    [
      { roleArn: `arn:aws-us-gov:iam::${customer}:role/A` },
      'roleArn',
      /GovCloud \(US\), the source in AWS\./,
    ],
    [{ roleArn, sessionName: 'a b' }, 'sessionName', /2 to 64/],
    [{ roleArn, externalId: 'x' }, 'externalId', /2 to 1224/],
    [{ roleArn, mfaCode: '492039' }, 'mfaSerial', /serial number of the device/],
    [{ roleArn, mfaSerial: 'GAHT12345678' }, 'mfaCode', /code that the device shows/],
    [{ roleArn, mfaSerial: 'GAHT12345678', mfaCode: '12345' }, 'mfaCode', /six digits/],
    [{ roleArn, mfaSerial: 'short', mfaCode: '492039' }, 'mfaSerial', /looks like GAHT/],
  ])('%j is wrong in %s', (form, field, sentence) => {
    const { errors, input } = read(form);
    expect(Object.keys(errors)).toEqual([field]);
    expect(errors[field]).toMatch(sentence);
    expect(input).toBeUndefined();
  });

  it('says nothing is wrong with what is still missing', () => {
    expect(read({})).toMatchObject({ errors: {}, input: undefined });
    expect(readAssume({ ...blankForm, roleArn }, undefined).input).toBeUndefined();
  });

  it('offers a role that assumes another an hour at most, and says why', () => {
    expect(values(user)).toEqual(['900', '3600', '14400', '28800', '43200']);
    expect(values(session)).toEqual(['900', '3600']);
    expect(explainLongest(session)).toContain('role chaining');
    expect(explainLongest(user)).not.toContain('role chaining');
    const long = { ...blankForm, roleArn, durationSeconds: 43_200 };
    expect(chosenSeconds(long, user)).toBe(43_200);
    expect(chosenSeconds(long, session)).toBe(3600);
    expect(readAssume(long, session).input?.durationSeconds).toBe(3600);
  });

  it('warns where the role takes the place of its source', () => {
    const own = readRoleArn(`arn:aws:iam::${owner}:role/Audit`);
    expect(replacement(user, own)).toContain('take the place');
    expect(replacement(user, readRoleArn(roleArn))).toBeUndefined();
    const gov = identityOf({ partition: 'aws-us-gov', account: owner });
    expect(replacement(gov, own)).toBeUndefined();
  });
});

function opened(held: readonly Identity[] = [user, session]) {
  const fake = createFakeClient();
  const requestHostAccess = vi.fn<AssumeModelParts['requestHostAccess']>(async () => true);
  const model = createAssumeModel({ client: fake.client, requestHostAccess, now: () => noon });
  model.offer(held);
  model.change({ roleArn, mfaSerial: 'GAHT12345678', mfaCode: '492039' });
  return { ...fake, model, requestHostAccess };
}

describe('assuming a role', () => {
  const other = identityOf(
    { partition: 'aws', account: customer },
    { arn: `arn:aws:sts::${customer}:assumed-role/ImageOperator/image-desk` },
  );

  it('asks for access before anything is awaited, and shows the identity', async () => {
    const { model, take, left, requestHostAccess } = opened();
    void model.assume();
    void model.assume();
    expect(requestHostAccess.mock.calls).toEqual([[['us-east-1']]]);
    expect(left()).toBe(0);
    await settle();
    await take('credentials.assume-role').answer(ok(other));
    expect(left()).toBe(0);
    expect(model.assuming.value).toEqual({ state: 'assumed', identity: other });
    expect(model.form.value).toMatchObject({ mfaCode: '', roleArn: '', externalId: '' });
  });

  it('drops the code that was used, and keeps the rest, when AWS says no', async () => {
    const { model, take } = opened();
    void model.assume();
    await settle();
    await take('credentials.assume-role').answer(failure({ kind: 'mfa-refused' }));
    expect(model.assuming.value).toMatchObject({ problem: { kind: 'mfa-refused' } });
    expect(model.form.value).toMatchObject({ mfaCode: '', roleArn });
  });

  it('sends nothing, and keeps the code, when access is denied', async () => {
    const { model, left, requestHostAccess } = opened();
    requestHostAccess.mockRejectedValueOnce(new Error('must be called during a user gesture'));
    await model.assume();
    expect(model.assuming.value).toEqual({ state: 'denied' });
    expect(model.form.value.mfaCode).toBe('492039');
    expect(left()).toBe(0);
  });

  it('takes another source when the chosen one is gone, with its Region', () => {
    const { model } = opened([user, other]);
    expect(model.source.value).toBe(user);
    model.change({ region: 'us-west-2' });
    model.chooseSource(`aws/${customer}`);
    expect(model.source.value).toBe(other);
    expect(model.form.value.region).toBe('');
    model.offer([user]);
    expect(model.source.value).toBe(user);
    model.offer([]);
    expect(model.source.value).toBeUndefined();
    expect(model.reading.value.input).toBeUndefined();
  });
});
