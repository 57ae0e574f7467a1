import { describe, expect, it } from 'vitest';
import { createPolicyModel } from '@/components/desk/settings/permissions/policy-model';
import type { Identity } from '@/lib/credentials/identity';
import { features } from '@/lib/permissions/features';
import { policiesFor } from '@/lib/permissions/policy';
import { identityOf } from '../../support/identities';
import { friend, home, owner } from '../../support/values';

const identity = (changes: Partial<Identity> = {}): Identity =>
  identityOf(
    { partition: 'aws', account: friend },
    { arn: `arn:aws:sts::${friend}:assumed-role/Viewer/jane`, region: 'eu-west-1', ...changes },
  );

describe('the policy page', () => {
  it('starts with all picked that needs no more, in the scope that is shown', () => {
    const model = createPolicyModel(home);
    const ids = features.map(({ id }) => id).filter((id) => id !== 'credentials.assume-role');
    expect(model.policies.value).toEqual(
      policiesFor(new Set(ids), {
        partition: 'aws',
        account: owner,
        regions: ['us-east-1'],
        images: { by: 'all' },
      }),
    );
  });

  it('starts without a scope at the first held account, unless something was entered', () => {
    const model = createPolicyModel(undefined);
    expect(model.policies.value).toBeUndefined();
    model.suggest([]);
    model.suggest([identity(), identity({ account: owner })]);
    expect(model.entry.value).toMatchObject({ account: friend, regions: ['eu-west-1'] });
    model.suggest([identity({ account: owner })]);
    expect(model.entry.value.account).toBe(friend);
    const scoped = createPolicyModel(home);
    scoped.suggest([identity()]);
    expect(scoped.entry.value.account).toBe(owner);
  });

  it('asks for the roles once assuming them is picked, and has no policy before', () => {
    const model = createPolicyModel(home);
    model.pick('credentials.assume-role', true);
    expect(model.needsRoles.value).toBe(true);
    expect(model.policies.value).toBeUndefined();
    model.enter({ roles: `arn:aws:iam::${friend}:role/Admin` });
    expect(JSON.stringify(model.policies.value)).toContain(`arn:aws:iam::${friend}:role/Admin`);
  });

  it('suggests no Region without AppStream', () => {
    const model = createPolicyModel(undefined);
    model.suggest([identity({ region: 'eu-north-1' })]);
    expect(model.entry.value).toMatchObject({ account: friend, regions: [] });
    expect(createPolicyModel({ ...home, region: 'eu-north-1' }).entry.value.regions).toEqual([]);
  });

  it('forgets the Regions of another partition', () => {
    const model = createPolicyModel(home);
    model.enter({ partition: 'aws' });
    expect(model.entry.value.regions).toEqual(['us-east-1']);
    model.enterAccount(friend, [identity({ partition: 'aws-us-gov' })]);
    expect(model.entry.value).toMatchObject({
      partition: 'aws-us-gov',
      account: friend,
      regions: [],
    });
  });

  it('keeps the partition for an account that is not held', () => {
    const model = createPolicyModel(home);
    model.enterAccount(friend, []);
    expect(model.entry.value).toMatchObject({
      partition: 'aws',
      account: friend,
      regions: ['us-east-1'],
    });
  });

  it('says what is wrong with what was entered, and nothing about empty fields', () => {
    const model = createPolicyModel(undefined);
    model.enter({ by: 'arn' });
    expect(model.problems.value).toEqual({});
    expect(model.policies.value).toBeUndefined();
    model.enter({ account: '12', arns: 'office' });
    expect(Object.keys(model.problems.value)).toEqual(['account', 'arns']);
  });

  it('makes policies for what is picked alone', () => {
    const model = createPolicyModel(home);
    for (const { id } of features) model.pick(id, id === 'images.tags');
    expect([...model.picked.value]).toEqual(['images.tags']);
    const actions = model.policies.value?.flatMap(({ document }) =>
      (document?.Statement ?? []).flatMap(({ Action }) => Action),
    );
    expect(actions).toEqual(['appstream:ListTagsForResource']);
    model.pick('images.list', true);
    expect([...model.picked.value]).toEqual(['images.list', 'images.tags']);
  });
});
