import type { JobItem } from '../jobs/job';
import type { Standing } from '../jobs/work';
import { ok, type Result } from '../result';
import type { Scope } from '../scope';
import {
  standingOfDeletion,
  standingOfExport,
  standingOfMade,
  standingOfShare,
  standingOfTags,
} from './standing';
import {
  standingOfAwaited,
  standingOfBuilder,
  standingOfChosenEnd,
  standingOfEnd,
  standingOfSoftware,
} from './standing-of-builders';
import type { ImageStep } from './step';
import { knownBuilder, knownImage } from './work-found';
import type { StepCalls } from './work-parts';

/** How far the step of an item is, as far as was read. */
export type Judge = (item: JobItem<ImageStep>) => Standing;

/** Reads what a step is about, by the names in it. */
export async function readStep(
  place: Scope,
  step: ImageStep,
  { reads }: Pick<StepCalls, 'reads'>,
): Promise<Result<Judge>> {
  switch (step.act) {
    case 'create-builder':
      return judging(await reads.findBuilder(place, step.builder.name), (builder, { state }) =>
        standingOfBuilder(builder, step.builder, state),
      );
    case 'deploy-software': {
      const builder = await knownBuilder(place, step.builder, reads);
      if (!builder.ok) return builder;
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
      const image = await knownImage(place, step.image, reads);
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

/** A judge of items by what was read. */
function judging<Read>(
  read: Result<Read>,
  judge: (value: Read, item: JobItem<ImageStep>) => Standing,
): Result<Judge> {
  return read.ok ? ok((item) => judge(read.value, item)) : read;
}
