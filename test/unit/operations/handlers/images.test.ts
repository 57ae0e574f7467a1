import { describe, expect, it } from 'vitest';
import { failed } from '@/lib/result';
import { fromDesk, setUp } from '../../support/handlers';
import { inputs } from '../../support/inputs';
import { image, share } from '../../support/plans';
import { friend, stranger, valueOf } from '../../support/values';

const entry = (sharedAccountId: string) => ({
  sharedAccountId,
  imagePermissions: { allowFleet: true },
});

describe('reading images', () => {
  it('lists own images first', async () => {
    const { perform } = await setUp();
    expect(valueOf(await perform('images.list', {}, fromDesk))).toMatchObject([
      { name: image.name, visibility: 'private' },
      { name: 'borrowed', visibility: 'shared-with-me' },
    ]);
  });

  it('finds an own image by its name in one call', async () => {
    const { perform, requests } = await setUp();
    expect(valueOf(await perform('images.get', inputs['images.get'], fromDesk))).toMatchObject(
      image,
    );
    expect(requests.map(({ body }) => body)).toEqual([{ Names: [image.name] }]);
  });

  it('looks for a shared image among all shared ones, as AWS does not find it by name', async () => {
    const { perform, requests } = await setUp();
    const found = await perform('images.get', { image: { name: 'borrowed' } }, fromDesk);
    expect(valueOf(found)).toMatchObject({ name: 'borrowed', owner: stranger });
    expect(requests.map(({ body }) => body)).toEqual([{ Names: ['borrowed'] }, { Type: 'SHARED' }]);
  });

  it('does not look elsewhere for an ARN', async () => {
    const { perform, requests } = await setUp();
    const gone = { image: { name: 'borrowed', arn: `${image.arn}-gone` } };
    expect(await perform('images.get', gone, fromDesk)).toEqual(
      failed({ kind: 'not-found', what: 'Image borrowed' }),
    );
    expect(requests.map(({ body }) => body)).toEqual([{ Arns: [`${image.arn}-gone`] }]);
  });

  it('looks further when AWS calls the name not found, and stops at any other problem', async () => {
    const first = await setUp({
      answer: ({ body }) =>
        'Names' in body ? { error: 'ResourceNotFoundException', status: 404 } : undefined,
    });
    const borrowed = { image: { name: 'borrowed' } };
    expect((await first.perform('images.get', borrowed, fromDesk)).ok).toBe(true);
    const second = await setUp({ answer: () => ({ error: 'AccessDeniedException' }) });
    expect(await second.perform('images.get', borrowed, fromDesk)).toEqual(
      failed({ kind: 'permission-missing', action: 'appstream:DescribeImages' }),
    );
    expect(second.requests).toHaveLength(1);
  });

  it('reads all pages of shares, 500 at a time, in the order of the accounts', async () => {
    const { perform, requests } = await setUp({
      answer: ({ body }) => ({
        json:
          body['NextToken'] === undefined
            ? { SharedImagePermissionsList: [entry(stranger)], NextToken: 't' }
            : { SharedImagePermissionsList: [entry(friend)] },
      }),
    });
    expect(valueOf(await perform('images.shares', inputs['images.shares'], fromDesk))).toEqual([
      share(friend, 'f'),
      share(stranger, 'f'),
    ]);
    expect(requests.map(({ body }) => body)).toEqual([
      { Name: image.name, MaxResults: 500 },
      { Name: image.name, MaxResults: 500, NextToken: 't' },
    ]);
  });

  it('shows what runs on the image and nothing that runs on another', async () => {
    const { perform } = await setUp({
      answer: ({ operation }) =>
        operation === 'DescribeFleets'
          ? {
              json: {
                Fleets: [
                  {
                    Name: 'f1',
                    Arn: 'a',
                    ImageArn: image.arn,
                    State: 'RUNNING',
                    ComputeCapacityStatus: { Desired: 3 },
                  },
                  { Name: 'f2', Arn: 'b', ImageArn: `${image.arn}-2`, State: 'RUNNING' },
                  { Name: 'f3', Arn: 'c', State: 'STOPPED' },
                ],
              },
            }
          : { json: { ImageBuilders: [{ Name: 'b1', ImageArn: image.arn, State: 'STOPPED' }] } },
    });
    expect(valueOf(await perform('images.usage', inputs['images.usage'], fromDesk))).toEqual({
      fleets: [{ name: 'f1', state: 'RUNNING', desired: 3 }],
      imageBuilders: [{ name: 'b1', state: 'STOPPED' }],
    });
  });

  it.each(['DescribeFleets', 'DescribeImageBuilders'])(
    'shows no half of what runs on the image: %s is refused',
    async (refused) => {
      const { perform } = await setUp({
        answer: ({ operation }) =>
          operation === refused ? { error: 'AccessDeniedException' } : undefined,
      });
      expect(await perform('images.usage', inputs['images.usage'], fromDesk)).toEqual(
        failed({ kind: 'permission-missing', action: `appstream:${refused}` }),
      );
    },
  );

  it('lists tags by their keys', async () => {
    const { perform } = await setUp();
    expect(valueOf(await perform('images.tags', inputs['images.tags'], fromDesk))).toEqual([
      { key: 'app', value: 'office' },
      { key: 'team', value: 'ops' },
    ]);
  });
});
