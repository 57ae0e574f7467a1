import { addAmi } from '../../aws/image-builder/amis';
import {
  addFleet,
  addImage,
  addImageBuilder,
  ownImage,
  regionOf,
  type ImageRecord,
  type World,
} from '../../aws/world';
import { customerAccount, ownerAccount } from '../../support/scenarios';
import type { Stage } from '../../support/stage';
import { expect, test } from '../fixtures';
import { jobsOf } from '../pages/jobs';
import { begin, frankfurt, virginia, type ActName } from './acts';
import { cloneWish, runScriptOnceItCan } from './clone-wish';
import { followJob } from './follow';

const builder = cloneWish.builder.name;

/** What goes wrong with an act, and what the page of its job says of it. */
interface Trouble {
  readonly act: ActName;
  readonly what: string;
  /** Comes after the plan, and before the job is begun. */
  readonly comes: (stage: Stage) => void;
  /** How the job ends; with one failed change unless given. */
  readonly state?: string;
  /** The change that it comes to, and what stands there. */
  readonly change: string | RegExp;
  readonly reason: RegExp;
  /** The changes that are not begun for it. */
  readonly notBegun?: readonly (string | RegExp)[];
  /** The changes that are done all the same. */
  readonly done?: readonly (string | RegExp)[];
  /** How the image builder is that is left behind, if one is. */
  readonly left?: string;
}

/** Has something of a name fail at AWS. */
const fails =
  (name: string, why: string) =>
  ({ world }: Stage): void => {
    world.failing.set(name, why);
  };

/** Lowers the quota of images below what there is. */
const noMoreImages = ({ world }: Stage): void => {
  world.quotas.images = 0;
};

/** Has somebody make an image of a name. */
const takes =
  (name: string, region = virginia, account = ownerAccount) =>
  ({ world }: Stage): void => {
    addImage(regionOf(world, region), account, name, {});
  };

function imageThatIsThere(world: World, name: string): ImageRecord {
  const image = ownImage(regionOf(world, virginia), ownerAccount, name);
  if (!image) throw new Error(`There is no image ${name}.`);
  return image;
}

const noRoom = /The limit of 0 images .* has been reached/;
const takenByImage = /The name is taken\. There is an image .* that this job has not made/;
const changedElsewhere = 'Ended: 1 changed elsewhere';

const createBuilder = 'Create the image builder';
const afterBuilder = ['Add 2 tags', 'Delete the image builder'];
const copyToFrankfurt = /eu-central-1.*Copy from design-studio-7/;
const afterCopy = [/eu-central-1.*Add 2 tags/, /eu-central-1.*Share with account 333344445555/];
const exportAmi = 'Export as the AMI';
const importAmi = 'Import the AMI';
const launchAmi = `Let account ${customerAccount} launch the AMI`;

