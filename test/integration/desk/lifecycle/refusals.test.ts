import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RefusalKind } from '@/lib/lifecycle/refusals';
import type { LifecycleWish, WishOf } from '@/lib/lifecycle/wish';
import type { Problem } from '@/lib/problems/problem';
import { addAmi } from '../../../aws/image-builder/amis';
import { addImage, addImageBuilder, regionOf, type Region, type World } from '../../../aws/world';
import { imageActsOf, roleOf } from '../../../support/image-acts';
import { believableWorld, customerAccount, ownerAccount } from '../../../support/scenarios';
import { startDetachedWorker, type DetachedWorker } from '../../../support/worker';

/** What the fake AWS is asked to do in an image's life. */
const operations = [
  'CopyImage',
  'CreateUpdatedImage',
  'CreateImportedImage',
  'CreateExportImageTask',
  'DeleteImage',
  'CreateImageBuilder',
  'StopImageBuilder',
  'DeleteImageBuilder',
  'AssociateSoftwareToImageBuilder',
  'StartSoftwareDeploymentToImageBuilder',
  'UpdateImagePermissions',
  'DeleteImagePermissions',
];

/** How a plan says before what AWS would refuse: left out of it, as a doubt, or instead of it. */
type Said =
  | { readonly leftOut: RefusalKind }
  | { readonly doubt: RefusalKind }
  | { readonly problem: Problem['kind'] };

interface Row {
  /** The operation, and the function of the fake that refuses. */
  readonly refuses: string;
  readonly when: string;
  readonly wish: () => LifecycleWish;
  /** Brings about what AWS refuses, where it is not so already. */
  readonly prepare?: () => void;
  readonly said: Said;
}

/** What cannot be known before, or never comes about, and why. */
const reasons: Readonly<Record<string, string>> = {
  'CreateExportImageTask/requireRole':
    'Nothing reads IAM roles: that the ARN is one of the account is all that is known of it.',
  'CreateImageBuilder/requireRole': 'The same.',
  'CreateImageBuilder/requireOffered': 'Only names of AWS are to choose from; there may be more.',
  'CreateImportedImage/requireOneSource': 'An order has one AMI, and always a role.',
  'AssociateSoftwareToImageBuilder/requireOwnBuilder': 'The job has made the image builder.',
  'AssociateSoftwareToImageBuilder/requireOffered': 'As with the image builder.',
  'AssociateSoftwareToImageBuilder/requireInstallable': 'The image builder was refused before.',
  'AssociateSoftwareToImageBuilder/requireBuilderState': 'The job waits until it is RUNNING.',
  'AssociateSoftwareToImageBuilder/requireNew': 'The job adds what is not there yet.',
  'StartSoftwareDeploymentToImageBuilder/requireOwnBuilder': 'The job has made it.',
  'StartSoftwareDeploymentToImageBuilder/refuseWhileDeploying': 'The job looks before, and waits.',
  'StartSoftwareDeploymentToImageBuilder/requireBuilderState': 'The job waits until it is RUNNING.',
  'UpdateImagePermissions/requireOwnImage': 'The job has made the copy.',
  'UpdateImagePermissions/requireAvailable': 'The job waits until the copy is AVAILABLE.',
  'UpdateImagePermissions/requireAccountId': 'The accounts are those that AWS lists.',
  'UpdateImagePermissions/refuseOwnAccount': 'AWS lists no owner among them.',
  'UpdateImagePermissions/requireRoomFor': 'The copy has no more of them than its source.',
  'DeleteImagePermissions/requireOwnImage': 'An image that is gone is left out.',
  'DeleteImagePermissions/requireAccountId': 'The accounts are those that AWS lists.',
  'DeleteImagePermissions/requireShared': 'AWS lists them; one that is gone by then is well.',
};

let worker: DetachedWorker;
let acts: ReturnType<typeof imageActsOf>;
let world: World;
let ami: string;
let armAmi: string;

const virginia = (): Region => regionOf(world, 'us-east-1');
const frankfurt = (): Region => regionOf(world, 'eu-central-1');

