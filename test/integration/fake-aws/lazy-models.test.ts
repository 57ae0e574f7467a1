import { DescribeImagesCommand } from '@aws-sdk/client-appstream';
import { DescribeImagesCommand as DescribeAmisCommand } from '@aws-sdk/client-ec2';
import { expect, it } from 'vitest';
import { isRead } from '../../aws/models';
import { ownerAccount } from '../../support/scenarios';
import { startFake, transfer } from './harness';

it("EC2's model, which is large, is read when EC2 is called and not before", async () => {
  const fake = await startFake();
  fake.server.faults.add({ operation: 'DescribeImages', kind: 'server-error', status: 503 });
  await fake.appstream(ownerAccount, 'us-east-1', 2).send(new DescribeImagesCommand({}));
  await transfer(fake, 'nothing.us-east-1.amazonaws.com', {});
  expect([isRead('appstream'), isRead('ec2')]).toEqual([true, false]);
  await fake.ec2().send(new DescribeAmisCommand({}));
  expect(isRead('ec2')).toBe(true);
  await fake.stop();
});
