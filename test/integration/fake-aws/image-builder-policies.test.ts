import {
  GetImageCommand,
  GetImagePolicyCommand,
  ListImagesCommand,
  PutImagePolicyCommand,
} from '@aws-sdk/client-imagebuilder';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { regionOf } from '../../aws/world';
import { officeGoldenBuild, officePolicy } from '../../support/office-golden';
import { customerAccount, ownerAccount } from '../../support/scenarios';
import type { Fake } from './harness';
import { failureOf, startFake } from './harness';

let fake: Fake;
beforeEach(async () => {
  fake = await startFake();
});
afterEach(() => fake.stop());

const newest = officeGoldenBuild('2.0.0/4');
const virginia = () => regionOf(fake.world, 'us-east-1');
const missing = { name: 'ResourceNotFoundException', status: 404 };

const older = officeGoldenBuild('2.0.0/2');

const policyOf = async (imageArn: string) =>
  (await fake.imagebuilder().send(new GetImagePolicyCommand({ imageArn }))).policy;

const put = (imageArn: string, policy: string, account = ownerAccount) =>
  fake.imagebuilder(account).send(new PutImagePolicyCommand({ imageArn, policy }));

const allow = (principal: unknown, condition?: object) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: principal,
        Action: 'imagebuilder:GetImage',
        Resource: older,
        ...(condition && { Condition: condition }),
      },
    ],
  });

const sharesOf = (arn: string) =>
  [...virginia().resourceShares.values()].filter(({ resourceArns }) => resourceArns.has(arn));

describe('the policy of an image', () => {
  test('is given as it was put, and is not there where none was put', async () => {
    expect(await policyOf(newest)).toBe(officePolicy);
    expect(await failureOf(policyOf(older))).toMatchObject(missing);
    const policy = `${allow({ AWS: customerAccount })}\n`;
    await put(older, policy);
    expect(await policyOf(older)).toBe(policy);
  });

  test('lets those in whom it names, and lists the image to them when its share is promoted', async () => {
    const seen = async () => {
      const client = fake.imagebuilder(customerAccount);
      const list = await client.send(new ListImagesCommand({ owner: 'Shared' }));
      const image = client.send(new GetImageCommand({ imageBuildVersionArn: older }));
      const gets = await image.then(
        () => true,
        () => false,
      );
      return [gets, list.imageVersionList?.length];
    };
    expect(await seen()).toEqual([false, 0]);
    await put(older, allow({ AWS: [`arn:aws:iam::${customerAccount}:root`] }));
    expect(await seen()).toEqual([true, 0]);
    const [share = expect.fail()] = sharesOf(older);
    virginia().resourceShares.set(share.resourceShareArn, { ...share, featureSet: 'STANDARD' });
    expect(await seen()).toEqual([true, 1]);
  });

  test('has RAM make a share, keep it up to date, and end it', async () => {
    await put(older, allow({ AWS: customerAccount }));
    const [made = expect.fail()] = sharesOf(older);
    expect(made).toMatchObject({ featureSet: 'CREATED_FROM_POLICY', owner: ownerAccount });
    expect([...made.principals]).toEqual([customerAccount]);
    await put(older, allow('*', { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }));
    const [updated, ...others] = sharesOf(older);
    expect(others).toEqual([]);
    expect(updated?.resourceShareArn).toBe(made.resourceShareArn);
    expect([...(updated?.principals ?? [])]).toEqual([
      `arn:aws:organizations::${ownerAccount}:organization/o-a1b2c3d4e5`,
    ]);
    const paths = { 'aws:PrincipalOrgPaths': ['o-a1b2c3d4e5/r-a1b2/ou-a1b2-customers/*'] };
    await put(older, allow('*', { 'ForAnyValue:StringLike': paths }));
    expect([...(sharesOf(older)[0]?.principals ?? [])]).toEqual([
      `arn:aws:organizations::${ownerAccount}:ou/o-a1b2c3d4e5/ou-a1b2-customers`,
    ]);
    await put(older, JSON.stringify({ Version: '2012-10-17', Statement: [] }));
    expect(sharesOf(older)).toEqual([]);
  });

  test('is refused when it is no JSON object, too long, or of another account', async () => {
    for (const policy of ['{', '"text"', '[]']) {
      expect(await failureOf(put(older, policy))).toMatchObject({
        name: 'InvalidParameterValueException',
        status: 400,
      });
    }
    const long = JSON.stringify({ Id: 'x'.repeat(30_000) });
    expect(await failureOf(put(older, long))).toMatchObject({ name: 'ValidationException' });
    expect(await failureOf(policyOf(older))).toMatchObject(missing);
    const call = put(older, allow({ AWS: customerAccount }), customerAccount);
    expect(await failureOf(call)).toMatchObject({
      name: 'AccessDeniedException',
      status: 403,
    });
  });
});