beforeAll(async () => {
  world = believableWorld();
  ami = addAmi(virginia(), ownerAccount, { Name: 'golden' }).ImageId;
  armAmi = addAmi(virginia(), ownerAccount, { Name: 'arm', Architecture: 'arm64' }).ImageId;
  worker = await startDetachedWorker({ world });
  acts = imageActsOf(worker);
  await worker.signIn(ownerAccount);
});

beforeEach(() => {
  world.quotas.images = 40;
});

afterAll(() => worker.stop());

const at = (image: string, region = 'us-east-1') => ({ region, image });

const copy =
  (image: string, region = 'eu-central-1', name = 'a-copy') =>
  (): LifecycleWish => ({
    act: 'copy',
    copies: [{ from: at(image), to: at(name, region) }],
    tags: false,
    shares: false,
  });

const update =
  (image: string, name = 'an-update') =>
  (): LifecycleWish => ({
    act: 'update',
    updates: [{ from: at(image), image: name }],
    tags: false,
  });

const imported = (changes: () => Partial<WishOf<'import'>['order']>) => (): LifecycleWish => ({
  act: 'import',
  order: {
    ami: { id: ami },
    image: 'an-import',
    role: roleOf(ownerAccount),
    alwaysLatestAgent: false,
    applications: [],
    tags: [],
    ...changes(),
  },
});

const exported =
  (image: string, name = 'an-ami') =>
  (): LifecycleWish => ({
    act: 'export',
    image,
    ami: name,
    role: roleOf(ownerAccount),
    tags: [],
  });

const deleted =
  (image: string, unshare = true) =>
  (): LifecycleWish => ({
    act: 'delete',
    images: [at(image)],
    unshare,
  });

const ended = (name: string, end: 'stop' | 'delete') => (): LifecycleWish => ({
  act: 'end-builders',
  builders: [{ region: 'us-east-1', name }],
  end,
});

const software = 'Microsoft_Office_2024_LTSC_Standard_64Bit';

const cloned =
  (
    image: string,
    builder: Partial<WishOf<'clone'>['builder']> = {},
    changes: Partial<WishOf<'clone'>> = {},
  ) =>
  (): LifecycleWish => ({
    act: 'clone',
    source: { name: image },
    image: 'a-clone',
    dynamicCatalogs: false,
    latestAgent: true,
    tags: [],
    builder: {
      name: 'a-builder',
      instanceType: 'stream.standard.medium',
      subnets: [],
      securityGroups: [],
      internetAccess: true,
      withoutImdsV1: true,
      ...builder,
    },
    applications: [],
    software: [software],
    after: 'delete',
    ...changes,
  });

const application = { id: 'Firefox', name: 'Firefox', path: 'C:\\Firefox\\firefox.exe' };

