import { DescribeImagesCommand, ModifyImageAttributeCommand } from '@aws-sdk/client-ec2';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { awsError } from '../../aws/errors';
import { addAmi } from '../../aws/image-builder/amis';
import type { AmiRecord } from '../../aws/image-builder/records';
import { regionOf } from '../../aws/world';
import { customerAccount, ownerAccount, principalOf } from '../../support/scenarios';
import { failureOf, raw, startFake, type Fake, type RawRequest } from './harness';

let fake: Fake;
let office: AmiRecord;

beforeEach(async () => {
  fake = await startFake();
  office = addAmi(regionOf(fake.world, 'us-east-1'), ownerAccount, {
    Name: 'office 2026-07-01',
    Description: 'Office & <friends>',
  });
});

afterEach(() => fake.stop());

/** Sends a form to EC2, signed by another signer than the SDK's. */
function form(body: string, options: RawRequest = {}) {
  return raw(fake, {
    host: 'ec2.us-east-1.amazonaws.com',
    service: 'ec2',
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
    body,
    ...options,
  });
}

const call = () => failureOf(fake.ec2().send(new DescribeImagesCommand({})));

describe('the protocol', () => {
  it('has flat lists in its forms, and answers without a wrapper', async () => {
    const answer = await form(
      `Action=DescribeImages&Version=2016-11-15&ImageId.1=${office.ImageId}&Filter.1.Name=name&Filter.1.Value.1=office*`,
    );
    expect(answer.headers['content-type']).toBe('text/xml;charset=UTF-8');
    expect(answer.body).toMatch(
      /^<\?xml version="1.0" encoding="UTF-8"\?>\n<DescribeImagesResponse xmlns="http:\/\/ec2.amazonaws.com\/doc\/2016-11-15">\s*<requestId>[0-9a-f-]{36}<\/requestId>\s*<imagesSet>\s*<item>/u,
    );
    expect(answer.body).toContain('<description>Office &amp; &lt;friends&gt;</description>');
  });

  it('says that a change went well', async () => {
    const answer = await form(
      `Action=ModifyImageAttribute&Version=2016-11-15&ImageId=${office.ImageId}&LaunchPermission.Add.1.UserId=${customerAccount}`,
    );
    expect(answer.body).toMatch(/<requestId>.+<\/requestId>\s*<return>true<\/return>/u);
    expect([...office.launchPermissions.userIds]).toEqual([customerAccount]);
  });

  it('has errors of its own shape', async () => {
    const { body } = await form('Action=DescribeImages&Version=2016-11-15&ImageId.1=ami-1');
    expect(body.replaceAll(/>\s+</gu, '><')).toMatch(
      /<Response><Errors><Error><Code>InvalidAMIID.NotFound<\/Code><Message>.+<\/Message><\/Error><\/Errors><RequestID>[0-9a-f-]{36}<\/RequestID><\/Response>\n$/u,
    );
  });

  it.each([
    'Action=DescribeImage&Version=2016-11-15',
    'Action=DescribeImages&Version=2014-10-01',
    'Version=2016-11-15',
  ])('knows no other operations and versions: %s', async (body) => {
    const answer = await form(body);
    expect(answer.status).toBe(400);
    expect(answer.body).toContain('<Code>InvalidAction</Code>');
  });

  it('refuses members that the model does not know', async () => {
    const answer = await form('Action=DescribeImages&Version=2016-11-15&ImageId.member.1=ami-1');
    expect(answer.status).toBe(400);
    expect(answer.body).toContain('<Code>InvalidParameterValue</Code>');
    expect(answer.body).toContain("'ImageId.member.1' is not a member of the model");
  });
});

describe('what goes wrong with any service has its own name in EC2', () => {
  it.each([
    'RequestLimitExceeded',
    'ThrottlingException',
    'Throttling',
    'TooManyRequestsException',
  ] as const)('%s', async (form_) => {
    fake.server.faults.add({ kind: 'throttle', form: form_, service: 'ec2' });
    expect(await call()).toEqual({
      name: 'RequestLimitExceeded',
      message: 'Request limit exceeded.',
      status: 503,
    });
  });

  it('calls that come too fast are refused, and the SDK tries again', async () => {
    fake.server.faults.add({ kind: 'throttle', form: 'RequestLimitExceeded', service: 'ec2' });
    await fake.ec2(ownerAccount, 'us-east-1', 2).send(new DescribeImagesCommand({}));
    expect(fake.server.log.map(({ outcome }) => outcome)).toEqual(['RequestLimitExceeded', 'ok']);
  });

  it.each([
    [500, 'InternalError'],
    [503, 'Unavailable'],
  ] as const)('%d', async (status, name) => {
    fake.server.faults.add({ kind: 'server-error', status, service: 'ec2' });
    expect(await call()).toMatchObject({ name, status });
  });

  it('a session that has expired', async () => {
    const expired = { name: 'RequestExpired', message: 'Request has expired.', status: 400 };
    fake.server.faults.add({ kind: 'expired-token', operation: 'DescribeImages' });
    expect(await call()).toEqual(expired);
    principalOf(fake.world, ownerAccount).expiresAt = fake.clock.now() - 1;
    const answer = await form('Action=DescribeImages&Version=2016-11-15');
    expect(answer.body).toContain('<Code>RequestExpired</Code>');
  });

  it('credentials of nobody, and a signature that is wrong', async () => {
    const refused = '<Code>AuthFailure</Code>';
    const body = 'Action=DescribeImages&Version=2016-11-15';
    const nobody = { accessKeyId: 'AKIANOBODY', secretAccessKey: 'x' };
    const spoilt = (wire: { body: string }) => {
      wire.body = `${body}&NextToken=x`;
    };
    for (const answer of [
      await form(body, { credentials: nobody }),
      await form(body, { spoil: spoilt }),
    ]) {
      expect(answer.status).toBe(401);
      expect(answer.body).toContain(refused);
    }
  });

  it('an action that is denied', async () => {
    const { arn, deniedActions } = principalOf(fake.world, ownerAccount);
    deniedActions.add('ec2:ModifyImageAttribute');
    const share = new ModifyImageAttributeCommand({
      ImageId: office.ImageId,
      LaunchPermission: { Add: [{ UserId: customerAccount }] },
    });
    const denied = await failureOf(fake.ec2().send(share));
    expect(denied).toEqual({
      name: 'UnauthorizedOperation',
      message: expect.stringContaining(
        `You are not authorized to perform this operation. User: ${arn} is not authorized to perform: ec2:ModifyImageAttribute on resource: arn:aws:ec2:us-east-1:${ownerAccount}:*`,
      ),
      status: 403,
    });
    expect(office.launchPermissions.userIds.size).toBe(0);
    fake.server.faults.add({ kind: 'access-denied', operation: 'DescribeImages', service: 'ec2' });
    expect((await call()).name).toBe('UnauthorizedOperation');
  });

  it('what EC2 has no name for is a fault of the fake', async () => {
    const handlers = {
      DescribeImages: () => {
        throw awsError('ResourceNotFoundException', 'of other services');
      },
    };
    const broken = await startFake({ handlers: { ec2: handlers } });
    const answer = await failureOf(broken.ec2().send(new DescribeImagesCommand({})));
    expect(answer.status).toBe(500);
    expect(broken.server.failures.splice(0)).toEqual([
      'ec2:DescribeImages: ec2:DescribeImages knows no error ResourceNotFoundException',
    ]);
    await broken.stop();
  });
});
