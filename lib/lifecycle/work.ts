import type { JobItem } from '../jobs/job';
import type { SentItem, Standing, Work } from '../jobs/work';
import { failed, ok, type Result } from '../result';
import type { Scope } from '../scope';
import { permissionsOf } from '../sharing/plan';
import { describeStep, subjectOf } from './describe';
import {
  makingActs,
  obstacleToEnd,
  standingOfAwaited,
  standingOfBuilder,
  standingOfChosenEnd,
  standingOfDeletion,
  standingOfEnd,
  standingOfExport,
  standingOfMade,
  standingOfShare,
  standingOfSoftware,
  standingOfTags,
} from './standing';
import type { ImageStep, ImportOrder } from './step';
import { placeOf, type ImageStepWorkParts, type NamedImage, type StepCalls } from './work-parts';

type Judge = (item: JobItem<ImageStep>) => Standing;

/**
 * How many images AWS copies into a Region at a time. Source: AppStream quotas, "Concurrent image
 * copies per destination Region".
 */
export const copiesAtATime = 2;

/**
 * How many images AWS updates in a Region at a time. Source: AppStream quotas, "Concurrent image
 * updates".
 */
export const updatesAtATime = 5;

/** What AWS limits how many of it are underway in a Region. */
const atATime: Partial<Readonly<Record<ImageStep['act'], number>>> = {
  copy: copiesAtATime,
  update: updatesAtATime,
};

/** How the steps in the life of an AppStream image are carried out. */
export function imageStepWork(parts: ImageStepWorkParts): Work<ImageStep> {
  return {
    group(step) {
      const { account = '', region, act } = step;
      const subject = act === 'await-image' ? step.image : subjectOf(step);
      // One image is exported under several names, and each is an AMI of its own.
      if (act === 'export') return [account, region, act, subject, step.ami].join('/');
      // With how many accounts an image is shared is read at once.
      return [account, region, act, subject, ...(act === 'share-ami' ? [step.with] : [])].join('/');
    },
    // An image, its image builder and its AMI are in one Region, and so is what a chain makes.
    lane: ({ region }) => region,
    chain: ({ chain }) => chain,
    most: ({ act }) => atATime[act],
    // AWS takes a while to show what it has begun.
    looks: () => 6,
    read: (scope, { task }) => readStep(placeOf(scope, task), task, parts.at(task.of)),
    async change(scope, step, item) {
      const place = placeOf(scope, step);
      const gives = step.act === 'share' || step.act === 'share-ami';
      const obstacle = await parts.forbidden(place, step, gives ? [step.with] : []);
      if (obstacle) return failed(obstacle);
      const changed = await changeStep(place, step, parts.at(step.of));
      return changed.ok ? changed : excused(step, item, changed);
    },
    takesQuota: ({ act }) => makingActs.has(act) || act === 'share',
    settled: (scope, step) => parts.settled(placeOf(scope, step), subjectOf(step)),
    describe: describeStep,
  };
}

/** What counts as done although AWS has refused it; reading back decides. */
function excused(
  step: ImageStep,
  { attempts = 0 }: SentItem,
  refusal: Extract<Result<never>, { readonly ok: false }>,
): Result<null> {
  const { act } = step;
  const { kind } = refusal.problem;
  // An attempt whose answer was lost may have made it, and AWS did not show it yet.
  if (kind === 'name-taken' && attempts > 0 && makingActs.has(act)) return ok(null);
  // Somebody else was faster.
  const isGone = kind === 'not-found';
  const wantsGone =
    act === 'delete' ||
    act === 'delete-builder' ||
    act === 'unshare' ||
    (act === 'end-builder' && step.end === 'delete');
  return isGone && wantsGone ? ok(null) : refusal;
}