const rows: readonly Row[] = [
  {
    refuses: 'CopyImage/requireOwnImage',
    when: 'the image is of another account',
    wish: copy('customer-erp-client'),
    said: { leftOut: 'image-owner' },
  },
  {
    refuses: 'CopyImage/requireAvailable',
    when: 'it is PENDING',
    wish: copy('office-2026-09'),
    said: { leftOut: 'image-state' },
  },
  {
    refuses: 'CopyImage/destinationOf',
    when: 'AppStream is not there',
    wish: copy('kiosk', 'eu-north-1'),
    said: { leftOut: 'region' },
  },
  {
    refuses: 'CopyImage/requireFreeName',
    when: 'there is an image of the name',
    wish: copy('kiosk', 'us-east-1', 'office-2026-03'),
    said: { leftOut: 'name' },
  },
  {
    refuses: 'CopyImage/requireFreeName',
    when: 'the plan makes it itself',
    wish: () => ({
      act: 'copy',
      copies: ['kiosk', 'office-2026-03'].map((image) => ({
        from: at(image),
        to: at('twice', 'eu-central-1'),
      })),
      tags: false,
      shares: false,
    }),
    said: { leftOut: 'name' },
  },
  {
    refuses: 'CopyImage/requireRoomForCopy',
    when: 'two are being copied there',
    wish: copy('kiosk'),
    prepare: () => {
      const copyOf = virginia().name;
      for (const name of ['x', 'y']) {
        addImage(frankfurt(), ownerAccount, name, { State: 'COPYING', copyOf });
      }
    },
    said: { doubt: 'copies-underway' },
  },
  {
    refuses: 'CopyImage/requireRoomForImage',
    when: 'the Region has ten images',
    wish: copy('kiosk', 'us-east-1'),
    said: { doubt: 'quota-images' },
  },
  {
    refuses: 'CopyImage/requireRoomForImage',
    when: 'the plan makes more than ten itself',
    wish: () => ({
      act: 'copy',
      copies: Array.from({ length: 11 }, (_, index) => ({
        from: at('kiosk'),
        to: at(`kiosk-${index}`, 'eu-central-1'),
      })),
      tags: false,
      shares: false,
    }),
    said: { doubt: 'quota-images' },
  },
  {
    refuses: 'CreateUpdatedImage/requireOwnImage',
    when: 'the image is of another account',
    wish: update('customer-erp-client'),
    said: { leftOut: 'image-owner' },
  },
  {
    refuses: 'CreateUpdatedImage/requireUpdatable',
    when: 'it is PENDING',
    wish: update('office-2026-09'),
    said: { leftOut: 'image-state' },
  },
  {
    refuses: 'CreateUpdatedImage/requireUpdatable',
    when: 'there is nothing newer',
    wish: update('office-2026-06'),
    said: { leftOut: 'nothing-newer' },
  },
  {
    refuses: 'CreateUpdatedImage/requireFreeName',
    when: 'there is an image of the name',
    wish: update('office-2026-03', 'kiosk'),
    said: { leftOut: 'name' },
  },
  {
    refuses: 'CreateUpdatedImage/requireRoomForUpdate',
    when: 'five are being updated',
    wish: update('office-2026-03'),
    prepare: () => {
      for (const name of ['u1', 'u2', 'u3', 'u4', 'u5']) {
        addImage(virginia(), ownerAccount, name, { State: 'PENDING', coming: [] });
      }
    },
    said: { doubt: 'updates-underway' },
  },
  {
    refuses: 'CreateUpdatedImage/requireRoomForImage',
    when: 'the Region has ten images',
    wish: update('office-2026-03'),
    said: { doubt: 'quota-images' },
  },
  {
    refuses: 'CreateImportedImage/requireDifferent',
    when: 'an application is there twice',
    wish: imported(() => ({ applications: [application, application] })),
    said: { leftOut: 'application-name' },
  },
  {
    refuses: 'CreateImportedImage/requireRole',
    when: 'there is no such role',
    wish: imported(() => ({ role: `arn:aws:iam::${ownerAccount}:role/Nobody` })),
    said: { leftOut: 'ami' },
  },
  {
    refuses: 'CreateImportedImage/amiOf',
    when: 'there is no such AMI',
    wish: imported(() => ({ ami: { id: 'ami-0123456789abcdef0' } })),
    said: { leftOut: 'ami' },
  },
  {
    refuses: 'CreateImportedImage/requireImportable',
    when: 'it is for another architecture',
    wish: imported(() => ({ ami: { id: armAmi } })),
    said: { leftOut: 'ami' },
  },
  {
    refuses: 'CreateImportedImage/requireFreeName',
    when: 'there is an image of the name',
    wish: imported(() => ({ image: 'kiosk' })),
    said: { leftOut: 'name' },
  },
  {
    refuses: 'CreateImportedImage/requireRoomForImage',
    when: 'the quota is reached',
    wish: imported(() => ({})),
    prepare: () => {
      world.quotas.images = 10;
    },
    said: { leftOut: 'quota-images' },
  },
  {
    refuses: 'CreateExportImageTask/requireOwnImage',
    when: 'the image is of another account',
    wish: exported('customer-erp-client'),
    said: { leftOut: 'image-owner' },
  },
  {
    refuses: 'CreateExportImageTask/requireAvailable',
    when: 'it is PENDING',
    wish: exported('office-2026-09'),
    said: { leftOut: 'image-state' },
  },
  {
    refuses: 'CreateExportImageTask/requireFreeAmiName',
    when: 'there is an AMI of the name',
    wish: exported('kiosk', 'golden'),
    said: { leftOut: 'name' },
  },
  {
    refuses: 'DeleteImage/requireOwnImage',
    when: 'the image is of another account',
    wish: deleted('customer-erp-client'),
    said: { leftOut: 'image-owner' },
  },
  ...(['PENDING', 'COPYING', 'CREATING', 'IMPORTING', 'VALIDATING'] as const).map((State): Row => ({
    refuses: 'DeleteImage/requireFinished',
    when: `it is ${State}`,
    wish: deleted(`being-${State}`),
    prepare: () => void addImage(virginia(), ownerAccount, `being-${State}`, { State }),
    said: { doubt: 'image-state' },
  })),
  {
    refuses: 'DeleteImage/requireUnshared',
    when: 'it is shared, and shall stay so',
    wish: deleted('design-studio-7', false),
    said: { leftOut: 'shared' },
  },
  {
    refuses: 'DeleteImage/requireUnused',
    when: 'a fleet runs on it',
    wish: deleted('office-2026-06'),
    said: { leftOut: 'fleet' },
  },
  {
    refuses: 'DeleteImage/requireUnused',
    when: 'an image builder is being made from it',
    wish: deleted('making'),
    prepare: () => {
      const image = addImage(virginia(), ownerAccount, 'making', {});
      addImageBuilder(virginia(), ownerAccount, 'making-builder', { image, State: 'PENDING' });
    },
    said: { doubt: 'image-builder' },
  },
  {
    refuses: 'DeleteImage/requireUnused',
    when: 'it is being exported',
    wish: deleted('exporting'),
    prepare: () => {
      const { Arn: ImageArn } = addImage(virginia(), ownerAccount, 'exporting', {});
      virginia().exportTasks.set('task', {
        TaskId: 'task',
        ImageArn,
        AmiName: 'exporting-ami',
        CreatedDate: new Date(world.now()),
        owner: ownerAccount,
        State: 'EXPORTING',
      });
    },
    said: { doubt: 'image-state' },
  },
  {
    refuses: 'DeleteImagePermissions/requireAvailable',
    when: 'a shared image is being changed',
    wish: deleted('being-shared'),
    prepare: () => {
      const sharedWith = { [customerAccount]: { allowFleet: true, allowImageBuilder: false } };
      addImage(virginia(), ownerAccount, 'being-shared', { State: 'PENDING', sharedWith });
    },
    said: { doubt: 'image-state' },
  },
  {
    refuses: 'CreateImageBuilder/requireNewBuilder',
    when: 'there is an image builder of the name',
    wish: cloned('office-2026-06', { name: 'office-builder' }),
    said: { leftOut: 'name' },
  },
  {
    refuses: 'CreateImageBuilder/requireNewBuilder',
    when: 'there are ten image builders',
    wish: cloned('office-2026-06'),
    prepare: () => {
      const image = addImage(virginia(), ownerAccount, 'of-builders', {});
      for (let index = 0; index < 10; index += 1) {
        addImageBuilder(virginia(), ownerAccount, `builder-${index}`, { image });
      }
    },
    said: { doubt: 'quota-image-builders' },
  },
  {
    refuses: 'CreateImageBuilder/baseOf',
    when: 'the image is gone',
    wish: cloned('nowhere'),
    said: { problem: 'not-found' },
  },
  {
    refuses: 'CreateImageBuilder/baseOf',
    when: 'it is shared for fleets alone',
    wish: cloned('for-fleets'),
    prepare: () => {
      const sharedWith = { [ownerAccount]: { allowFleet: true, allowImageBuilder: false } };
      addImage(virginia(), customerAccount, 'for-fleets', { sharedWith });
    },
    said: { leftOut: 'image-not-granted' },
  },
  {
    refuses: 'CreateImageBuilder/requireLaunchable',
    when: 'the image is PENDING',
    wish: cloned('office-2026-09'),
    said: { leftOut: 'image-state' },
  },
  {
    refuses: 'CreateImageBuilder/requireLaunchable',
    when: 'it supports no image builders',
    wish: cloned('for-no-builder'),
    prepare: () => {
      addImage(virginia(), ownerAccount, 'for-no-builder', { ImageBuilderSupported: false });
    },
    said: { leftOut: 'image-not-granted' },
  },
  {
    refuses: 'CreateImageBuilder/requireFamily',
    when: 'the image does not run on the instance type',
    wish: cloned('office-2026-06', { instanceType: 'stream.graphics.g4dn.xlarge' }),
    said: { leftOut: 'instance-family' },
  },
  {
    refuses: 'CreateImageBuilder/requireSettings',
    when: 'there are two subnets',
    wish: cloned('office-2026-06', { subnets: ['subnet-0a1b2c3d', 'subnet-1a1b2c3d'] }),
    said: { leftOut: 'network' },
  },
  {
    refuses: 'CreateImageBuilder/requireInstallable',
    when: 'the software is not for Linux',
    wish: cloned('analytics-linux'),
    said: { leftOut: 'image-platform' },
  },
  {
    refuses: 'StopImageBuilder/requireOwnBuilder',
    when: 'it is gone',
    wish: ended('nobody', 'stop'),
    said: { leftOut: 'image-builder' },
  },
  {
    refuses: 'StopImageBuilder/requireBuilderState',
    when: 'it is STOPPED',
    wish: ended('analytics-builder', 'stop'),
    said: { leftOut: 'image-builder' },
  },
  {
    refuses: 'DeleteImageBuilder/requireOwnBuilder',
    when: 'it is gone',
    wish: ended('nobody', 'delete'),
    said: { leftOut: 'image-builder' },
  },
  {
    refuses: 'DeleteImageBuilder/requireBuilderState',
    when: 'its image is being made',
    wish: ended('snapshotting', 'delete'),
    prepare: () => {
      const image = addImage(virginia(), ownerAccount, 'of-snapshot', {});
      addImageBuilder(virginia(), ownerAccount, 'snapshotting', { image, State: 'SNAPSHOTTING' });
    },
    said: { leftOut: 'image-builder' },
  },
];

