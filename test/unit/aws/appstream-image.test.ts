import { describe, expect, it } from 'vitest';
import { toImage } from '@/lib/aws/appstream-image';
import { friend, noon, owner } from '../support/values';

const arn = `arn:aws:appstream:us-east-1:${owner}:image/office-2026`;
const publicArn = 'arn:aws:appstream:us-east-1::image/AppStream-WinServer2022-06-17-2026';

type Wire = Readonly<Record<string, unknown>>;

const own: Wire = { Arn: arn, Name: 'office-2026', Visibility: 'PRIVATE', State: 'AVAILABLE' };

const read = (more: Wire = {}, asker = owner) => toImage({ ...own, ...more }, asker);

describe('an image as AWS describes it', () => {
  it('is read whole', () => {
    expect(
      read({
        DisplayName: 'Office',
        Description: 'With everything.',
        Platform: 'WINDOWS_SERVER_2022',
        CreatedTime: noon / 1000,
        DynamicAppProvidersEnabled: 'ENABLED',
        AppstreamAgentVersion: '07-10-2026',
        LatestAppstreamAgentVersion: 'TRUE',
        BaseImageArn: publicArn,
        ImageBuilderName: 'builder-1',
        SupportedInstanceFamilies: ['General_purpose'],
        StateChangeReason: { Code: 'INTERNAL_ERROR', Message: 'It broke.' },
        ImageErrors: [
          { ErrorCode: 'IAM_SERVICE_ROLE_IS_MISSING', ErrorMessage: 'First.' },
          { ErrorCode: 'INTERNAL_SERVICE_ERROR' },
          { ErrorMessage: 'Third.' },
          {},
        ],
        ImagePermissions: { allowFleet: true, allowImageBuilder: false },
      }),
    ).toEqual({
      arn,
      name: 'office-2026',
      owner,
      visibility: 'private',
      state: 'AVAILABLE',
      displayName: 'Office',
      description: 'With everything.',
      platform: 'WINDOWS_SERVER_2022',
      createdAt: noon,
      dynamicCatalogs: true,
      agentVersion: '07-10-2026',
      latestAgent: true,
      baseImageArn: publicArn,
      imageBuilder: 'builder-1',
      instanceFamilies: ['General_purpose'],
      stateReason: 'It broke.',
      errors: ['IAM_SERVICE_ROLE_IS_MISSING: First.', 'INTERNAL_SERVICE_ERROR', 'Third.', ''],
      applications: [],
      granted: { fleet: true, imageBuilder: false },
    });
  });

  it('keeps out what AWS leaves out', () => {
    expect(toImage({ Name: 'bare' }, owner)).toEqual({
      arn: '',
      name: 'bare',
      visibility: 'private',
      state: 'UNKNOWN',
      errors: [],
      dynamicCatalogs: false,
      instanceFamilies: [],
      applications: [],
    });
  });

  it('tells the reason of its state by its code when there is no sentence', () => {
    expect(read({ StateChangeReason: { Code: 'IMAGE_BUILDER_NOT_AVAILABLE' } }).stateReason).toBe(
      'IMAGE_BUILDER_NOT_AVAILABLE',
    );
  });

  it.each([
    ['TRUE', true],
    ['FALSE', false],
    [undefined, undefined],
  ] as const)('has the latest agent when AWS says %s', (flag, latest) => {
    const image = read(flag === undefined ? {} : { LatestAppstreamAgentVersion: flag });
    expect(image.latestAgent).toBe(latest);
  });

  it('may allow nothing to an account that it is shared with', () => {
    expect(read({ ImagePermissions: {} }).granted).toEqual({ fleet: false, imageBuilder: false });
  });
});

describe('the class of an image', () => {
  it.each<readonly [string, Wire, string, string]>([
    ['an own one', {}, owner, 'private'],
    ['an own one that is not shared', { ImageSharedWithOthers: 'FALSE' }, owner, 'private'],
    ['an own one that is shared', { ImageSharedWithOthers: 'TRUE' }, owner, 'shared-with-others'],
    [
      'an own one that AWS calls SHARED',
      { Visibility: 'SHARED', ImageSharedWithOthers: 'TRUE' },
      owner,
      'shared-with-others',
    ],
    ['one of another account', { Visibility: 'SHARED' }, friend, 'shared-with-me'],
    ['one of another account that AWS calls PRIVATE', {}, friend, 'shared-with-me'],
    [
      'one of another account that is shared with others too',
      { Visibility: 'SHARED', ImageSharedWithOthers: 'TRUE' },
      friend,
      'shared-with-me',
    ],
    ['a public one', { Visibility: 'PUBLIC', Arn: publicArn }, owner, 'public'],
    ['one without an owner', { Arn: publicArn }, owner, 'public'],
  ])('is told by whose it is: %s', (_, more, asker, visibility) => {
    expect(read(more, asker).visibility).toBe(visibility);
  });

  it('of a public image comes without an owner', () => {
    expect(read({ Visibility: 'PUBLIC', Arn: publicArn })).not.toHaveProperty('owner');
  });
});

const application = (more: object) =>
  read({ Applications: [{ Name: 'winword', ...more }] }).applications[0];

it('is called by its display name, else by its id, and is enabled unless AWS denies it', () => {
  expect(application({ DisplayName: 'Word', Enabled: false })).toEqual({
    id: 'winword',
    name: 'Word',
    enabled: false,
  });
  expect(application({})).toEqual({ id: 'winword', name: 'winword', enabled: true });
  expect(read({ Applications: [{}] }).applications).toEqual([{ id: '', name: '', enabled: true }]);
});

describe('an application', () => {
  it.each([
    'https://appstream2-eu-west-1.s3.eu-west-1.amazonaws.com/icon.png?X-Amz-Signature=1',
    'https://s3.amazonaws.com/bucket/icon.png',
    'https://bucket.s3.cn-north-1.amazonaws.com.cn/icon.png',
  ])('has an icon that AWS serves: %s', (IconURL) => {
    expect(application({ IconURL })?.iconUrl).toBe(IconURL);
  });

  it.each([
    'http://s3.amazonaws.com/icon.png',
    'https://evil.test/icon.png',
    'https://s3.amazonaws.com.evil.test/icon.png',
    'https://evilamazonaws.com/icon.png',
    'https://s3.amazonaws.com@evil.test/icon.png',
    'https://evil.test/?.amazonaws.com',
    'javascript:alert(1)//.amazonaws.com',
    'data:image/svg+xml,<svg/>',
    '/icon.png',
    'not an address',
    '',
  ])('has no other icon: %j', (IconURL) => {
    expect(application({ IconURL })).not.toHaveProperty('iconUrl');
  });
});