/** Reads what a step is about, by the names in it. */
async function readStep(
  place: Scope,
  step: ImageStep,
  { reads }: StepCalls,
): Promise<Result<Judge>> {
  switch (step.act) {
    case 'create-builder':
      return judging(await reads.findBuilder(place, step.builder.name), (builder, { state }) =>
        standingOfBuilder(builder, step.builder, state),
      );
    case 'deploy-software': {
      const builder = await reads.findBuilder(place, step.builder);
      if (!builder.ok) return builder;
      if (!builder.value) return failed(noBuilder(step.builder));
      return judging(await reads.listSoftware(place, builder.value.arn), (software, { state }) =>
        standingOfSoftware(software, step.software, state),
      );
    }
    case 'await-image':
    case 'stop-builder':
    case 'delete-builder': {
      const builder = await reads.findBuilder(place, step.builder);
      if (!builder.ok) return builder;
      return judging(await reads.findImage(place, step.image), (image) =>
        step.act === 'await-image'
          ? standingOfAwaited(image, builder.value, step.builder)
          : standingOfEnd(step.act, builder.value, image, step),
      );
    }
    case 'end-builder':
      return judging(await reads.findBuilder(place, step.builder), (builder) =>
        standingOfChosenEnd(builder, step),
      );
    case 'copy':
    case 'update':
      return judging(await reads.findImage(place, step.image), (image, { state }) =>
        standingOfMade(image, step, state),
      );
    case 'import':
      return judging(await reads.findImage(place, step.order.image), (image, { state }) =>
        standingOfMade(image, step.order, state),
      );
    case 'tag': {
      const image = await taggedImage(place, step.image, reads);
      if (!image.ok) return image;
      return judging(await reads.listTags(place, image.value), (tags) =>
        standingOfTags(tags, step.tags),
      );
    }
    case 'export':
      return judging(await reads.listExports(place), (tasks, item) =>
        standingOfExport(tasks, step, item),
      );
    case 'share-ami': {
      const ami = await reads.findAmi(place, step.ami, place.account);
      if (!ami.ok) return ami;
      if (ami.value === undefined) return ok(() => 'planned');
      return judging(await reads.launchPermissionsOf(place, ami.value), (may) =>
        may.includes(step.with) ? 'right' : 'planned',
      );
    }
    case 'share':
    case 'unshare':
      return judging(await reads.listShares(place, step.image), (shares, { task }) =>
        task.act === step.act ? standingOfShare(shares, task) : 'changed',
      );
    case 'delete':
      return judging(await reads.findImage(place, step.image), (image) =>
        standingOfDeletion(image),
      );
  }
}