/** The functions of the fake that refuse in each operation, as they are called there. */
function refusersOf(): readonly string[] {
  const folder = path.join(import.meta.dirname, '../../../aws/handlers/appstream');
  const text = readdirSync(folder)
    .map((file) => readFileSync(path.join(folder, file), 'utf8'))
    .join('\n');
  return operations.flatMap((operation) => {
    const [, body = ''] = new RegExp(`\\n  ${operation}\\(([^]*?)\\n  \\},`).exec(text) ?? [];
    const calls = body.match(/\b(?:(?:require|refuse)[A-Z]\w*|baseOf|destinationOf|amiOf)(?=\()/g);
    return [...new Set(calls)].map((name) => `${operation}/${name}`);
  });
}

describe('what AWS would refuse', () => {
  it('is said before, or there is a reason why it cannot be', () => {
    const known = [...rows.map(({ refuses }) => refuses), ...Object.keys(reasons)];
    const refusers = refusersOf();
    expect(new Set(refusers.map((each) => each.split('/')[0]))).toEqual(new Set(operations));
    expect(new Set(known)).toEqual(new Set(refusers));
  });

  it.each(rows)('$refuses: where $when', async ({ wish, prepare, said }) => {
    prepare?.();
    const answer = await acts.plan(wish());
    if ('problem' in said) {
      expect(answer).toMatchObject({ ok: false, problem: { kind: said.problem } });
      return;
    }
    if (!answer.ok) throw new Error(JSON.stringify(answer.problem));
    const { leftOut, doubts } = answer.value.value;
    const kinds = ('leftOut' in said ? leftOut : doubts).map(({ refusal }) => refusal.kind);
    expect(kinds).toContain('leftOut' in said ? said.leftOut : said.doubt);
  });
});
