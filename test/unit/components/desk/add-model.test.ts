import { describe, expect, it, vi } from 'vitest';
import {
  createAddModel,
  type AddModelParts,
} from '@/components/desk/settings/credentials/add-model';
import { describeEntry, entryOfTyped } from '@/components/desk/settings/credentials/entry';
import type { Identity } from '@/lib/credentials/identity';
import { ok } from '@/lib/result';
import type { Scope } from '@/lib/scope';
import { createFakeClient, failure, problem, scope, settle } from './doubles';

const time = Date.parse('2026-11-22T10:00:00Z');

const block = `[111122223333_Admin]
aws_access_key_id = ASIAABCDEFGHIJKLMNOP
aws_secret_access_key = the-secret
aws_session_token = the-token`;

const identity: Identity = {
  partition: 'aws',
  account: '111122223333',
  arn: 'arn:aws:sts::111122223333:assumed-role/Admin/jane',
  region: 'eu-west-1',
  keyIdEnding: 'MNOP',
  longTerm: false,
  addedAt: time,
  heldUntil: time + 8 * 3_600_000,
  source: { kind: 'pasted' },
};

function opened(from: Scope | undefined = scope) {
  const fake = createFakeClient();
  const requestHostAccess = vi.fn<AddModelParts['requestHostAccess']>(async () => true);
  const model = createAddModel({
    client: fake.client,
    requestHostAccess,
    now: () => time,
    scope: from,
  });
  return { ...fake, model, requestHostAccess };
}

describe('pasting', () => {
  it('says in words what was understood, and nothing secret', () => {
    const { model } = opened();
    model.paste(`${block}\nexpiration = 2026-11-22T10:58:00Z`);
    const { value } = model.entry;
    if (value.state !== 'usable') throw new Error(value.state);
    expect(describeEntry(value.credentials, time)).toBe(
      'Temporary credentials …MNOP, expires in 58 min, profile 111122223333_Admin',
    );
  });

  it.each([
    ['hello', /No credentials were found.*AWS_ACCESS_KEY_ID/],
    ['AWS_ACCESS_KEY_ID=ASIAABCDEFGHIJKLMNOP', /secret access key.*missing/],
    [
      'AWS_ACCESS_KEY_ID=ASIAABCDEFGHIJKLMNOP\nAWS_SECRET_ACCESS_KEY=x',
      /^The session token is missing/,
    ],
    [`${block}\n${block.replace('111122223333', '444455556666')}`, /several profiles: 1111.*4444/],
    [`${block}\nexpiration = 2026-11-22T09:57:00Z`, /expired 3 min ago.*Get fresh ones/],
  ])('%j is not taken', async (text, sentence) => {
    const { model, requestHostAccess, calls } = opened();
    model.paste(text);
    expect(model.entry.value).toEqual({
      state: 'unusable',
      sentence: expect.stringMatching(sentence),
    });
    await model.add();
    expect(requestHostAccess).not.toHaveBeenCalled();
    expect(calls).toEqual([]);
  });

  it('gives way to what is typed, and the other way round', () => {
    const { model } = opened();
    model.type({ secretAccessKey: 'typed' });
    model.paste(block);
    expect(model.typed.value.secretAccessKey).toBe('');
    model.type({ accessKeyId: 'AKIAABCDEFGHIJKLMNOP' });
    expect(model.entry.value).toEqual({
      state: 'unusable',
      sentence: 'The secret access key is missing.',
    });
  });
});

describe('typing', () => {
  it('wants a key id that can be one', () => {
    expect(entryOfTyped({ accessKeyId: 'short', secretAccessKey: 's', sessionToken: '' })).toEqual({
      state: 'unusable',
      sentence: expect.stringMatching(/16 capital letters/),
    });
  });

  it('takes a long-term key without a token', () => {
    const typed = { accessKeyId: ' AKIAABCDEFGHIJKLMNOP ', secretAccessKey: 's', sessionToken: '' };
    expect(entryOfTyped(typed)).toEqual({
      state: 'usable',
      credentials: { accessKeyId: 'AKIAABCDEFGHIJKLMNOP', secretAccessKey: 's' },
    });
  });
});

describe('adding', () => {
  it('asks for access before anything is awaited, for all Regions chosen', () => {
    const { model, requestHostAccess, left } = opened();
    model.paste(block);
    model.chooseMore(['us-east-1']);
    void model.add();
    expect(requestHostAccess).toHaveBeenCalledWith(['eu-west-1', 'us-east-1']);
    expect(left()).toBe(0);
  });

  it('shows the identity and drops the secret', async () => {
    const { model, take } = opened();
    model.paste(block);
    void model.add();
    await settle();
    const call = take('credentials.add');
    expect(call.input).toEqual({
      region: 'eu-west-1',
      accessKeyId: 'ASIAABCDEFGHIJKLMNOP',
      secretAccessKey: 'the-secret',
      sessionToken: 'the-token',
    });
    await call.answer(ok(identity));
    expect(model.adding.value).toEqual({ state: 'added', identity, warnings: [] });
    expect(model.entry.value).toEqual({ state: 'empty' });
  });

  it('warns when the account is not the one of the profile or of the page', async () => {
    const { model, take } = opened();
    model.paste(block);
    void model.add();
    await settle();
    await take('credentials.add').answer(ok({ ...identity, account: '999988887777' }));
    expect(model.adding.value).toMatchObject({
      warnings: [
        'The profile is named after account 111122223333, but these credentials belong to account 999988887777.',
        'These credentials belong to account 999988887777; the page shows account 111122223333.',
      ],
    });
  });

  it('sends nothing when access is denied, and keeps what was pasted', async () => {
    const { model, requestHostAccess, left } = opened();
    requestHostAccess.mockResolvedValueOnce(false);
    model.paste(block);
    await model.add();
    expect(model.adding.value).toEqual({ state: 'denied' });
    expect(model.entry.value.state).toBe('usable');
    expect(left()).toBe(0);
  });

  it('takes a browser that refuses to ask for a denial', async () => {
    const { model, requestHostAccess } = opened();
    requestHostAccess.mockRejectedValueOnce(new Error('must be called during a user gesture'));
    model.paste(block);
    await model.add();
    expect(model.adding.value).toEqual({ state: 'denied' });
  });

  it('keeps credentials that may work the next time, and drops those that AWS refused', async () => {
    const { model, take } = opened();
    model.paste(block);
    void model.add();
    await settle();
    await take('credentials.add').answer(problem('offline'));
    expect(model.entry.value.state).toBe('usable');
    void model.add();
    await settle();
    await take('credentials.add').answer(failure({ kind: 'credentials-refused' }));
    expect(model.adding.value).toMatchObject({ problem: { kind: 'credentials-refused' } });
    expect(model.entry.value.state).toBe('empty');
  });

  it('is not done twice by a double press', async () => {
    const { model, requestHostAccess } = opened();
    model.paste(block);
    void model.add();
    void model.add();
    await settle();
    expect(requestHostAccess).toHaveBeenCalledTimes(1);
  });

  it('starts in us-east-1 when no page says where', () => {
    const fake = createFakeClient();
    const model = createAddModel({
      client: fake.client,
      requestHostAccess: async () => true,
      now: () => time,
      scope: undefined,
    });
    expect(model.region.value).toBe('us-east-1');
  });
});