const troubles: readonly Trouble[] = [
  {
    act: 'clone',
    what: 'the image builder fails',
    comes: fails(builder, 'There is no capacity.'),
    change: createBuilder,
    reason: /There is no capacity\./,
    notBegun: afterBuilder,
    left: 'FAILED',
  },
  {
    act: 'clone',
    what: 'the image fails',
    comes: fails(cloneWish.image, 'Sysprep has failed.'),
    change: 'Run the script',
    reason: /Sysprep has failed\./,
    notBegun: afterBuilder,
    left: 'STOPPED',
  },
  {
    act: 'clone',
    what: 'the quota is reached',
    comes({ world }) {
      world.quotas.imageBuilders = 0;
    },
    change: createBuilder,
    reason: /The limit of 0 image builders .* has been reached/,
    notBegun: afterBuilder,
  },
  {
    act: 'clone',
    what: 'somebody has taken the name',
    comes({ world }) {
      const image = imageThatIsThere(world, cloneWish.source.name);
      const details = { image, CreatedTime: new Date(0) };
      addImageBuilder(regionOf(world, virginia), ownerAccount, builder, details);
    },
    state: changedElsewhere,
    change: createBuilder,
    reason: /The name is taken\. There is an image builder .* that this job has not made/,
    notBegun: afterBuilder,
  },
  {
    act: 'copy',
    what: 'the copies fail',
    comes: fails('studio', 'The copy has failed.'),
    state: 'Ended: 2 failed',
    change: copyToFrankfurt,
    reason: /The copy has failed\./,
    notBegun: afterCopy,
  },
  {
    act: 'copy',
    what: 'the quota is reached',
    comes: noMoreImages,
    state: 'Ended: 2 failed',
    change: copyToFrankfurt,
    reason: noRoom,
    notBegun: afterCopy,
  },
  {
    act: 'copy',
    what: 'somebody has taken the name in one Region',
    comes: takes('studio', frankfurt),
    state: changedElsewhere,
    change: copyToFrankfurt,
    reason: takenByImage,
    notBegun: afterCopy,
    done: [/us-east-1.*Copy from/, /us-east-1.*Add 2 tags/],
  },
  {
    act: 'update',
    what: 'the image fails',
    comes: fails('office-new', 'An instance did not respond.'),
    change: 'Update from',
    reason: /An instance did not respond\./,
  },
  {
    act: 'update',
    what: 'the quota is reached',
    comes: noMoreImages,
    change: 'Update from',
    reason: noRoom,
  },
  {
    act: 'update',
    what: 'somebody has taken the name',
    comes: takes('office-new'),
    state: changedElsewhere,
    change: 'Update from',
    reason: takenByImage,
  },
  {
    act: 'import',
    what: 'the image fails',
    comes: fails('imported', 'The AMI has no agent.'),
    change: importAmi,
    reason: /The AMI has no agent\./,
  },
  {
    act: 'import',
    what: 'the quota is reached',
    comes: noMoreImages,
    change: importAmi,
    reason: noRoom,
  },
  {
    act: 'import',
    what: 'somebody has taken the name',
    comes: takes('imported'),
    state: changedElsewhere,
    change: importAmi,
    reason: takenByImage,
  },
  {
    act: 'export',
    what: 'the AMI fails',
    comes: fails('office-ami', 'The snapshot could not be made.'),
    change: exportAmi,
    reason: /The snapshot could not be made\./,
  },
  {
    act: 'export',
    what: 'somebody has taken the name',
    comes({ world }) {
      addAmi(regionOf(world, virginia), ownerAccount, { Name: 'office-ami' });
    },
    change: exportAmi,
    reason: /An AMI of the name office-ami already exists/,
  },
  {
    act: 'move',
    what: 'the AMI fails',
    comes: fails('office-ami', 'The snapshot could not be made.'),
    change: exportAmi,
    reason: /The snapshot could not be made\./,
    notBegun: [launchAmi, importAmi],
  },
  {
    act: 'move',
    what: 'the image fails in the other account',
    comes: fails('office-moved', 'The AMI has no agent.'),
    change: importAmi,
    reason: /The AMI has no agent\./,
    done: [exportAmi, launchAmi],
  },
  {
    act: 'move',
    what: 'the quota of the other account is reached',
    comes: noMoreImages,
    change: importAmi,
    reason: noRoom,
    done: [exportAmi, launchAmi],
  },
  {
    act: 'move',
    what: 'somebody has taken the name in the other account',
    comes: takes('office-moved', virginia, customerAccount),
    state: changedElsewhere,
    change: importAmi,
    reason: takenByImage,
    done: [exportAmi, launchAmi],
  },
  {
    act: 'delete',
    what: 'a fleet has come to run on one image',
    comes({ world }) {
      const image = imageThatIsThere(world, 'analytics-linux');
      addFleet(regionOf(world, virginia), ownerAccount, 'analytics', { image });
    },
    change: /analytics-linux.*Delete the image/,
    reason: /is in use and cannot be deleted: the fleet analytics uses it/,
    done: ['Stop sharing with account 333344445555'],
  },
];

for (const { act, what, comes, ...said } of troubles) {
  test(`${act}: ${what}, and the job says so, and what it has left behind`, async ({ stage }) => {
    const { plan, id } = await begin(stage, act, comes);
    await followJob(stage, async () => runScriptOnceItCan(stage, plan));
    const { page, ...job } = jobsOf(await stage.openExtensionPage(`desk.html#/jobs/${id}`));
    await expect(job.state).toHaveText(said.state ?? 'Ended: 1 failed');
    await expect(job.change(said.change)).toContainText(said.reason);
    for (const each of said.notBegun ?? [])
      await expect(job.change(each)).toContainText('Not begun');
    for (const each of said.done ?? [])
      await expect(job.change(each)).toContainText('Done and verified');
    await expect(job.button('Try the failed again')).toBeVisible();
    const behind = page.getByText(`The image builder ${builder} (us-east-1) is left behind.`);
    await expect(behind).toHaveCount(said.left === undefined ? 0 : 1);
    if (said.left === undefined) return;
    await expect(behind).toContainText(`It is ${said.left}.`);
    await job.link('Show the image builders').click();
    const row = page.getByRole('row').filter({ hasText: builder });
    await expect(row).toContainText('Left behind');
  });
}