/** Has AWS do what a step says. Gives the id or the ARN of what it has made, if it names one. */
async function changeStep(
  place: Scope,
  step: ImageStep,
  { reads, changes }: StepCalls,
): Promise<Result<string | null>> {
  switch (step.act) {
    case 'create-builder':
      return changes.createBuilder(place, step.builder);
    case 'deploy-software': {
      const builder = await reads.findBuilder(place, step.builder);
      if (!builder.ok) return builder;
      if (!builder.value) return failed(noBuilder(step.builder));
      const software = await reads.listSoftware(place, builder.value.arn);
      if (!software.ok) return software;
      const known = new Set(software.value.map(({ name }) => name));
      const missing = step.software.filter((name) => !known.has(name));
      const noted =
        missing.length === 0
          ? ok(null)
          : await changes.associateSoftware(place, step.builder, missing);
      return noted.ok ? changes.deploySoftware(place, step.builder) : noted;
    }
    case 'await-image':
      return failed({ kind: 'refused', detail: 'Only a person can make the image.' });
    case 'stop-builder':
    case 'delete-builder': {
      const builder = await reads.findBuilder(place, step.builder);
      if (!builder.ok) return builder;
      if (!builder.value) return failed(noBuilder(step.builder));
      // Read last, so that nothing comes between it and the change.
      const image = await reads.findImage(place, step.image);
      if (!image.ok) return image;
      const obstacle = obstacleToEnd(image.value, step.builder, step.image);
      if (obstacle !== undefined) return failed({ kind: 'not-available', detail: obstacle });
      const end = step.act === 'stop-builder' ? changes.stopBuilder : changes.deleteBuilder;
      return end(place, step.builder, builder.value.state);
    }
    case 'end-builder': {
      const builder = await reads.findBuilder(place, step.builder);
      if (!builder.ok) return builder;
      if (!builder.value) return failed(noBuilder(step.builder));
      const standing = standingOfChosenEnd(builder.value, step);
      if (standing !== 'planned') return failed({ kind: 'drift' });
      const end = step.end === 'stop' ? changes.stopBuilder : changes.deleteBuilder;
      return end(place, step.builder, builder.value.state);
    }
    case 'tag': {
      const image = await taggedImage(place, step.image, reads);
      if (!image.ok) return image;
      const tags = await reads.listTags(place, image.value);
      if (!tags.ok) return tags;
      const keys = new Set(step.tags.map(({ key }) => key));
      const before = tags.value.filter(({ key }) => keys.has(key));
      return changes.tagImage(place, image.value, step.tags, before);
    }
    case 'copy': {
      const copies = await reads.countCopies(place);
      if (!copies.ok) return copies;
      // Others that somebody has begun: it is not too many for good, and goes later.
      if (copies.value >= copiesAtATime) return failed({ kind: 'throttled' });
      return changes.copyImage(place, step);
    }
    case 'update': {
      const updates = await reads.countUpdates(place);
      if (!updates.ok) return updates;
      if (updates.value >= updatesAtATime) return failed({ kind: 'throttled' });
      return changes.updateImage(place, step);
    }
    case 'import': {
      const ami = await amiOf(place, step.order, reads);
      return ami.ok ? changes.importImage(place, step.order, ami.value) : ami;
    }
    case 'export':
      return changes.exportImage(place, step);
    case 'share-ami': {
      const ami = await reads.findAmi(place, step.ami, place.account);
      if (!ami.ok) return ami;
      if (ami.value === undefined) return failed({ kind: 'not-found', what: `AMI ${step.ami}` });
      const shared = await changes.shareAmi(place, ami.value, step.with);
      return shared.ok ? ok(ami.value) : shared;
    }
    case 'share':
      return changes.putShare(place, step.image, step.with, permissionsOf(step));
    case 'unshare':
      return changes.removeShare(place, step.image, step.with, permissionsOf(step));
    case 'delete': {
      const image = await reads.findImage(place, step.image);
      if (!image.ok) return image;
      return image.value ? changes.deleteImage(place, step.image, image.value.state) : ok(null);
    }
  }
}

/** A judge of items by what was read. */
function judging<Read>(
  read: Result<Read>,
  judge: (value: Read, item: JobItem<ImageStep>) => Standing,
): Result<Judge> {
  return read.ok ? ok((item) => judge(read.value, item)) : read;
}

async function taggedImage(
  place: Scope,
  name: string,
  { findImage }: StepCalls['reads'],
): Promise<Result<NamedImage>> {
  const image = await findImage(place, name);
  if (!image.ok) return image;
  return image.value ? ok(image.value) : failed({ kind: 'not-found', what: `Image ${name}` });
}

/** The AMI that is imported; one of another account is known by its name alone. */
async function amiOf(
  place: Scope,
  { ami }: ImportOrder,
  { findAmi }: StepCalls['reads'],
): Promise<Result<string>> {
  if ('id' in ami) return ok(ami.id);
  const found = await findAmi(place, ami.name, ami.owner);
  if (!found.ok) return found;
  return found.value === undefined
    ? failed({ kind: 'not-found', what: `AMI ${ami.name} of account ${ami.owner}` })
    : ok(found.value);
}

function noBuilder(name: string) {
  return { kind: 'not-found', what: `Image builder ${name}` } as const;
}
